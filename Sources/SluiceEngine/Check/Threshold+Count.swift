internal import SluiceContract

extension Threshold {
  /// Whether `count` of `population` is admitted; compared in integers, never by a rounded quotient.
  func admits(_ count: Int, of population: Int) -> Bool {
    switch unit {
    case .rows, .value: comparison.admits(ExactDecimal(count))
    // count / population ? bound / 100, multiplied out.
    case .percent:
      comparison.mapOperands { $0.multiplied(by: population) }.admits(ExactDecimal(count * 100))
    }
  }

  var summary: CheckResult.ThresholdSummary {
    CheckResult.ThresholdSummary(
      comparison: comparison.name, operands: comparison.operands.map(\.description), unit: unit.rawValue)
  }

  /// In words, such as `at most 5 percent`.
  var words: String {
    let operands = comparison.operands.map(\.description)
    let text =
      switch comparison {
      case .mustBe: operands[0]
      case .mustNotBe: "not \(operands[0])"
      case .mustBeGreaterThan: "more than \(operands[0])"
      case .mustBeGreaterOrEqualTo: "at least \(operands[0])"
      case .mustBeLessThan: "less than \(operands[0])"
      case .mustBeLessOrEqualTo: "at most \(operands[0])"
      case .mustBeBetween: "between \(operands[0]) and \(operands[1])"
      case .mustNotBeBetween: "outside \(operands[0]) to \(operands[1])"
      }
    return unit == .percent ? text + " percent" : text
  }
}

extension Threshold.Comparison {
  var name: String {
    switch self {
    case .mustBe: "mustBe"
    case .mustNotBe: "mustNotBe"
    case .mustBeGreaterThan: "mustBeGreaterThan"
    case .mustBeGreaterOrEqualTo: "mustBeGreaterOrEqualTo"
    case .mustBeLessThan: "mustBeLessThan"
    case .mustBeLessOrEqualTo: "mustBeLessOrEqualTo"
    case .mustBeBetween: "mustBeBetween"
    case .mustNotBeBetween: "mustNotBeBetween"
    }
  }

  func mapOperands(_ change: (ExactDecimal) -> ExactDecimal) -> Self {
    switch self {
    case .mustBe(let value): .mustBe(change(value))
    case .mustNotBe(let value): .mustNotBe(change(value))
    case .mustBeGreaterThan(let value): .mustBeGreaterThan(change(value))
    case .mustBeGreaterOrEqualTo(let value): .mustBeGreaterOrEqualTo(change(value))
    case .mustBeLessThan(let value): .mustBeLessThan(change(value))
    case .mustBeLessOrEqualTo(let value): .mustBeLessOrEqualTo(change(value))
    case .mustBeBetween(let low, let high): .mustBeBetween(change(low), change(high))
    case .mustNotBeBetween(let low, let high): .mustNotBeBetween(change(low), change(high))
    }
  }
}

extension ExactDecimal {
  /// The exact product with a count.
  func multiplied(by count: Int) -> ExactDecimal {
    var product: [UInt8] = []
    var carry = UInt128(0)
    for digit in digits.reversed() {
      carry += UInt128(digit) * UInt128(count)
      product.append(UInt8(carry % 10))
      carry /= 10
    }
    while carry > 0 {
      product.append(UInt8(carry % 10))
      carry /= 10
    }
    return ExactDecimal(isNegative: isNegative, digits: product.reversed(), exponent: exponent) ?? .zero
  }
}
