/// Where a pair stands: rows of the two batches, from 0.
struct PairPlace: Sendable {
  var train: Int
  var serve: Int

  init(_ train: PackedRow, _ serve: PackedRow) {
    self.train = train.ordinal
    self.serve = serve.ordinal
  }
}

/// Pairs of one block, with what all features need of them.
struct ComparedBlock {
  var count: Int
  var train: Lane<PackedRow>
  var serve: Lane<PackedRow>
  /// 1 for pairs that some feature fails; filled by features.
  var failing: Lane<UInt8>
  /// Nanoseconds, where the serving rows have a time; `Int128.min` where they have none.
  var times: Lane<Int128>?
  /// Status words of all rows of both sides together.
  var statuses: Lane<UInt64>
  /// By slice column, the category of each pair.
  var categories: [Lane<UInt8>]

  /// Whether a slot is valid in all rows.
  @inline(__always)
  func isPlain(_ slot: Int) -> Bool {
    let shift = UInt64(truncatingIfNeeded: 2 &* (slot % RowLayout.slotsPerStatusWord))
    return (statuses[slot / RowLayout.slotsPerStatusWord] &>> shift) & 3 == 0
  }

  /// What samples go by: the key's hash, with the time where a key has many pairs.
  @inline(__always)
  func hash(_ position: Int, _ timeIndex: Int?) -> UInt64 {
    let row = serve[position]
    guard let timeIndex else { return KeyHash.spread(row.hash) }
    return KeyHash.word(row[timeIndex], seed: row.hash)
  }
}
