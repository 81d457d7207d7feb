/// Reads what an aggregate of `engine: sluice` measures, and the operands it is held against.
struct AggregateReader {
  let property: Property?
  let findings: Findings

  struct Reading {
    var test: AggregateTest
    var threshold: Threshold?
    /// The other column of a correlation.
    var partner: Marked<String>?
    /// Values that must occur.
    var listed: [Marked<Scalar>] = []
  }

  /// The checks that are aggregates.
  static let checks =
    ["min", "max", "sum", "mean", "median", "quantile", "stddev", "variance", "skewness", "kurtosis"]
    + ["distinctCount", "distinctRatio", "uniqueRatio", "entropy", "zeroRate", "nanRate", "correlation"]
    + ["mostCommon", "containsValues"]

  /// nil where the rule is too broken to have a meaning.
  func read(_ node: YAMLNode, check: String, path: String) -> Reading? {
    var partner: Marked<String>?
    var listed: [Marked<Scalar>] = []
    if let pair = node.pair("with") {
      partner = pair.value.markedText
      if partner == nil { report(pair, "the name of a column", path: path) }
    }
    if let pair = node.pair("values") { listed = values(pair, path: path) ?? [] }
    let measure = measure(check, node, partner: partner?.value, listed: listed.map(\.value), path: path)
    let unit = unit(node, check: check, isRate: measure?.isRate ?? true, path: path)
    guard let measure else { return nil }
    var reading = Reading(test: AggregateTest(measure), partner: partner, listed: listed)
    if holdsValues(measure) {
      guard let values = valueThreshold(node, check: check, path: path) else { return nil }
      reading.test.values = values
      return reading
    }
    if case .containsValues = measure, ThresholdReader.operators(in: node).isEmpty {
      reading.threshold = Threshold(comparison: .mustBe(.zero), unit: unit)
      return reading
    }
    let reader = ThresholdReader(findings: findings, words: "on check \"\(check)\"")
    guard let threshold = reader.threshold(node, unit: unit, allowsText: false, path: path) else { return nil }
    reading.threshold = threshold
    return reading
  }

  // MARK: What is measured

  private func measure(
    _ check: String, _ node: YAMLNode, partner: String?, listed: [Scalar], path: String
  ) -> Aggregate? {
    let ofPopulation = population(node, path: path)
    return switch check {
    case "min": .minimum
    case "max": .maximum
    case "sum": .sum
    case "mean": .mean
    case "median": ExactDecimal("0.5").map { .quantile($0) }
    case "quantile": share(node, path: path).map { .quantile($0) }
    case "stddev": .standardDeviation(ofPopulation: ofPopulation)
    case "variance": .variance(ofPopulation: ofPopulation)
    case "skewness": .skewness(ofPopulation: ofPopulation)
    case "kurtosis": .kurtosis(ofPopulation: ofPopulation)
    case "distinctCount": .distinctCount
    case "distinctRatio": .distinctRatio
    case "uniqueRatio": .uniqueRatio
    case "entropy": .entropy(isBinary: isBinary(node, path: path))
    case "zeroRate": .zeroRate
    case "nanRate": .nanRate
    case "correlation": partner.map { .correlation(with: $0) }
    case "mostCommon": .mostCommon
    default: listed.isEmpty ? nil : .containsValues(listed)
    }
  }

  private func population(_ node: YAMLNode, path: String) -> Bool {
    guard let pair = node.pair("population") else { return false }
    if let value = pair.value.boolean { return value }
    report(pair, "true or false", path: path)
    return false
  }

  /// More decimals than the fifteen that a double keeps would promise what nobody means.
  private func share(_ node: YAMLNode, path: String) -> ExactDecimal? {
    guard let pair = node.pair("q") else { return nil }
    if let share = pair.value.decimal, share >= .zero, share <= ExactDecimal(1), share.exponent >= -15 { return share }
    findings.add(
      .badArgument, "`q` takes a share from 0 to 1, found \(pair.value.kindWords)", at: pair.value.mark, path: path,
      help: "0.95 is the 95th percentile; at most 15 decimals")
    return nil
  }

