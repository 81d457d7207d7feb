/// Reads the operator of a rule, its operands and its unit.
struct ThresholdReader {
  let findings: Findings
  /// `on metric "nullValues"`: for messages.
  let words: String

  /// The operator keys that a mapping has, in the order of the standard.
  static func operators(in node: YAMLNode) -> [YAMLPair] {
    Grammar.operators.compactMap { node.pair($0) }
  }

  /// Exactly one operator with numbers for operands, as library and SQL rules have it.
  ///
  /// - Parameters:
  ///   - allowsText: SQL may return text, which `mustBe` and `mustNotBe` can compare.
  ///   - isShare: whether percent is that of a share; of a difference it may be anything.
  func threshold(
    _ node: YAMLNode, unit: Threshold.Unit, allowsText: Bool, isShare: Bool = true, path: String
  ) -> Threshold? {
    guard let pair = onlyOperator(node, path: path) else { return nil }
    return comparison(pair, allowsText: allowsText, path: path).map { comparison in
      let threshold = Threshold(comparison: comparison, unit: unit)
      if isShare { checkPercent(threshold, pair, path: path) }
      return threshold
    }
  }

  /// The one operator of a rule; reports none and several.
  func onlyOperator(_ node: YAMLNode, path: String) -> YAMLPair? {
    let pairs = Self.operators(in: node)
    if let pair = pairs.first, pairs.count == 1 { return pair }
    let written = pairs.map { "`\($0.key)`" }
    let notes = pairs.dropFirst().map { Diagnostic.Note(message: "another operator", mark: $0.keyMark) }
    findings.add(
      .operatorCount,
      pairs.isEmpty ? "no operator \(words)" : "\(pairs.count) operators \(words), exactly one is allowed",
      at: pairs.first?.keyMark ?? node.headMark, path: path,
      help: pairs.isEmpty
        ? "add one, such as `mustBe: 0`"
        : "keep one of \(Words.either(written)), write the others as rules of their own",
      notes: notes)
    return nil
  }

  private func comparison(_ pair: YAMLPair, allowsText: Bool, path: String) -> Threshold.Comparison? {
    if pair.key == "mustBeBetween" || pair.key == "mustNotBeBetween" {
      guard let (low, high) = interval(pair, path: path) else { return nil }
      return pair.key == "mustBeBetween" ? .mustBeBetween(low, high) : .mustNotBeBetween(low, high)
    }
    guard let number = pair.value.decimal else {
      let isFree = allowsText && (pair.key == "mustBe" || pair.key == "mustNotBe")
      if !isFree { reportOperand(pair.value, of: pair.key, path: path) }
      return nil
    }
    switch pair.key {
    case "mustBe": return .mustBe(number)
    case "mustNotBe": return .mustNotBe(number)
    case "mustBeGreaterThan": return .mustBeGreaterThan(number)
    case "mustBeGreaterOrEqualTo": return .mustBeGreaterOrEqualTo(number)
    case "mustBeLessThan": return .mustBeLessThan(number)
    default: return .mustBeLessOrEqualTo(number)
    }
  }

  /// `[low, high]`, inclusive on both sides.
  func interval(_ pair: YAMLPair, path: String) -> (ExactDecimal, ExactDecimal)? {
    guard let items = pair.value.items, items.count == 2 else {
      findings.add(
        .badOperand, "`\(pair.key)` takes two numbers, found \(pair.value.kindWords)", at: pair.value.mark,
        path: path, help: "write `\(pair.key): [low, high]`")
      return nil
    }
    guard let low = items[0].decimal, let high = items[1].decimal else {
      for item in items where item.decimal == nil { reportOperand(item, of: pair.key, path: path) }
      return nil
    }
    if low > high {
      findings.add(
        .reversedRange, "the range [\(low), \(high)] is empty: its lower end is above its upper end",
        at: pair.value.mark, path: path, help: "write [\(high), \(low)]")
    } else if low == high {
      let single = pair.key == "mustBeBetween" ? "mustBe" : "mustNotBe"
      findings.add(
        .equalBounds, "the official schema refuses two equal ends, here [\(low), \(high)]",
        at: pair.value.mark,
        path: path, help: "write `\(single): \(low)`")
    }
    return (low, high)
  }

  private func reportOperand(_ node: YAMLNode, of key: String, path: String) {
    findings.add(
      .badOperand, "`\(key)` \(words) takes a number, found \(node.kindWords)", at: node.mark, path: path,
      help: node.scalar.flatMap { $0.isPlain ? nil : ExactDecimal($0.text) } != nil
        ? "remove the quotes" : "write it as JSON does, unquoted: 12, 0.5")
  }

  /// The standard leaves `unit` open; here it is one of two words, and `rows` when absent.
  func unit(_ node: YAMLNode, path: String) -> Threshold.Unit {
    guard let unit = node.markedText("unit") else { return .rows }
    if let known = Threshold.Unit(rawValue: unit.value), known != .value { return known }
    findings.add(
      .unknownUnit, "unknown unit \(Words.quoted(unit.value))", at: unit.mark,
      path: DocumentPath.join(path, "unit"),
      help: "write `rows` or `percent`, in lower case")
    return .rows
  }

  func checkPercent(_ threshold: Threshold, _ pair: YAMLPair, path: String) {
    guard threshold.unit == .percent else { return }
    let hundred = ExactDecimal(100)
    for operand in threshold.comparison.operands where operand < .zero || operand > hundred {
      findings.add(
        .percentRange, "\(operand) percent is outside 0 … 100", at: pair.value.mark, path: path,
        help: "a share is given in percent: 5 means 5 %, 0.05 means 0.05 %")
    }
  }
}

extension Threshold.Comparison {
  /// One operand, or the two ends of a range.
  package var operands: [ExactDecimal] {
    switch self {
    case .mustBe(let value), .mustNotBe(let value), .mustBeGreaterThan(let value),
      .mustBeGreaterOrEqualTo(let value), .mustBeLessThan(let value), .mustBeLessOrEqualTo(let value):
      [value]
    case .mustBeBetween(let low, let high), .mustNotBeBetween(let low, let high): [low, high]
    }
  }

  /// Whether a count satisfies the operator.
  package func admits(_ value: ExactDecimal) -> Bool {
    switch self {
    case .mustBe(let bound): value == bound
    case .mustNotBe(let bound): value != bound
    case .mustBeGreaterThan(let bound): value > bound
    case .mustBeGreaterOrEqualTo(let bound): value >= bound
    case .mustBeLessThan(let bound): value < bound
    case .mustBeLessOrEqualTo(let bound): value <= bound
    case .mustBeBetween(let low, let high): low <= value && value <= high
    case .mustNotBeBetween(let low, let high): value < low || high < value
    }
  }
}
