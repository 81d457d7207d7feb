/// Rows of a batch, one bit each.
struct RowSet: Sendable {
  private var words: [UInt64] = []

  mutating func insert(_ row: Int) {
    while words.count <= row / 64 { words.append(0) }
    words[row / 64] |= 1 << UInt64(row % 64)
  }

  func contains(_ row: Int) -> Bool {
    row / 64 < words.count && words[row / 64] >> UInt64(row % 64) & 1 == 1
  }

  /// Whether a row of the range may be one of them.
  func intersects(_ rows: Range<Int>) -> Bool {
    if rows.isEmpty { return false }
    return words.indices.clamped(to: rows.lowerBound / 64..<(rows.upperBound + 63) / 64).contains { words[$0] != 0 }
  }
}
