internal import CSluiceMath

/// The outcome of a chi² test of a table with two rows, without Yates' correction.
package struct ChiSquared: Sendable, Hashable {
  package let statistic: Double
  package let degrees: Int
  /// Cases of the whole table.
  package let total: Int

  package init(statistic: Double, degrees: Int, total: Int) {
    self.statistic = statistic
    self.degrees = degrees
    self.total = total
  }

  /// The probability of a statistic at least as large where both rows have one distribution.
  package var pValue: Double { sluice_gamma_upper(Double(degrees) / 2, statistic / 2) }

  /// Cramér's V of a table with two rows: √(χ² / total), in 0...1.
  package var cramersV: Double { (statistic / Double(total)).squareRoot() }

  /// The value that a chi² variable stays below with probability `share`.
  static func quantile(_ share: Double, degrees: Int) -> Double {
    2 * sluice_gamma_upper_inverse(Double(degrees) / 2, 1 - share)
  }
}
