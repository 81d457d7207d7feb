internal import CSluiceKernels

/// Which rows may wait as the text that they are, until they meet their partner: logs of the same features mostly agree,
/// and where two texts do, all cells do, and need not be read twice.
///
/// How it works: such a row is a record as packed ones are, of its hash, the bytes that follow, its number and a mark
/// beside it, then its text, compacted (`compact.c`), which is half as long as words for all columns. A row whose
/// partner has another text is packed then (`TextRowPacker`).
/// Law: equal texts are equal rows: both logs have one dialect and the same columns in the same fields, nothing is quoted
/// (so that a record alone means what it means among others), and no row is without a key.
struct TextRows: Sendable {
  /// Of both logs.
  let layout: FileLayout
  /// Bytes of text that a row may have on average: where most columns are not compared, words are shorter.
  private let mostBytes: Int

  /// `fields`: by slot; `width`: fields of a record.
  init(_ layout: RowLayout, fields: [Int], width: Int) {
    self.layout = FileLayout(fileIndex: 0, width: width, fields: fields)
    mostBytes = 2 * 8 * layout.fixedWords
  }

  /// What rows of a log of `bytes` come to: half of their text, and heads of 32 bytes.
  func bytes(ofText bytes: Int) -> Int { bytes / 5 * 3 + bytes / layout.width * 4 }

  /// Whether all rows of a batch are fit for it.
  func takes(_ batch: RecordBatch) -> Bool {
    let span = batch.span
    guard !span.hasQuotes, span.comments.isEmpty, batch.rows > 0, span.layout.width == layout.width,
      span.layout.fields == layout.fields, span.end - span.start <= batch.rows * mostBytes
    else { return false }
    var longest = 0
    for row in 0..<batch.rows { longest = max(longest, batch.text(of: row).count) }
    return longest <= Self.longest
  }

  private static let longest = Int(SLUICE_COMPACT_BYTES)
  /// Words that the text of one row takes at most, and what is written behind them.
  static let mostWords = Int(SLUICE_COMPACT_WORDS)

  private static let compact: sluice_compact_function = unsafe sluice_compact_best()

  /// Writes the text of a row; returns how many words it takes. There must be room for `mostWords`.
  @inline(__always)
  static func write(_ row: Int, of batch: RecordBatch, to words: UnsafeMutablePointer<UInt64>) -> Int {
    let text = batch.text(of: row)
    // SAFETY: `takes` saw to it that the text is no longer than `longest`; memory of batches is padded.
    return unsafe compact(batch.bytes.base + text.lowerBound, text.count, words)
  }
}

extension RecordBatch {
  /// Where a row stands, without what ends its line.
  @inline(__always)
  func text(of row: Int) -> Range<Int> {
    Int(starts[row])..<Int(fieldEnds[row &* span.layout.width &+ span.layout.width &- 1])
  }
}

extension PackedRow {
  /// Beside the number of a row: it is kept as text.
  static let text = UInt64(1) << 62

  @inline(__always)
  var isText: Bool { unsafe base[2] & Self.text != 0 }

  /// Bytes of the text of a row that is one.
  var textLength: Int { unsafe Int(truncatingIfNeeded: base[KeyRecord.headWords] &>> 48) }

  /// Writes the text of a row that is one; there must be room for 31 bytes more than it has.
  func writeText(to target: UnsafeMutablePointer<UInt8>) {
    _ = unsafe sluice_expand(base + KeyRecord.headWords, target)
  }

  /// Whether a row that is text has the same as a row that was just written to `words`.
  @inline(__always)
  func hasText(_ words: Lane<UInt64>, _ count: Int) -> Bool {
    // The first word says how many there are.
    let mine = unsafe base + KeyRecord.headWords
    guard unsafe mine[0] == words[0] else { return false }
    var different: UInt64 = 0
    for index in 1..<max(1, count) { different |= unsafe mine[index] ^ words[index] }
    return different == 0
  }

  /// Whether both may have the same key: of rows that are text only the hash is known.
  @inline(__always)
  func mayHaveKey(of other: PackedRow, _ layout: RowLayout) -> Bool {
    isText || other.isText ? hash == other.hash : hasKey(of: other, layout)
  }
}
