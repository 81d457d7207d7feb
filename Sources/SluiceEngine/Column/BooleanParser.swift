/// Decodes booleans by the dialect's tokens: 1 for true, 0 for false.
enum BooleanParser {
  static func decode(_ column: ColumnBatch, dialect: Dialect) {
    let (bytes, starts, lengths, status) = (column.bytes, column.starts, column.lengths, column.status)
    let values = column.integerLane()
    let tokens = dialect.trueTokens.map { ($0, Int64(1)) } + dialect.falseTokens.map { ($0, Int64(0)) }
    let (first, second) = (PackedToken(exactly: dialect.trueTokens), PackedToken(exactly: dialect.falseTokens))
    for row in 0..<column.rows {
      values[row] = 0
      if status[row] != CellStatus.valid { continue }
      let (start, length) = (Int(starts[row]), Int(lengths[row]))
      let cell = PackedToken(bytes, start, length)
      if cell == second { continue }
      if cell == first {
        values[row] = 1
      } else if let match = tokens.first(where: { bytes.equals($0.0, start, length) }) {
        values[row] = match.1
      } else {
        status[row] = CellStatus.invalid
        column.invalid += 1
      }
    }
  }
}

/// A short text as two words and a length, so that comparing it is comparing three integers.
///
/// Holds up to 16 bytes exactly (first and last eight, which overlap below 16); longer texts share their packing
/// and must be compared in full.
struct PackedToken: Hashable, Sendable {
  let head: UInt64
  let tail: UInt64
  let count: Int

  static let exactBytes = 16

  @inline(__always)
  init(_ bytes: Bytes, _ start: Int, _ count: Int) {
    self.count = count
    if count >= 8 {
      head = bytes.word(at: start)
      tail = bytes.word(at: start &+ count &- 8)
    } else {
      let mask = (UInt64(1) &<< UInt64(truncatingIfNeeded: 8 &* count)) &- 1
      head = bytes.word(at: start) & mask
      tail = 0
    }
  }

  /// The first of `texts`; nil where there is none, or where its packing is not it alone.
  init?(exactly texts: [[UInt8]]) {
    guard let text = texts.first, text.count <= Self.exactBytes else { return nil }
    self.init(text)
  }

  init(_ text: [UInt8]) {
    count = text.count
    func word(_ slice: ArraySlice<UInt8>) -> UInt64 { slice.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
    head = word(text.prefix(8))
    tail = text.count >= 8 ? word(text.suffix(8)) : 0
  }
}
