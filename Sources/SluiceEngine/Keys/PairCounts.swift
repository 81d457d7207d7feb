/// How the rows of two sides met: a mergeable state over disjoint keys.
struct PairCounts: MetricState, Sendable, Equatable {
  var train = Side()
  var serve = Side()
  var matched = 0
  /// Pairs whose key stands in one row on either side.
  var oneToOne = 0
  // Of pairing by time: serving rows without a pair, and why.
  var unknownEntity = 0
  var futureOnly = 0
  var tooOld = 0
  /// Training rows beyond the first of one entity and time.
  var sameTime = 0

  struct Side: Sendable, Equatable {
    var keys = 0
    var duplicatedKeys = 0
    var duplicates = 0
    var leftOut = 0
    var conflicting = 0
    var unmatched = 0
    var nullKeys = 0
    var invalidKeys = 0

    mutating func merge(_ other: Side) {
      keys += other.keys
      duplicatedKeys += other.duplicatedKeys
      duplicates += other.duplicates
      leftOut += other.leftOut
      conflicting += other.conflicting
      unmatched += other.unmatched
      nullKeys += other.nullKeys
      invalidKeys += other.invalidKeys
    }

    /// Counts a row without a key.
    mutating func addUnusable(_ state: PackedRow.KeyState) {
      if state == .null { nullKeys += 1 } else { invalidKeys += 1 }
    }
  }

  mutating func merge(_ other: PairCounts) {
    train.merge(other.train)
    serve.merge(other.serve)
    matched += other.matched
    oneToOne += other.oneToOne
    unknownEntity += other.unknownEntity
    futureOnly += other.futureOnly
    tooOld += other.tooOld
    sameTime += other.sameTime
  }
}