  private func isBinary(_ node: YAMLNode, path: String) -> Bool {
    guard let pair = node.pair("base") else { return false }
    if pair.value.integer == 2 { return true }
    findings.add(
      .badArgument, "`base` takes 2, found \(pair.value.kindWords)", at: pair.value.mark, path: path,
      help: "without `base` entropy is in nats, with `base: 2` in bits")
    return false
  }

  private func values(_ pair: YAMLPair, path: String) -> [Marked<Scalar>]? {
    guard let items = pair.value.items else {
      report(pair, "a list", path: path)
      return nil
    }
    if items.isEmpty { findings.add(.emptySet, "the list `values` is empty", at: pair.value.mark, path: path) }
    return items.compactMap { item in
      let value = item.value(for: property?.valueType)
      if value == nil || value == .null {
        findings.add(
          .badArgument, "`values` takes values of the column, found \(item.kindWords)", at: item.mark, path: path)
        return nil
      }
      return value.map { Marked($0, at: item.mark) }
    }
  }

  // MARK: What it is held against

  /// Whether the operands are values of the column: days, instants, texts; the most common value is one of any type.
  private func holdsValues(_ measure: Aggregate) -> Bool {
    switch measure {
    case .mostCommon: return true
    case .minimum, .maximum:
      switch property?.valueType {
      case .integer, .number, .decimal: return false
      default: return true
      }
    default: return false
    }
  }

  private func valueThreshold(_ node: YAMLNode, check: String, path: String) -> ValueThreshold? {
    let reader = ThresholdReader(findings: findings, words: "on check \"\(check)\"")
    guard let pair = reader.onlyOperator(node, path: path), let comparison = ValueComparison(rawValue: pair.key) else {
      return nil
    }
    if check == "mostCommon" && comparison != .mustBe && comparison != .mustNotBe {
      findings.add(
        .badOperand, "the check \"mostCommon\" takes `mustBe` or `mustNotBe`, with a value or a list", at: pair.keyMark,
        path: path, help: "several values may be the most common ones, and have no order")
      return nil
    }
    let isList = pair.value.items != nil
    let nodes = pair.value.items ?? [pair.value]
    let isRight = comparison.isRange ? isList && nodes.count == 2 : !isList || check == "mostCommon" && !nodes.isEmpty
    let operands = nodes.compactMap { node in
      node.value(for: property?.valueType).flatMap { $0 == .null ? nil : Marked($0, at: node.mark) }
    }
    guard isRight, operands.count == nodes.count else {
      let expected = comparison.isRange ? "two values of the column" : "a value of the column"
      findings.add(
        .badOperand, "`\(pair.key)` on check \"\(check)\" takes \(expected), found \(pair.value.kindWords)",
        at: pair.value.mark, path: path)
      return nil
    }
    return ValueThreshold(comparison: comparison, operands: operands)
  }

  /// Rates may be meant in percent; nothing else here has a unit.
  private func unit(_ node: YAMLNode, check: String, isRate: Bool, path: String) -> Threshold.Unit {
    guard let unit = node.markedText("unit") else { return .value }
    if isRate && unit.value == Threshold.Unit.percent.rawValue { return .percent }
    findings.add(
      .unknownUnit,
      isRate
        ? "the check \"\(check)\" takes the unit `percent`, found \(Words.quoted(unit.value))"
        : "the check \"\(check)\" has no unit", at: unit.mark, path: DocumentPath.join(path, "unit"),
      help: isRate ? "without `unit` it is a share from 0 to 1" : "remove `unit`")
    return .value
  }

  private func report(_ pair: YAMLPair, _ expected: String, path: String) {
    findings.add(
      .badArgument, "`\(pair.key)` takes \(expected), found \(pair.value.kindWords)", at: pair.value.mark, path: path)
  }
}
