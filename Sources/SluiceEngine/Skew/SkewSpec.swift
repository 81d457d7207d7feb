package import SluiceContract

/// What a comparison of two paired feature logs is asked to do: made from flags, a contract, or both.
///
/// Columns go by the name that the training log has; `SkewColumn.servingName` says where the serving log differs.
/// Names are compared as UTF-8 bytes.
package struct SkewSpec: Sendable {
  package var train: Side
  package var serve: Side
  /// The columns whose values make a pair, in their order. With `asOf` they name the entity.
  package var keys: [String]
  /// Pairs by time instead of by equal times; nil where rows of equal keys are pairs.
  package var asOf: AsOf?
  /// What is known of columns: keys, features and all others. A column that no entry names has the defaults.
  package var columns: [SkewColumn]
  /// Whether columns of both logs that no entry names are features too.
  package var comparesUnlisted: Bool
  /// Of features that have none of their own.
  package var tolerance: SkewTolerance
  /// What is allowed of a feature that has none of its own: a share, or a number, of mismatching pairs.
  package var threshold: Threshold
  package var duplicates: SkewDuplicates
  /// What the model said, in both logs.
  package var prediction: String?
  /// What happened in the end; in either log, and never a feature.
  package var label: String?
  /// Who a row is about, where that is not the keys; never a feature.
  package var entity: String?
  /// When a row is from: bounds the first and last mismatch, and cuts slices; never a feature.
  package var time: String?

  /// One of the two logs.
  package struct Side: Sendable {
    package var batch: Batch
    /// nil to guess it from the first file.
    package var dialect: Dialect?

    package init(batch: Batch, dialect: Dialect? = nil) {
      self.batch = batch
      self.dialect = dialect
    }
  }

  /// Pairs each serving row with the latest training row of its entity that is not later than itself.
  package struct AsOf: Sendable {
    /// A date or timestamp in both logs.
    package var column: String
    /// How much earlier the training row may be, in nanoseconds; nil for any.
    package var tolerance: Int128?

    package init(column: String, tolerance: Int128? = nil) {
      self.column = column
      self.tolerance = tolerance
    }
  }

  package init(train: Side, serve: Side, keys: [String]) {
    self.train = train
    self.serve = serve
    self.keys = keys
    columns = []
    comparesUnlisted = true
    tolerance = SkewTolerance()
    threshold = Threshold(comparison: .mustBeLessOrEqualTo(.zero), unit: .percent)
    duplicates = .error
  }
}
