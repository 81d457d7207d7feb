/// Walks a document beside the grammar and reports every place where the two differ.
struct GrammarChecker {
  let version: StandardVersion
  let findings: Findings

  func check(_ node: YAMLNode, is shape: ValueShape, at path: String) {
    switch shape {
    case .object(let name): checkObject(node, Grammar.shape(name), at: path)
    case .list(let item): checkList(node, of: item, at: path)
    case .set(let item):
      checkList(node, of: item, at: path)
      checkSet(node, at: path)
    case .textOrObject(let name):
      if node.pairs != nil { return checkObject(node, Grammar.shape(name), at: path) }
      if node.items != nil { return wrongKind(node, expected: "text or a mapping", at: path) }
      check(node, is: .text, at: path)
    case .objectOrList(let name, let item):
      guard node.items == nil else {
        findings.add(
          .deprecated, "a list is the deprecated form of \(Grammar.shape(name).words)", at: node.mark,
          path: path,
          help: "write a mapping and put the list under its `members`")
        return checkList(node, of: .object(item), at: path)
      }
      checkObject(node, Grammar.shape(name), at: path)
    case .any: break
    case .anyMapping:
      if node.pairs == nil { wrongKind(node, expected: "a mapping", at: path) }
    case .textOrMapping:
      if node.pairs == nil { check(node, is: .text, at: path) }
    case .reference: checkReference(node, at: path)
    default: checkScalar(node, is: shape, at: path)
    }
  }

  func wrongKind(_ node: YAMLNode, expected: String, at path: String, help: String? = nil) {
    findings.add(
      .wrongKind, "expected \(expected), found \(node.kindWords)", at: node.mark, path: path,
      help: help ?? (node.isNull ? "give the value, or remove the key" : nil))
  }
}

// Collections.
extension GrammarChecker {
  private func checkList(_ node: YAMLNode, of item: ValueShape, at path: String) {
    guard let items = node.items else {
      let help = node.isNull ? "remove the key, or write []" : "begin each entry with `- `"
      return wrongKind(node, expected: "a list", at: path, help: help)
    }
    for (index, entry) in items.enumerated() {
      check(entry, is: item, at: path + DocumentPath.component(of: entry, index: index))
    }
  }

  private func checkSet(_ node: YAMLNode, at path: String) {
    guard let items = node.items else { return }
    guard !items.isEmpty else {
      return findings.add(.emptyList, "at least one entry is needed here", at: node.mark, path: path)
    }
    var first: [Scalar: Mark] = [:]
    for item in items {
      let valueNode = item.pairs == nil ? item : item["value"]
      guard let value = valueNode?.freeScalar else { continue }
      if let earlier = first[value] {
        findings.add(
          .duplicateItem, "the value \(valueNode?.kindWords ?? "") is listed twice", at: item.mark,
          path: path,
          help: "keep one of the two", notes: [.init(message: "first listed here", mark: earlier)])
      } else {
        first[value] = item.mark
      }
    }
  }

  private func checkObject(_ node: YAMLNode, _ shape: ObjectShape, at path: String) {
    guard let pairs = node.pairs else {
      return wrongKind(node, expected: "a mapping (\(shape.words))", at: path)
    }
    let selection = select(shape, in: node)
    let fields = (shape.fields + selection.fields).filter { $0.isKnown(in: version) }
    for pair in pairs {
      let inner = DocumentPath.join(path, pair.key)
      guard let field = fields.first(where: { $0.key.utf8.elementsEqual(pair.key.utf8) }) else {
        checkUnknown(pair, in: node, shape, fields, selection, at: inner)
        continue
      }
      if field.since > version {
        reportNewer("the key \(Words.quoted(field.key))", since: field.since, at: pair.keyMark, path: inner)
      }
      if let replacement = field.replacement, version >= field.replacedSince {
        findings.add(
          .deprecated, "the key \(Words.quoted(field.key)) is deprecated", at: pair.keyMark, path: inner,
          help: replacement)
      }
      check(pair.value, is: field.shape, at: inner)
    }
    for field in fields where field.isRequired(in: version) && node.pair(field.key) == nil {
      // A quality rule that does not even say what it is has one error, made in `Lint/`.
      if field.key == "metric", node.pair("type") == nil { continue }
      findings.add(
        .missingKey, "\(shape.words)\(selection.words) needs the key \(Words.quoted(field.key))",
        at: node.headMark, path: path, help: "add `\(field.key): …`")
    }
  }

  private struct Selection {
    var fields: [FieldShape]
    /// ` of type "s3"`; empty where nothing was selected.
    var words = ""
    /// The selecting value is unknown and reported as such, so no key can be judged by it.
    var isUndecided = false
  }

  private func select(_ shape: ObjectShape, in node: YAMLNode) -> Selection {
    guard let variants = shape.variants else { return Selection(fields: []) }
    guard let value = node[variants.key] else {
      return Selection(fields: variants.absent, isUndecided: variants.absent.isEmpty)
    }
    guard let word = value.text, let fields = variants.cases[word] else {
      return Selection(fields: [], isUndecided: true)
    }
    return Selection(fields: fields, words: " of \(variants.key) \(Words.quoted(word))")
  }

  private func checkUnknown(
    _ pair: YAMLPair, in node: YAMLNode, _ shape: ObjectShape, _ fields: [FieldShape], _ selection: Selection,
    at path: String
  ) {
    let elsewhere = (shape.variants?.cases ?? [:]).filter { fields in
      fields.value.contains { $0.key == pair.key && $0.isKnown(in: version) }
    }
    if !elsewhere.isEmpty {
      guard !selection.isUndecided else { return }
      let key = shape.variants?.key ?? ""
      var help = "it belongs to \(key) \(Words.either(elsewhere.keys.sorted().prefix(6).map { "`\($0)`" }))"
      if node.text("type") == "custom", Grammar.operators.contains(pair.key) {
        help = "a custom rule has its threshold inside `implementation`"
      }
      let owner = selection.words.isEmpty ? "\(shape.words) without \(key)" : shape.words + selection.words
      return findings.add(
        .misplacedKey, "the key \(Words.quoted(pair.key)) does not belong to \(owner)", at: pair.keyMark,
        path: path, help: help)
    }
    let isOpen = shape.isOpen
    findings.add(
      isOpen ? .openKey : .unknownKey, "unknown key \(Words.quoted(pair.key)) in \(shape.words)",
      at: pair.keyMark, path: path, help: help(forUnknown: pair.key, shape, fields))
  }

  private func help(forUnknown key: String, _ shape: ObjectShape, _ fields: [FieldShape]) -> String? {
    if let help = shape.unknownKeyHelp { return help }
    if key.hasPrefix("x-") { return "the standard knows no x- keys; use `customProperties`" }
    if key.hasPrefix("sluice") {
      return "write it under `customProperties`: `- property: \(Words.escaped(key))`"
    }
    let known = fields.filter { $0.since <= version }.map(\.key)
    return Words.suggestion(for: key, among: known)
      ?? (fields.contains { $0.key == "customProperties" } ? "own keys go under `customProperties`" : nil)
  }

  func reportNewer(_ what: String, since: StandardVersion, at mark: Mark, path: String) {
    findings.add(
      .newerKey, "\(what) is new in \(since.name), and this contract is written for \(version.name)",
      at: mark,
      path: path, help: "set `apiVersion: \(since.name)`")
  }
}

extension YAMLNode {
  /// Where a message about a whole mapping points: its first key, not all its lines.
  var headMark: Mark { pairs?.first?.keyMark ?? mark }
}
