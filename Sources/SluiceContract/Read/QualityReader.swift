/// Reads one quality rule into its typed form and reports what the official schema lets pass.
struct QualityReader {
  /// The property that holds the rule; nil at the level of an object.
  let property: Property?
  let builder: ModelBuilder

  var findings: Findings { builder.findings }

  /// nil where the rule is too broken to have a meaning; why is among the findings.
  func rule(_ node: YAMLNode, path: String) -> QualityRule? {
    let severity = severity(node, path: path)
    guard let kind = kind(node, path: path) else { return nil }
    var rule = QualityRule(kind: kind, severity: severity, marks: Marks(node))
    rule.threshold = threshold(node, kind, path: path)
    rule.id = node.markedText("id")
    rule.name = node.text("name")
    rule.description = node.text("description")
    rule.dimension = node.text("dimension")
    rule.method = node.text("method")
    rule.businessImpact = node.text("businessImpact")
    rule.schedule = node.text("schedule")
    rule.scheduler = node.text("scheduler")
    rule.tags = node.texts("tags")
    rule.authoritativeDefinitions = builder.definitions(node)
    rule.customProperties = builder.foreignProperties(node, path: path)
    return rule
  }

  private func kind(_ node: YAMLNode, path: String) -> QualityRule.Kind? {
    let metric = node.text("metric")
    let older = builder.version == .v3_0 && metric == nil ? node.markedText("rule") : nil
    guard let type = node.text("type") ?? (metric ?? older?.value).map({ _ in "library" }) else {
      if node["type"] == nil, node["metric"] == nil {
        findings.add(
          .aimlessRule, "a rule with neither `metric` nor `type` checks nothing", at: node.headMark,
          path: path,
          help: "add `metric:` with one of \(Words.either(Grammar.metrics))")
      }
      return nil
    }
    switch type {
    case "library":
      if let older { return self.older(older, node, path: path) }
      guard let metric, Grammar.metrics.contains(metric) else { return nil }
      return .library(metric: metric, library(metric, node, path: path))
    case "sql": return node.text("query").map { .sql(query: $0) }
    case "text": return .text
    case "custom": return custom(node, path: path)
    default: return nil
    }
  }

  private func threshold(_ node: YAMLNode, _ kind: QualityRule.Kind, path: String) -> Threshold? {
    switch kind {
    case .library(let metric, _):
      let reader = ThresholdReader(findings: findings, words: "on metric \"\(metric)\"")
      let unit = reader.unit(node, path: path)
      if metric == "rowCount", unit == .percent {
        findings.add(
          .unknownUnit, "rowCount counts rows, it has no percent", at: node.keyMark("unit"), path: path,
          help: "remove `unit`")
      }
      return olderThreshold(node) ?? reader.threshold(node, unit: unit, allowsText: false, path: path)
    case .sql:
      let reader = ThresholdReader(findings: findings, words: "on the query")
      return reader.threshold(node, unit: reader.unit(node, path: path), allowsText: true, path: path)
    case .older, .text, .custom, .sluice, .skew: return nil
    }
  }

  private func custom(_ node: YAMLNode, path: String) -> QualityRule.Kind? {
    guard let engine = node.text("engine"), let implementation = node["implementation"] else { return nil }
    guard engine.lowercased() == "sluice" else {
      return .custom(engine: engine, implementation: implementation)
    }
    if engine != "sluice" {
      findings.add(
        .unknownWord, "the engine \(Words.quoted(engine)) is written `sluice`", at: node.keyMark("engine"),
        path: path, help: "write `engine: sluice`")
    }
    if let unit = node.pair("unit") {
      findings.add(
        .unitBesideEngine, "`unit` beside `engine: sluice` would be ignored", at: unit.keyMark, path: path,
        help: "move it into `implementation`")
    }
    let reader = EngineCheckReader(property: property, findings: findings)
    return reader.read(implementation, path: DocumentPath.join(path, "implementation"))
  }

  private func severity(_ node: YAMLNode, path: String) -> Severity {
    guard let word = node.markedText("severity") else { return .error }
    if let severity = Severity(word: word.value) { return severity }
    findings.add(
      .unknownSeverity, "unknown severity \(Words.quoted(word.value))", at: word.mark,
      path: DocumentPath.join(path, "severity"),
      help: Words.suggestion(for: word.value, among: Severity.blockingWords + Severity.warningWords)
        ?? "write `error` (halts the pipeline) or `warning`")
    return .error
  }
}

extension Severity {
  static let blockingWords = ["error", "critical", "high", "medium", "fail", "blocker"]
  static let warningWords = ["warning", "warn", "low", "minor", "trivial", "info"]

  /// The words are case-sensitive.
  init?(word: String) {
    if Self.blockingWords.contains(word) {
      self = .error
    } else if Self.warningWords.contains(word) {
      self = .warning
    } else {
      return nil
    }
  }
}
