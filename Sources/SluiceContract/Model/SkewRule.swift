/// What a rule with `check: skew` asks of the training log and the serving log of a feature, or of all features.
package struct SkewRule: Sendable {
  /// How far two values may be apart and still agree; nil where the rule does not say.
  package var tolerance: SkewTolerance?
  /// On mismatched pairs, in rows or percent of the pairs; nil where the rule does not say.
  package var threshold: Threshold?
  /// `where`, which narrows the rows that the rule is about.
  package var condition: Marked<String>?

  // Of rules of an object only.

  /// Columns that pair the rows; nil where the rule does not say.
  package var keys: [Marked<String>]?
  package var duplicates: SkewDuplicates?
  /// The training log's and the serving log's column of time, for a join as of that time.
  package var asOfColumn: Marked<String>?
  /// How old the training log's row may be then, in nanoseconds; nil for any age.
  package var asOfTolerance: Int128?

  package init() {}
}

/// Two numbers agree where |x − y| ≤ absolute + relative · max(|x|, |y|), or where they are at most `ulp` doubles apart.
package struct SkewTolerance: Sendable, Hashable {
  /// Not negative; in the unit of the column.
  package var absolute: ExactDecimal
  /// Not negative; a share.
  package var relative: ExactDecimal
  /// Not negative; steps from one double to the next.
  package var ulp: Int

  package init(absolute: ExactDecimal = .zero, relative: ExactDecimal = .zero, ulp: Int = 0) {
    self.absolute = absolute
    self.relative = relative
    self.ulp = ulp
  }
}

/// What becomes of rows that share their key with others of the same log.
package enum SkewDuplicates: String, Sendable, CaseIterable {
  /// The run fails; the first row of each key is compared.
  case error
  case first
  case last
  /// Rows of one key are one where they are equal in every feature; where they differ, the run fails.
  case allEqual
  /// Keys that occur more than once on either side are left out.
  case drop
}
