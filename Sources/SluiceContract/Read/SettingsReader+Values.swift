// The values of settings: words, texts, lists, mappings.

extension SettingsReader {
  func report(_ setting: Setting, _ message: String, at node: YAMLNode? = nil, help: String? = nil) {
    findings.add(
      .badSetting, "\(setting.name) \(message)", at: (node ?? setting.node).mark, path: setting.path,
      help: help)
  }

  func text(_ setting: Setting) -> String? {
    if setting.node.text == nil { report(setting, "takes text, found \(setting.node.kindWords)") }
    return setting.node.text
  }

  func texts(_ setting: Setting) -> [String]? {
    guard let items = setting.node.items else {
      report(setting, "takes a list, found \(setting.node.kindWords)", help: "write [a, b]")
      return nil
    }
    return items.compactMap { item in
      if item.text == nil {
        report(
          setting, "takes a list of texts, found \(item.kindWords)", at: item,
          help: "write \"\(item.scalar?.text ?? "")\" in quotes")
      }
      return item.text
    }
  }

  func boolean(_ setting: Setting) -> Bool? {
    if setting.node.boolean == nil {
      report(
        setting, "takes true or false, found \(setting.node.kindWords)", help: "write true or false, unquoted"
      )
    }
    return setting.node.boolean
  }

  func known(_ setting: Setting, _ words: [String], at node: YAMLNode? = nil) -> String? {
    let node = node ?? setting.node
    if let text = node.text, words.contains(text) { return text }
    report(
      setting, "does not know \(node.kindWords)", at: node,
      help: node.text.flatMap { Words.suggestion(for: $0, among: words) } ?? "write \(Words.either(words))")
    return nil
  }

  func word<Word: RawRepresentable<String> & CaseIterable>(_ setting: Setting) -> Word? {
    known(setting, Word.allCases.map(\.rawValue)).flatMap { Word(rawValue: $0) }
  }

  /// - Parameter ignore: the word for the mildest policy.
  func policy(_ setting: Setting, ignore: String) -> ColumnPolicy? {
    known(setting, [ignore, "warn", "fail"]).flatMap { $0 == ignore ? .ignore : ColumnPolicy(rawValue: $0) }
  }

  /// The entries of a mapping with known keys; nil where it is none.
  func entries(_ setting: Setting, _ known: [String], of node: YAMLNode? = nil) -> [Setting]? {
    let node = node ?? setting.node
    guard let pairs = node.pairs else {
      report(setting, "takes a mapping, found \(node.kindWords)", at: node)
      return nil
    }
    return pairs.compactMap { pair in
      guard known.contains(pair.key) else {
        findings.add(
          .unknownSettingKey, "\(setting.name) has no key \(Words.quoted(pair.key))", at: pair.keyMark,
          path: setting.path,
          help: Words.suggestion(for: pair.key, among: known) ?? "it knows \(Words.either(known))")
        return nil
      }
      return Setting(name: pair.key, node: pair.value, path: setting.path)
    }
  }

  func environments(_ setting: Setting) -> [String]? {
    guard let items = setting.node.items, !items.isEmpty else {
      report(
        setting, "takes a list, found \(setting.node.kindWords)",
        help: "write [train], [serve] or [train, serve]")
      return nil
    }
    return items.compactMap { known(setting, ["train", "serve"], at: $0) }
  }

  func alerts(_ setting: Setting) -> ContractSettings.Alerts? {
    guard let entries = entries(setting, ["error", "warning"]) else { return nil }
    var alerts = ContractSettings.Alerts()
    for entry in entries {
      // Reports show it: a variable must not become its value.
      let value = text(entry).flatMap { _ in entry.node.scalar?.shown }
      if entry.name == "error" { alerts.error = value } else { alerts.warning = value }
    }
    return alerts
  }

  func waivers(_ setting: Setting) -> [ContractSettings.Waiver] {
    guard let items = setting.node.items else {
      report(
        setting, "takes a list, found \(setting.node.kindWords)", help: "begin each waiver with `- rule:`")
      return []
    }
    return items.compactMap { waiver(setting, $0) }
  }

  private func waiver(_ setting: Setting, _ node: YAMLNode) -> ContractSettings.Waiver? {
    guard let entries = entries(setting, ["rule", "path", "until", "reason"], of: node) else { return nil }
    let values = Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }
    for key in ["rule", "until"] where values[key] == nil {
      report(setting, "needs `\(key)` in each waiver", at: node)
    }
    guard let rule = values["rule"].flatMap({ text($0) }), let until = values["until"],
      let day = until.node.text.flatMap({ CivilTime.days($0) })
    else {
      if let until = values["until"], until.node.text.flatMap({ CivilTime.days($0) }) == nil {
        report(until, "takes a date, found \(until.node.kindWords)", help: "write YYYY-MM-DD")
      }
      return nil
    }
    return ContractSettings.Waiver(
      rule: rule, path: values["path"].flatMap { text($0) }, until: day,
      reason: values["reason"].flatMap { text($0) }, mark: node.headMark)
  }

  /// Kinds of structural findings, as the reader of batches names them.
  static let structureKinds = [
    "fieldCount", "unterminatedQuote", "textAfterQuote", "bareQuote", "loneCarriageReturn",
    "mixedLineEndings",
    "nulByte", "invalidUTF8", "utf16", "byteOrderMark", "duplicateHeader", "emptyHeader", "blankLine",
    "emptyFile",
    "fieldTooLong", "recordTooLong", "undecodable", "headerMismatch", "notCSV",
  ]

  func structure(_ setting: Setting) -> [String: ColumnPolicy] {
    var result: [String: ColumnPolicy] = [:]
    for entry in entries(setting, Self.structureKinds) ?? [] {
      result[entry.name] = known(entry, ["warn", "fail"]).flatMap { ColumnPolicy(rawValue: $0) }
    }
    return result
  }
}
