/// Which results of a rule its threshold admits: what two thresholds are compared by.
///
/// The operands of both cut the line of all results into points and the gaps between them. On each of these a threshold
/// admits everything or nothing, so that comparing sets is comparing a handful of booleans, exactly.
struct AdmittedResults {
  /// Results that can occur at all.
  enum Domain: Equatable {
    /// Whole numbers from 0 on.
    case counts
    /// 0…100
    case percent
    case numbers
    /// What a batch has more, or less, than an earlier one: of either sign, and beyond a hundred percent.
    case differences(Threshold.Unit)
    /// Values of a column, by their order.
    case values
  }

  enum Shape: Equatable {
    /// The smaller the better, up to a limit.
    case upTo
    /// The larger the better, from a limit on.
    case from
    case other
  }

  private let comparison: ValueComparison
  private let operands: [Scalar]
  private let domain: Domain
  private let property: Property?

  /// nil where it has none that can be read.
  init?(_ form: RuleForm, _ property: Property?) {
    self.property = property
    if case .sluice(let engine) = form.rule.kind, let test = engine.aggregate, let values = test.values {
      (comparison, operands, domain) = (values.comparison, values.operands.map(\.value), .values)
      return
    }
    guard let (threshold, isMeasured, isShare) = Self.threshold(of: form) else { return nil }
    let (comparison, numbers) = threshold.comparison.parts
    self.comparison = comparison
    if case .sluice(let engine) = form.rule.kind, let change = ChangeTest(rawValue: engine.check),
      !change.countsCategories
    {
      (operands, domain) = (numbers.map { .number($0) }, .differences(threshold.unit))
      return
    }
    // A share is the same as so many percent.
    operands = numbers.map { .number(isShare && threshold.unit != .percent ? $0.timesHundred : $0) }
    domain = isShare || threshold.unit == .percent ? .percent : isMeasured ? .numbers : .counts
  }

  private static func threshold(of form: RuleForm) -> (Threshold, isMeasured: Bool, isShare: Bool)? {
    switch form.rule.kind {
    case .library: return form.rule.threshold.map { ($0, false, false) }
    case .sql: return form.rule.threshold.map { (Threshold(comparison: $0.comparison, unit: .value), true, false) }
    case .skew(let rule):
      let none = Threshold(comparison: .mustBeLessOrEqualTo(.zero), unit: .percent)
      return (rule.threshold ?? none, false, false)
    case .sluice(let engine):
      if let aggregate = engine.aggregate {
        let counts = if case .containsValues = aggregate.measure { true } else { false }
        return engine.threshold.map { ($0, !counts, aggregate.measure.isRate) }
      }
      if let threshold = engine.threshold { return (threshold, false, false) }
      // Of checks that this version does not type.
      let reader = ThresholdReader(findings: Findings(), words: "")
      let node = engine.implementation
      guard !ThresholdReader.operators(in: node).isEmpty,
        let threshold = reader.threshold(node, unit: reader.unit(node, path: ""), allowsText: true, path: "")
      else { return nil }
      return (threshold, true, false)
    case .older, .text, .custom: return nil
    }
  }

  /// From these results to those: fewer tighten, more loosen.
  func direction(to new: AdmittedResults) -> ChangeDirection {
    guard domain == new.domain else {
      // None of all rows is none of any unit.
      let isNone = [self, new].allSatisfy { $0.admitsOnlyZero }
      return isNone ? .none : .undetermined
    }
    guard let cuts = Cuts(operands + new.operands, domain, property) else { return .undetermined }
    let before = cuts.admitted(comparison, operands.count, from: 0)
    let after = cuts.admitted(new.comparison, new.operands.count, from: operands.count)
    return .ofAdmitted(
      grows: zip(before, after).contains { !$0 && $1 }, shrinks: zip(before, after).contains { $0 && !$1 })
  }

  private var admitsOnlyZero: Bool {
    guard domain == .counts || domain == .percent, let first = operands.first, first == .number(.zero) else {
      return false
    }
    return comparison == .mustBe || comparison == .mustBeLessOrEqualTo
  }

  var shape: Shape {
    guard let cuts = Cuts(operands, domain, property) else { return .other }
    let admitted = cuts.admitted(comparison, operands.count, from: 0)
    guard let first = admitted.first, let last = admitted.last else { return .other }
    let turns = zip(admitted, admitted.dropFirst()).count { $0 != $1 }
    return turns != 1 ? .other : first && !last ? .upTo : .from
  }
}

