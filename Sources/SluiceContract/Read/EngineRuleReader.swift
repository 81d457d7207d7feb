/// Reads the arguments of an `engine: sluice` rule whose keys are known to be right.
struct EngineRuleReader {
  let property: Property?
  let findings: Findings

  /// Checks that count rows, so that an operator speaks of a number of them.
  static let rowChecks =
    ["rowRule", "distinctAcross", "validFormat", "duplicates", "nulls", "invalid"]
    + ["outliers", "increasing", "decreasing"]

  /// nil where the rule is too broken to have a meaning.
  func read(_ node: YAMLNode, check: String, path: String) -> EngineRule? {
    var rule = EngineRule(check: check, implementation: node)
    var isWhole = true
    for key in ["expr", "where"] {
      guard let pair = node.pair(key) else { continue }
      let expression = expression(pair, path: DocumentPath.join(path, key))
      if expression == nil { isWhole = false }
      if key == "expr" { rule.expression = expression } else { rule.condition = expression }
    }
    if let pair = node.pair("properties") { rule.properties = properties(pair, path: path) }
    if let pair = node.pair("validValues") {
      if pair.value.pairs != nil {
        rule.validReference = ReferenceListReader(property: property, findings: findings)
          .read(pair.value, path: DocumentPath.join(path, pair.key))
        if rule.validReference == nil { isWhole = false }
      } else {
        rule.validValues = values(pair, path: path)
      }
    }
    if let pair = node.pair("pattern") {
      rule.pattern = pair.value.markedText
      if rule.pattern == nil { report(pair, "text", path: path) }
    }
    if let pair = node.pair("format"), check == "validFormat" { rule.format = format(pair, path: path) }
    if Self.rowChecks.contains(check) || check == "rowCount" {
      rule.threshold = threshold(node, check: check, path: path)
    }
    switch check {
    case "outliers": rule.outliers = SeriesReader(findings: findings).outliers(node, path: path)
    case "increasing", "decreasing":
      rule.order = SeriesReader(findings: findings).order(node, isDescending: check == "decreasing", path: path)
    default: break
    }
    if ChangeReader.checks.contains(check) {
      rule.threshold = ChangeReader(findings: findings).read(node, check: check, path: path)
    }
    if AggregateReader.checks.contains(check) {
      let reading = AggregateReader(property: property, findings: findings).read(node, check: check, path: path)
      rule.aggregate = reading?.test
      rule.threshold = reading?.threshold
      rule.partner = reading?.partner
      rule.listed = reading?.listed ?? []
    }
    if let pattern = rule.pattern, rule.validReference != nil {
      findings.addPatternBesideReference(at: pattern.mark, path: path)
    }
    if check == "invalid", node["validValues"] == nil, rule.pattern == nil {
      findings.add(
        .missingArgument, "the check \"invalid\" has nothing to compare with", at: node.keyMark("check"), path: path,
        help: "add `validValues: […]` or `pattern: …`")
    }
    if ["duplicates", "distinctAcross"].contains(check) { checkProperties(rule, node, path: path) }
    return isWhole ? rule : nil
  }

  private func expression(_ pair: YAMLPair, path: String) -> ExpressionText? {
    guard let scalar = pair.value.scalar, let text = pair.value.text else {
      report(pair, "an expression, such as `amount > 0`", path: path)
      return nil
    }
    do {
      return ExpressionText(
        text: text, template: scalar.template, mark: pair.value.mark, syntax: try ExpressionParser.parse(text))
    } catch {
      findings.add(error, in: text, template: scalar.template, at: pair.value.mark, path: path)
      return nil
    }
  }

  private func threshold(_ node: YAMLNode, check: String, path: String) -> Threshold? {
    let reader = ThresholdReader(findings: findings, words: "on check \"\(check)\"")
    let unit = reader.unit(node, path: path)
    if check == "rowCount", unit == .percent {
      findings.add(
        .unknownUnit, "rowCount counts rows, it has no percent", at: node.keyMark("unit"), path: path,
        help: "remove `unit`")
    }
    if ThresholdReader.operators(in: node).isEmpty && check != "rowCount" {
      return Threshold(comparison: .mustBe(.zero), unit: unit)
    }
    return reader.threshold(node, unit: unit, allowsText: false, path: path)
  }

  private func properties(_ pair: YAMLPair, path: String) -> [Marked<String>]? {
    let names = pair.value.items?.compactMap(\.markedText) ?? []
    guard let items = pair.value.items, !items.isEmpty, names.count == items.count else {
      report(pair, "a list of columns", path: path)
      return nil
    }
    return names
  }

  /// Rows differ in the columns that a rule names, and in its own column.
  private func checkProperties(_ rule: EngineRule, _ node: YAMLNode, path: String) {
    let least = rule.check == "distinctAcross" ? 2 : 1
    let names = (property.map { [$0.name] } ?? []) + (rule.properties?.map(\.value) ?? [])
    guard Set(names.map { Array($0.utf8) }).count < least else { return }
    // Reported already: a list that is none, and one that is not there where it must be.
    if rule.properties == nil && (node["properties"] != nil || rule.check == "distinctAcross") { return }
    findings.add(
      .missingArgument, "the check \"\(rule.check)\" needs the columns that it compares", at: node.keyMark("check"),
      path: path, help: "add `properties: [a, b]`")
  }

  private func values(_ pair: YAMLPair, path: String) -> [Marked<Scalar>]? {
    guard let items = pair.value.items else {
      report(pair, "a list", path: path)
      return nil
    }
    if items.isEmpty {
      findings.add(.emptySet, "the list `validValues` is empty", at: pair.value.mark, path: path)
    }
    return items.compactMap { item in
      item.value(for: property?.logicalType).map { Marked($0, at: item.mark) }
    }
  }

  private func format(_ pair: YAMLPair, path: String) -> ValueFormat? {
    let names = ValueFormat.allCases.map(\.rawValue)
    if let format = pair.value.text.flatMap({ ValueFormat(rawValue: $0) }) { return format }
    let near = pair.value.text.flatMap { Words.suggestion(for: $0, among: names) }
    findings.add(
      .badArgument, "`format` does not know \(pair.value.kindWords)", at: pair.value.mark, path: path,
      help: near ?? "write \(Words.either(names))")
    return nil
  }

  private func report(_ pair: YAMLPair, _ expected: String, path: String) {
    findings.add(
      .badArgument, "`\(pair.key)` takes \(expected), found \(pair.value.kindWords)", at: pair.value.mark, path: path)
  }
}
