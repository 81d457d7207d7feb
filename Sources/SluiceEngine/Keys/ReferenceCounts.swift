/// How the keys of a batch stand to those of its reference.
struct ReferenceCounts: Sendable, Equatable {
  /// Rows with a whole key.
  var rows = 0
  /// Rows of whose key only some parts are null.
  var partialRows = 0
  var missingRows = 0
  /// Distinct.
  var missingKeys = 0
  /// The first row (of the batch, from 0) of each of the first few missing keys, ascending.
  var firstRows: [Int] = []
  /// Distinct keys of the reference.
  var referenceKeys = 0
  var referenceRows = 0
  /// Records of the reference that could not be read: their keys count as missing.
  var brokenRecords = 0

  /// Adds what was counted of another share of the keys, of the same reference.
  mutating func addDisjoint(_ other: ReferenceCounts, rowLimit: Int) {
    rows += other.rows
    partialRows += other.partialRows
    missingRows += other.missingRows
    missingKeys += other.missingKeys
    referenceKeys += other.referenceKeys
    firstRows = Array((firstRows + other.firstRows).sorted().prefix(rowLimit))
  }
}

/// What is known of keys that must exist elsewhere.
enum ReferenceStanding: Sendable {
  /// No batch of that name was given.
  case absent
  /// The reference cannot be used, and why: nothing was decided.
  case unusable(String)
  case counted(ReferenceCounts)
}
