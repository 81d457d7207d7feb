/// Reads `implementation` of an `engine: sluice` rule: a mapping, or the same as YAML text.
struct EngineCheckReader {
  let property: Property?
  let findings: Findings

  func read(_ implementation: YAMLNode, path: String) -> QualityRule.Kind? {
    guard let node = mapping(implementation, path: path) else { return nil }
    guard let name = node.markedText("check") else {
      findings.add(
        .missingArgument, "the implementation does not say which check it is", at: node.headMark, path: path,
        help: "add `check:`, such as `check: rowRule`")
      return nil
    }
    guard let check = EngineCheck.named(name.value) else {
      let owner = property.map { " on column \(Words.quoted($0.name))" } ?? ""
      findings.add(
        .unknownCheck, "unknown check \(Words.quoted(name.value))\(owner)", at: name.mark, path: path,
        help: Words.suggestion(for: name.value, among: EngineCheck.all.map(\.name)))
      return nil
    }
    checkKeys(node, check, path: path)
    guard checkPlace(node, check, path: path) else { return nil }
    if check.name == "skew" {
      return .skew(SkewRuleReader(property: property, findings: findings).read(node, path: path))
    }
    checkOperator(node, check, path: path)
    return EngineRuleReader(property: property, findings: findings).read(node, check: check.name, path: path)
      .map { .sluice($0) }
  }

  private func mapping(_ node: YAMLNode, path: String) -> YAMLNode? {
    guard let text = node.text else {
      if node.pairs == nil {
        findings.add(.wrongKind, "expected a mapping, found \(node.kindWords)", at: node.mark, path: path)
        return nil
      }
      return node
    }
    let inner = Findings()
    let parsed = YAMLReader.read(Array(text.utf8), limits: .standard, findings: inner)
    for diagnostic in inner.inFileOrder {
      findings.add(
        DiagnosticCode(rawValue: diagnostic.code) ?? .yamlSyntax,
        "\(diagnostic.message), in line \(diagnostic.mark.line) of this text", at: node.mark, path: path,
        help: diagnostic.help)
    }
    guard let parsed else { return nil }
    guard parsed.pairs != nil else {
      findings.add(
        .wrongKind, "expected a mapping, found \(parsed.kindWords)", at: node.mark, path: path,
        help: "write `implementation: {check: rowRule, expr: …}`")
      return nil
    }
    return parsed.moved(to: node.mark)
  }

  private func checkKeys(_ node: YAMLNode, _ check: EngineCheck, path: String) {
    for pair in node.pairs ?? [] where !check.keys.contains(pair.key) {
      findings.add(
        .unknownCheckKey, "the check \"\(check.name)\" has no key \(Words.quoted(pair.key))",
        at: pair.keyMark,
        path: path, help: Words.suggestion(for: pair.key, among: check.keys))
    }
    for key in check.needed where node[key] == nil {
      findings.add(
        .missingArgument, "the check \"\(check.name)\" needs the key \"\(key)\"", at: node.headMark,
        path: path,
        help: "add `\(key): …`")
    }
  }

  /// False where the rule stands where it cannot mean anything.
  private func checkPlace(_ node: YAMLNode, _ check: EngineCheck, path: String) -> Bool {
    let isObject = property == nil
    if check.level == .object && !isObject || check.level == .property && isObject {
      findings.add(
        .wrongLevel, "the check \"\(check.name)\" is about \(isObject ? "one property" : "an object")",
        at: node.keyMark("check"), path: path,
        help: "move the rule to the \(isObject ? "property" : "object")'s `quality`")
      return false
    }
    guard check.isNumeric, let property, let words = property.valueType.wordsIfNotNumeric else { return true }
    findings.add(
      .numericOnText, "the check \"\(check.name)\" needs numbers, the column holds \(words)",
      at: node.keyMark("check"), path: path,
      help: property.valueType == nil ? "give the column a `logicalType`: without one it is text" : nil)
    return false
  }

  private func checkOperator(_ node: YAMLNode, _ check: EngineCheck, path: String) {
    // Of checks that count rows the threshold is read as a whole.
    if EngineRuleReader.rowChecks.contains(check.name) || check.name == "rowCount" { return }
    if AggregateReader.checks.contains(check.name) || ChangeReader.checks.contains(check.name) { return }
    let reader = ThresholdReader(findings: findings, words: "on check \"\(check.name)\"")
    let unit = reader.unit(node, path: path)
    let pairs = ThresholdReader.operators(in: node)
    if pairs.count > 1 {
      _ = reader.threshold(node, unit: unit, allowsText: true, path: path)
      return
    }
    // What this version does not run is judged as far as its operands are numbers.
    guard let pair = pairs.first else { return }
    if let items = pair.value.items {
      if items.contains(where: { $0.decimal == nil }) { return }
      guard pair.key.hasSuffix("Between") else { return }
    } else if pair.value.decimal == nil {
      return
    }
    _ = reader.threshold(node, unit: unit, allowsText: true, path: path)
  }
}

extension LogicalType? {
  /// What a column holds that is no number; nil for numbers and booleans, which are 0 and 1.
  fileprivate var wordsIfNotNumeric: String? {
    switch self {
    case .integer, .number, .decimal, .boolean: nil
    case .string, nil: "text"
    case .date: "dates"
    case .time: "times"
    case .timestamp: "timestamps"
    case .nested(let kind): kind == "vector" ? "vectors" : "\(kind)s"
    }
  }
}

extension YAMLNode {
  /// The same tree with every mark at one place: for YAML inside a scalar.
  func moved(to mark: Mark) -> YAMLNode {
    var node = self
    node.mark = mark
    switch content {
    case .scalar: break
    case .sequence(let items): node.content = .sequence(items.map { $0.moved(to: mark) })
    case .mapping(let pairs):
      node.content = .mapping(
        pairs.map { YAMLPair(key: $0.key, keyMark: mark, value: $0.value.moved(to: mark)) })
    }
    return node
  }
}
