package import SluiceContract

/// What is known of one feature over all pairs.
///
/// Invariant: pairs = bothNull + trainNullOnly + serveNullOnly + compared.
package struct SkewFeature: Sendable {
  package var name: String
  /// In the serving log.
  package var servingName: String
  /// In the contract, where that names columns apart from the batch.
  package var contractName: String?
  /// How values were compared: `string`, `integer`, `number`, `decimal`, `boolean`, `date`, …
  package var type: String
  /// The narrowest type of each log's cells, where types were inferred; the contract's, where one gives it.
  package var trainType: String
  package var serveType: String
  package var isMasked: Bool
  package var isPrediction: Bool
  package var tolerance: SkewTolerance

  // MARK: Verdict

  /// `pass`, `warn`, `fail` or `notRun` (no pairs).
  package var status: CheckResult.Status
  package var isBlocking: Bool
  package var ruleID: String?
  /// Where the contract has that rule.
  package var mark: Mark?
  /// Why `status` is milder than the threshold alone would have it; nil where it is not.
  package var reason: String?
  package var threshold: CheckResult.ThresholdSummary
  /// The threshold in words, such as `at most 0.1 percent`.
  package var expected: String

  // MARK: Counts

  package var pairs = 0
  package var bothNull = 0
  package var trainNullOnly = 0
  package var serveNullOnly = 0
  /// Pairs with a value on both sides that differ beyond the tolerance, changes of type among them.
  package var mismatches = 0
  /// Of these, pairs in which one side's cell does not parse as `type`: a change of type, not of value.
  package var typeMismatches = 0
  /// Pairs that differ at all, within the tolerance or not.
  package var exactMismatches = 0
  /// Pairs that each part of the tolerance alone would not forgive; nil for columns without numbers (and `ulp`, but
  /// for floating-point ones).
  package var absoluteMismatches: Int?
  package var relativeMismatches: Int?
  package var ulpMismatches: Int?

  /// Pairs with a value on both sides.
  package var compared: Int { pairs - bothNull - trainNullOnly - serveNullOnly }
  /// Mismatches and values that only one side has: what the threshold is held against.
  package var failing: Int { mismatches + trainNullOnly + serveNullOnly }
  /// `failing` over `pairs`; nil without pairs.
  package var mismatchRate: Double? { pairs > 0 ? Double(failing) / Double(pairs) : nil }
  /// Wilson, 95 %; nil without pairs.
  package var interval: (low: Double, high: Double)?

  // MARK: Differences

  /// nil for columns that cannot be subtracted, and where no pair of finite values is there.
  package var differences: Differences?
  /// nil where a side does not vary, or cannot be subtracted.
  package var pearson: Double?

  /// Serving minus training, over pairs of finite values; days of dates, seconds of times and timestamps.
  package struct Differences: Sendable {
    /// Pairs of finite values.
    package var pairs: Int
    /// Over all of them, equal ones too.
    package var mean: Double
    /// Of pairs that differ at all: quantiles by `levels`, type 7; empty where none does.
    package var quantiles: [Double]
    /// Pairs that the quantiles were taken from; all that differ where these are few enough.
    package var sampled: Int
    /// Bound of the rank error of the quantiles, at 99 %; 0 where they are exact.
    package var rankError: Double
    /// The largest in magnitude, of the first serving row that has it; nil where no pair differs.
    package var largest: Largest?

    package static let levels = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]
  }

  package struct Largest: Sendable {
    package var delta: Double
    package var pair: SkewSample
  }

  // MARK: Where, when, what

  /// nil where the spec names no time, or nothing fails.
  package var firstMismatch: SkewInstant?
  package var lastMismatch: SkewInstant?
  /// What best separates pairs that fail from those that do not; nil where nothing does.
  package var worstSlice: SkewSlice?
  /// The most frequent changes, most frequent first; at most 20.
  package var changes: [SkewChange] = []
  /// Pairs that `changes` were counted in: all that fail, or a sample of them where the changes are too many.
  package var changesCounted = 0
  /// Failing pairs, chosen by the hash of their key: the same rows whatever their order.
  package var samples: [SkewSample] = []

  /// Of matched rows, and of all rows; nil for types without a distribution.
  package var matchedDistances: SkewDistances?
  package var allDistances: SkewDistances?
  /// From the most specific on.
  package var causes: [SkewCause] = []
}

/// A time as the serving log has it.
package struct SkewInstant: Sendable, Equatable {
  /// Since 1970-01-01T00:00:00Z.
  package var nanoseconds: Int128
  /// ISO 8601, UTC.
  package var text: String
}

/// How often one value became another.
package struct SkewChange: Sendable {
  /// As written; nil for null. Both are nil where values must not be shown.
  package var train: [UInt8]?
  /// Of the whole cell, where `train` is only its beginning.
  package var trainBytes: Int?
  package var serve: [UInt8]?
  package var serveBytes: Int?
  package var isMasked: Bool
  package var count: Int
}

/// Rows with one category, or of one stretch of time, that a feature's mismatches stand in.
package struct SkewSlice: Sendable {
  package var column: String
  /// The category, or the stretch of time as ISO 8601 (`2024-05-03`, `2024-05-03T14`); nil for null, and where values
  /// must not be shown.
  package var value: [UInt8]?
  /// Of the whole category, where `value` is only its beginning.
  package var valueBytes: Int?
  package var isMasked: Bool
  /// Pairs of the slice, and how many of them fail.
  package var pairs: Int
  package var failing: Int
  /// The same of all other pairs.
  package var otherPairs: Int
  package var otherFailing: Int
  /// Phi of the 2 × 2 table: 1 where the slice holds all pairs that fail and no other.
  package var separation: Double
}

/// One pair of rows, as written.
package struct SkewSample: Sendable {
  /// By key column; nil values are null or masked.
  package var key: [Sample.KeyPart]
  package var train: Cell
  package var serve: Cell

  package struct Cell: Sendable {
    package var file: String
    /// Data records of this file, from 1; physical line from 1; byte of the record from 0.
    package var row: Int
    package var line: Int
    package var byteOffset: Int
    /// The cell's bytes, without quotes; nil for null, and where the value must not be shown.
    package var value: [UInt8]?
    /// Of the whole cell, where `value` is only its beginning.
    package var valueBytes: Int?
    package var isMasked: Bool
  }
}