/// The points and gaps into which operands cut the line of all results.
private struct Cuts {
  /// Of each operand, the place of its point; even places are the gaps around it.
  private let places: [Int]
  /// The places that a result can have.
  private let possible: [Int]

  /// nil where the operands have no common order.
  init?(_ operands: [Scalar], _ domain: AdmittedResults.Domain, _ property: Property?) {
    var points: [Scalar] = []
    for operand in operands where !points.contains(operand) { points.append(operand) }
    for (left, right) in zip(points, points.dropFirst()) where ScalarOrder.isLess(left, right, property) == nil {
      return nil
    }
    points.sort { ScalarOrder.isLess($0, $1, property) ?? false }
    places = operands.map { operand in 2 * (points.firstIndex(of: operand) ?? 0) + 1 }
    possible = (0...2 * points.count).filter { place in
      if place % 2 == 1 { return Self.isPossible(points[place / 2], domain) }
      let low = place == 0 ? nil : points[place / 2 - 1]
      let high = place / 2 < points.count ? points[place / 2] : nil
      return Self.hasResult(after: low, before: high, domain)
    }
  }

  func admitted(_ comparison: ValueComparison, _ count: Int, from start: Int) -> [Bool] {
    let operands = Array(places[start..<start + count])
    return possible.map { place in
      switch comparison {
      // Of the most common value there may be a list.
      case .mustBe: operands.contains(place)
      case .mustNotBe: !operands.contains(place)
      default: comparison.admits(place, operands)
      }
    }
  }

  private static func isPossible(_ point: Scalar, _ domain: AdmittedResults.Domain) -> Bool {
    guard case .number(let number) = point else { return true }
    switch domain {
    case .counts: return number.isIntegral && number >= .zero
    case .percent: return number >= .zero && number <= ExactDecimal(100)
    case .numbers, .values, .differences: return true
    }
  }

  /// Whether a result lies strictly between the two.
  private static func hasResult(after low: Scalar?, before high: Scalar?, _ domain: AdmittedResults.Domain) -> Bool {
    var (lower, upper): (ExactDecimal?, ExactDecimal?)
    if case .number(let number)? = low { lower = number }
    if case .number(let number)? = high { upper = number }
    switch domain {
    case .numbers, .values, .differences: return true
    case .percent:
      return upper.map { $0 > .zero } ?? true && lower.map { $0 < ExactDecimal(100) } ?? true
    case .counts:
      guard let upper else { return true }
      guard upper > .zero else { return false }
      guard let lower, lower >= .zero else { return true }
      guard let next = lower.nextWhole else { return true }
      return next < upper
    }
  }
}

/// The order of values of a contract.
enum ScalarOrder {
  /// nil where the two cannot be compared.
  static func isLess(_ left: Scalar, _ right: Scalar, _ property: Property?) -> Bool? {
    switch (left, right) {
    case (.number(let left), .number(let right)): return left < right
    case (.boolean(let left), .boolean(let right)): return !left && right
    case (.text(let left), .text(let right)):
      if let property, property.valueType?.isTemporal ?? false {
        return BoundOrder.compare(.text(left), .text(right), of: property).map { $0 == .less }
      }
      return left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
    default: return nil
    }
  }
}

extension Threshold.Comparison {
  fileprivate var parts: (ValueComparison, [ExactDecimal]) {
    switch self {
    case .mustBe(let value): (.mustBe, [value])
    case .mustNotBe(let value): (.mustNotBe, [value])
    case .mustBeGreaterThan(let value): (.mustBeGreaterThan, [value])
    case .mustBeGreaterOrEqualTo(let value): (.mustBeGreaterOrEqualTo, [value])
    case .mustBeLessThan(let value): (.mustBeLessThan, [value])
    case .mustBeLessOrEqualTo(let value): (.mustBeLessOrEqualTo, [value])
    case .mustBeBetween(let low, let high): (.mustBeBetween, [low, high])
    case .mustNotBeBetween(let low, let high): (.mustNotBeBetween, [low, high])
    }
  }
}

extension ExactDecimal {
  fileprivate var timesHundred: ExactDecimal {
    ExactDecimal(isNegative: isNegative, digits: digits, exponent: exponent + 2) ?? self
  }

  /// The least whole number above a number that is not negative; nil beyond 64 bits.
  fileprivate var nextWhole: ExactDecimal? {
    guard let floor = scaledDown(toScale: 0).flatMap({ Int(exactly: $0) }), floor < Int.max else { return nil }
    return ExactDecimal(floor + 1)
  }
}
