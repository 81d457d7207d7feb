/// Reads the keys of a rule with `check: skew`; what it cannot read is reported.
struct SkewRuleReader {
  let property: Property?
  let findings: Findings

  /// Keys that say how rows are paired, which is one thing for all features.
  private static let pairing = ["keys", "duplicates", "asOfColumn", "asOfTolerance"]

  func read(_ node: YAMLNode, path: String) -> SkewRule {
    var rule = SkewRule()
    rule.tolerance = node["tolerance"].flatMap { tolerance($0, path: path) }
    rule.threshold = threshold(node, path: path)
    rule.condition = node.markedText("where")
    if let property {
      for key in Self.pairing where node[key] != nil {
        findings.add(
          .badArgument, "`\(key)` is about all features, not about \(Words.quoted(property.name)) alone",
          at: node.keyMark(key), path: path, help: "move it to a skew rule of the object")
      }
      return rule
    }
    rule.keys = node["keys"].flatMap { keys($0, path: path) }
    rule.asOfColumn = node.markedText("asOfColumn")
    if let pair = node.pair("duplicates") { rule.duplicates = duplicates(pair, path: path) }
    if let pair = node.pair("asOfTolerance") {
      rule.asOfTolerance = pair.value.text.flatMap { ShortDuration.nanoseconds($0) }
      if rule.asOfTolerance == nil { report(pair, "a duration such as 90s, 5m, 2h or 1d", path: path) }
    }
    return rule
  }

  private func tolerance(_ node: YAMLNode, path: String) -> SkewTolerance? {
    guard let pairs = node.pairs else {
      findings.add(
        .badArgument, "`tolerance` takes a mapping, found \(node.kindWords)", at: node.mark, path: path,
        help: "write `tolerance: {relative: 1e-6}`")
      return nil
    }
    let known = ["absolute", "relative", "ulp"]
    var tolerance = SkewTolerance()
    for pair in pairs {
      guard known.contains(pair.key) else {
        findings.add(
          .unknownCheckKey, "`tolerance` has no key \(Words.quoted(pair.key))", at: pair.keyMark, path: path,
          help: Words.suggestion(for: pair.key, among: known) ?? "it knows \(Words.either(known))")
        continue
      }
      guard let number = pair.value.decimal, number >= .zero else {
        report(pair, "a number that is not negative", path: path)
        continue
      }
      switch pair.key {
      case "absolute": tolerance.absolute = number
      case "relative": tolerance.relative = number
      default:
        guard let steps = number.intValue else {
          report(pair, "a whole number", path: path)
          continue
        }
        tolerance.ulp = steps
      }
    }
    return tolerance
  }

  /// The operator, or `maxMismatchRate` as what it stands for.
  private func threshold(_ node: YAMLNode, path: String) -> Threshold? {
    let reader = ThresholdReader(findings: findings, words: "on check \"skew\"")
    let unit = reader.unit(node, path: path)
    let operators = ThresholdReader.operators(in: node)
    guard let rate = node.pair("maxMismatchRate") else {
      return operators.isEmpty ? nil : reader.threshold(node, unit: unit, allowsText: false, path: path)
    }
    if let other = operators.first {
      findings.add(
        .operatorCount, "`maxMismatchRate` and `\(other.key)` are two thresholds", at: rate.keyMark, path: path,
        help: "keep one of the two", notes: [.init(message: "the other one", mark: other.keyMark)])
    }
    guard let share = rate.value.decimal, share >= .zero, share <= ExactDecimal(1) else {
      report(rate, "a share from 0 to 1", path: path)
      return nil
    }
    let percent = ExactDecimal(isNegative: false, digits: share.digits, exponent: share.exponent + 2)
    return percent.map { Threshold(comparison: .mustBeLessOrEqualTo($0), unit: .percent) }
  }

  private func keys(_ node: YAMLNode, path: String) -> [Marked<String>]? {
    let keys = node.items?.compactMap(\.markedText) ?? []
    guard let items = node.items, !items.isEmpty, keys.count == items.count else {
      findings.add(
        .badArgument, "`keys` takes a list of columns, found \(node.kindWords)", at: node.mark, path: path,
        help: "write `keys: [customer_id, event_time]`")
      return nil
    }
    return keys
  }

  private func duplicates(_ pair: YAMLPair, path: String) -> SkewDuplicates? {
    let words = SkewDuplicates.allCases.map(\.rawValue)
    if let policy = pair.value.text.flatMap({ SkewDuplicates(rawValue: $0) }) { return policy }
    let near = pair.value.text.flatMap { Words.suggestion(for: $0, among: words) }
    findings.add(
      .badArgument, "`duplicates` does not know \(pair.value.kindWords)", at: pair.value.mark, path: path,
      help: near ?? "write \(Words.either(words))")
    return nil
  }

  private func report(_ pair: YAMLPair, _ expected: String, path: String) {
    findings.add(
      .badArgument, "`\(pair.key)` takes \(expected), found \(pair.value.kindWords)", at: pair.value.mark, path: path)
  }
}
