/// What becomes of a key that several rows of one log have; no two rows of it ever make more than one pair.
package enum DuplicatePolicy: String, Sendable, CaseIterable {
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
