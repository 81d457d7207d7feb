/// How far the values of one feature are apart as distributions, whatever row they stand in.
///
/// Everything needed to compute the figures by hand is here: the bins and what they hold.
package struct SkewDistances: Sendable {
  /// Values that took part: nulls, NaN, infinities and cells that do not parse are left out.
  package var trainValues: Int
  package var serveValues: Int
  package var trainNulls: Int
  package var serveNulls: Int
  package var bins: Bins
  /// Population stability index; statistics.md names the variant.
  package var psi: Double?
  /// Jensen–Shannon distance, base 2, raw shares.
  package var js: Double?
  /// Numeric columns alone.
  package var ks: KS?
  /// Categorical columns alone.
  package var chi2: Chi2?
  /// Why figures are missing, in words; nil where they are not.
  package var reason: String?

  package enum Bins: Sendable {
    /// Right-closed, cut at `edges`: one bin more than edges. In the column's unit. Where values were only counted
    /// between fixed edges, the deciles are the nearest of these: `rankError` is how far the farthest of them is off, as
    /// a share of training values. What the bins hold is exact.
    case deciles(edges: [Double], train: [Int], serve: [Int], rankError: Double)
    /// How many categories there are on either side or both; too many to be listed.
    case categories(Int)
    case none
  }

  package struct KS: Sendable {
    package var statistic: Double
    package var pValue: Double
    /// `exact`, or `sketch` where values were only counted between fixed edges.
    package var isExact: Bool
    /// The true statistic is at most this much larger; 0 where it is exact.
    package var error: Double
  }

  package struct Chi2: Sendable {
    package var statistic: Double
    package var degrees: Int
    package var pValue: Double
    package var cramersV: Double
  }
}
