/// What an aggregate measures of one column, of all rows or of those for which `where` holds.
///
/// Over the values that are there and parse; what else is left out is said with each.
package enum Aggregate: Sendable, Hashable {
  /// NaN left out; texts by code point.
  case minimum
  case maximum
  /// Over finite values, as all that follow up to `correlation`.
  case sum
  /// Of booleans the share of true.
  case mean
  /// Type 7: linear between order statistics. In 0...1, with at most 15 decimals.
  case quantile(ExactDecimal)
  /// Of a sample (n − 1), else of the population (n).
  case standardDeviation(ofPopulation: Bool)
  case variance(ofPopulation: Bool)
  /// G1 of a sample, g1 of the population.
  case skewness(ofPopulation: Bool)
  /// In excess of a normal distribution's: G2 of a sample, g2 of the population.
  case kurtosis(ofPopulation: Bool)
  /// Pearson's r with another column, over the rows in which both are finite.
  case correlation(with: String)
  /// NaN is one value, and −0 is 0.
  case distinctCount
  /// Distinct values over non-null ones.
  case distinctRatio
  /// Values that occur once over non-null ones.
  case uniqueRatio
  /// In nats; in bits where `isBinary`.
  case entropy(isBinary: Bool)
  /// Zeros over non-null values.
  case zeroRate
  case nanRate
  /// The value that occurs most; several where they are tied.
  case mostCommon
  /// How many of the listed values do not occur.
  case containsValues([Scalar])

  /// Whether it is a share of a count, which `unit: percent` speaks of too.
  package var isRate: Bool {
    switch self {
    case .distinctRatio, .uniqueRatio, .zeroRate, .nanRate: true
    default: false
    }
  }

  /// Whether what is measured would show values of a column that must not be shown.
  package var showsValues: Bool {
    switch self {
    case .minimum, .maximum, .sum, .mean, .quantile, .standardDeviation, .variance, .mostCommon, .containsValues: true
    default: false
    }
  }
}

/// An aggregate of a rule, with its operands where they are values of the column and no numbers.
package struct AggregateTest: Sendable {
  package var measure: Aggregate
  /// nil where the rule's threshold is one of numbers.
  package var values: ValueThreshold?

  init(_ measure: Aggregate, values: ValueThreshold? = nil) {
    self.measure = measure
    self.values = values
  }
}

/// An operator whose operands are values of a column.
package struct ValueThreshold: Sendable {
  package var comparison: ValueComparison
  /// One, two for the operators of ranges, any number for a list.
  package var operands: [Marked<Scalar>]
}

/// The eight operators of the standard, for operands of any type that has an order.
package enum ValueComparison: String, Sendable, CaseIterable {
  case mustBe, mustNotBe, mustBeGreaterThan, mustBeGreaterOrEqualTo, mustBeLessThan, mustBeLessOrEqualTo
  case mustBeBetween, mustNotBeBetween

  package var isRange: Bool { self == .mustBeBetween || self == .mustNotBeBetween }

  /// Whether the value satisfies the operator; `operands` has one, or two for ranges, inclusive on both sides.
  package func admits<Value: Comparable>(_ value: Value, _ operands: [Value]) -> Bool {
    guard let first = operands.first, let last = operands.last else { return false }
    return switch self {
    case .mustBe: value == first
    case .mustNotBe: value != first
    case .mustBeGreaterThan: value > first
    case .mustBeGreaterOrEqualTo: value >= first
    case .mustBeLessThan: value < first
    case .mustBeLessOrEqualTo: value <= first
    case .mustBeBetween: first <= value && value <= last
    case .mustNotBeBetween: value < first || last < value
    }
  }
}
