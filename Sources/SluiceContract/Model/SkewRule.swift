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
  /// The column of time in both logs, where each serving row meets the latest training row that is not later.
  package var asOfColumn: Marked<String>?
  /// How much older the training row may be then, in nanoseconds; nil for any age.
  package var asOfTolerance: Int128?

  package init() {}
}

/// Two numbers agree where |x − y| ≤ absolute + relative · max(|x|, |y|), or where they are at most `ulp` doubles apart.
package struct SkewTolerance: Sendable, Hashable {
  /// Not negative; in the unit of the column: days of dates, seconds of times and timestamps.
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

/// What becomes of a key that several rows of one log have; no two rows of it ever make more than one pair.
package enum SkewDuplicates: String, Sendable, CaseIterable {
  /// The first row of each counts, and the run fails.
  case error
  /// The first row of each counts.
  case first
  /// The last row of each counts.
  case last
  /// The first row of each counts where all of them agree on every feature; other keys are left out, and the run
  /// fails.
  case allEqual
  /// All rows of such a key are left out, on both sides.
  case drop
}
