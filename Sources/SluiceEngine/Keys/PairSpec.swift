internal import SluiceContract

/// How rows are paired.
struct PairSpec: Sendable {
  var layout: RowLayout
  var policy: SkewDuplicates
  var asOf: AsOf?

  /// The latest training row of the key that is not later than the serving row.
  struct AsOf: Sendable {
    var slot: Int
    /// In nanoseconds; nil for any age.
    var tolerance: Int128?
  }
}
