internal import CSluiceKernels

/// Decodes booleans by the dialect's tokens: 1 for true, 0 for false.
enum BooleanParser {
  private typealias Tokens = [(text: [UInt8], value: Int64)]

  static func decode(_ column: ColumnBatch, dialect: Dialect) {
    guard let kernel = unsafe ColumnKernels.best.tokens, let one = token(dialect.trueTokens),
      let zero = token(dialect.falseTokens)
    else { return decodeAlone(column, dialect: dialect) }
    let (values, left) = (column.integerLane(), column.leftLane())
    // SAFETY: every lane has `rows` elements, and every cell lies in the memory behind `bytes`, which is padded.
    let count = unsafe kernel(
      column.bytes.base, column.starts.base, column.lengths.base, column.status.base, column.rows, one, zero,
      values.base, left.base)
    let tokens = tokens(dialect)
    for index in 0..<count { read(column, values, Int(left[index]), tokens) }
  }

  /// The same without the kernel (tokens_avx2.c), whose oracle this is.
  static func decodeAlone(_ column: ColumnBatch, dialect: Dialect) {
    let (bytes, starts, lengths, status) = (column.bytes, column.starts, column.lengths, column.status)
    let values = column.integerLane()
    let tokens = tokens(dialect)
    let (first, second) = (PackedToken(exactly: dialect.trueTokens), PackedToken(exactly: dialect.falseTokens))
    for row in 0..<column.rows {
      values[row] = 0
      if status[row] != CellStatus.valid { continue }
      let cell = PackedToken(bytes, Int(starts[row]), Int(lengths[row]))
      if cell == second { continue }
      if cell == first { values[row] = 1 } else { read(column, values, row, tokens) }
    }
  }

  private static func tokens(_ dialect: Dialect) -> Tokens {
    dialect.trueTokens.map { ($0, 1) } + dialect.falseTokens.map { ($0, 0) }
  }

  /// What most cells are; nil where that is no text of one to eight bytes.
  private static func token(_ texts: [[UInt8]]) -> sluice_token? {
    guard let text = texts.first, (1...8).contains(text.count) else { return nil }
    return sluice_token(text: PackedToken(text).word, length: UInt64(text.count))
  }

  private static func read(_ column: ColumnBatch, _ values: Lane<Int64>, _ row: Int, _ tokens: Tokens) {
    let (start, length) = (Int(column.starts[row]), Int(column.lengths[row]))
    if let match = tokens.first(where: { column.bytes.equals($0.text, start, length) }) {
      values[row] = match.value
    } else {
      values[row] = 0
      column.status[row] = CellStatus.invalid
      column.invalid += 1
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

  /// All of a text of up to eight bytes.
  var word: UInt64 { head }

  /// Nothing branches on the length, which changes from cell to cell.
  @inline(__always)
  init(_ bytes: Bytes, _ start: Int, _ count: Int) {
    self.count = count
    let isLong = count >= 8
    let below = isLong ? 0 : UInt64(1) &<< UInt64(truncatingIfNeeded: 8 &* count)
    head = bytes.word(at: start) & (below &- 1)
    tail = bytes.word(at: isLong ? start &+ count &- 8 : start) & (isLong ? .max : 0)
  }

  /// 0 where both are the same.
  @inline(__always)
  func difference(from other: PackedToken) -> UInt64 {
    (head ^ other.head) | (tail ^ other.tail) | UInt64(truncatingIfNeeded: count ^ other.count)
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
