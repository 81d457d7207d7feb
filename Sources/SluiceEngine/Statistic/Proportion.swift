internal import Glibc

/// A share that was counted: `count` of `total` cases, and how well that tells the share of all.
package struct Proportion: Sendable, Hashable {
  package let count: Int
  /// At least 1.
  package let total: Int

  /// nil where there are no cases.
  package init?(_ count: Int, of total: Int) {
    guard total > 0 else { return nil }
    self.count = count
    self.total = total
  }

  package var value: Double { Double(count) / Double(total) }

  /// Standard normal quantiles: of two-sided 95 % and of one-sided 99 %.
  package static let twoSided95 = 1.959_963_984_540_054
  package static let oneSided99 = 2.326_347_874_040_841

  /// Wilson's score interval at `z` standard errors, inside 0...1.
  ///
  /// Source: Wilson, "Probable inference", 1927; no continuity correction.
  package func interval(z: Double = twoSided95) -> ClosedRange<Double> {
    let (n, p, square) = (Double(total), value, z * z)
    let centre = (p + square / (2 * n)) / (1 + square / n)
    let half = z / (1 + square / n) * (p * (1 - p) / n + square / (4 * n * n)).squareRoot()
    // No case, or every one, gives exactly 0 or 1 as an end; rounding must not hide that.
    let low = count == 0 ? 0 : max(0, centre - half)
    let high = count == total ? 1 : min(1, centre + half)
    return low...max(low, high)
  }

  /// z of the test that two shares are one, with the pooled variance; 0 where both have no variance.
  func difference(from other: Proportion) -> Double {
    let pooled = Double(count + other.count) / (Double(total) + Double(other.total))
    let variance = pooled * (1 - pooled) * (1 / Double(total) + 1 / Double(other.total))
    return variance > 0 ? (value - other.value) / variance.squareRoot() : 0
  }

  /// The probability that a standard normal variable is at least |z| away from 0.
  static func twoSidedTail(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }
}
