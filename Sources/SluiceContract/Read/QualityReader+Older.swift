// Rules of v3.0, which name a `rule` where later versions have a `metric`.

/// The names that the standard gave rules in v3.0, and the metrics that they became.
enum OlderRule {
  static let names = ["duplicateCount", "validValues", "rowCount"]

  static func metric(_ rule: String) -> String? {
    switch rule {
    case "duplicateCount": "duplicateValues"
    case "validValues": "invalidValues"
    default: Grammar.metrics.first { $0.utf8.elementsEqual(rule.utf8) }
    }
  }
}

extension QualityReader {
  /// The library rule that a v3.0 rule means; one that means none is listed and not run.
  func older(_ rule: Marked<String>, _ node: YAMLNode, path: String) -> QualityRule.Kind {
    guard let metric = OlderRule.metric(rule.value) else {
      let help = Words.suggestion(for: rule.value, among: OlderRule.names)
      return idle(
        rule, "the standard does not define the rule \(Words.quoted(rule.value))", path: path,
        help: help ?? "write one of \(Words.either(OlderRule.names)), or a `metric` of v3.1")
    }
    if metric == "duplicateValues", property == nil, node["arguments"]?["properties"] == nil {
      return idle(
        rule, "\(rule.value) of a whole object names no columns", path: path,
        help: "v3.1 has `metric: duplicateValues` with `arguments: {properties: [a, b]}`")
    }
    return .library(metric: metric, library(metric, node, path: path))
  }

  private func idle(_ rule: Marked<String>, _ message: String, path: String, help: String) -> QualityRule.Kind {
    findings.add(.idleOlderRule, message, at: rule.mark, path: DocumentPath.join(path, "rule"), help: help)
    return .older(rule: rule.value, reason: message)
  }

  /// `rule: validValues` needed no operator: no other value is allowed.
  func olderThreshold(_ node: YAMLNode) -> Threshold? {
    guard builder.version == .v3_0, node["metric"] == nil, node.text("rule") == "validValues",
      !Grammar.operators.contains(where: { node.pair($0) != nil })
    else { return nil }
    return Threshold(comparison: .mustBe(.zero), unit: .rows)
  }
}
