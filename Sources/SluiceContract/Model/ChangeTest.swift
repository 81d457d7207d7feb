/// What a rule compares with an earlier batch, of which a report or a profile tells (`--baseline`).
package enum ChangeTest: String, Sendable, CaseIterable {
  /// Rows now less rows then; in percent of those then.
  case rowCountDelta
  /// The share of nulls now less that of then, 0 to 1; in percentage points with `unit: percent`.
  case nullRateDelta
  /// The mean now less that of then, in standard deviations of then; in percent of the mean then.
  case meanShift
  /// Distinct values that did not occur then.
  case newCategories
  /// Distinct values of then that do not occur now.
  case missingCategories

  /// Whether it counts values, of which none is meant where no operator is given.
  var countsCategories: Bool { self == .newCategories || self == .missingCategories }
  var takesPercent: Bool { !countsCategories }
}

/// What a rule counts of a batch as it was delivered.
package enum VolumeTest: String, Sendable, CaseIterable {
  /// Columns of the files; of several files the most.
  case columnCount
  case fileCount
  /// Bytes of the files as they lie there, compressed or not.
  case byteCount
}
