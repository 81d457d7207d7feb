/// Cuts the records of a long buffer into stretches of the size of a chunk.
///
/// A buffer in which a quote never closed holds megabytes of rows: handed on at once, they would need lanes for all of
/// them. A record that is longer than a piece is one of its own.
extension RecordSpan {
  /// Stretches of about `pieceBytes`, in order; together they are the span. Nothing may be decoded yet.
  ///
  /// Complexity: one look at the bitmap of record ends; where lines and records differ, one at each byte.
  func pieces(of buffer: ChunkBuffer, pieceBytes: Int) -> [RecordSpan] {
    if end - start <= 2 * pieceBytes { return [self] }
    var cutter = SpanCutter(self, buffer)
    // One past the last record that is known, and how many records the piece has up to there.
    var (last, records) = (start, 0)
    let newlines = buffer.newlines
    for word in start / 64..<(end + 63) / 64 {
      var bits = newlines[word]
      if word == start / 64 { bits &= ~UInt64(0) << UInt64(start % 64) }
      while bits != 0 {
        let next = word &* 64 &+ bits.trailingZeroBitCount &+ 1
        bits &= bits &- 1
        if next > end { break }
        if next - cutter.start > pieceBytes && records > 0 {
          cutter.cut(before: last, records: records)
          records = 0
        }
        (last, records) = (next, records + 1)
      }
    }
    cutter.finish()
    return cutter.pieces
  }
}

/// Makes the pieces of one span, first to last.
private struct SpanCutter {
  private let span: RecordSpan
  private let buffer: ChunkBuffer
  private(set) var pieces: [RecordSpan] = []
  /// Where the next piece begins, and what of the span comes before it.
  private(set) var start: Int
  private var records = 0
  private var line: Int
  private var broken: ArraySlice<Int>
  private var overlong: ArraySlice<Int>
  private var comments: ArraySlice<Range<Int>>
  private var faults: ArraySlice<RecordFault>

  init(_ span: RecordSpan, _ buffer: ChunkBuffer) {
    (self.span, self.buffer) = (span, buffer)
    (start, line) = (span.start, span.firstLine)
    (broken, overlong) = (span.broken[...], span.overlong[...])
    (comments, faults) = (span.comments[...], span.faults[...])
  }

  /// The piece up to `end` has so many records.
  mutating func cut(before end: Int, records count: Int) {
    var piece = span
    (piece.start, piece.end, piece.records) = (start, end, count)
    piece.firstRow += records
    piece.firstOrdinal += records
    piece.firstLine = line
    piece.byteOffset += start - span.start
    let (first, next) = (records, records + count)
    piece.broken = broken.prefix { $0 < next }.map { $0 - first }
    piece.overlong = overlong.prefix { $0 < next }.map { $0 - first }
    piece.comments = Array(comments.prefix { $0.lowerBound < end })
    piece.faults = faults.prefix { $0.record < next }.map { RecordFault(kind: $0.kind, record: $0.record - first) }
    pieces.append(piece)
    broken.removeFirst(piece.broken.count)
    overlong.removeFirst(piece.overlong.count)
    comments.removeFirst(piece.comments.count)
    faults.removeFirst(piece.faults.count)
    // Like every span, a piece begins behind the comments before its first record.
    var skipper = CommentSkipper(Array(comments.prefix(1)))
    let following = skipper.recordStart(end)
    if following > end { comments.removeFirst() }
    line += span.hasQuotedLineFeeds ? lineFeeds(start, following) : count
    (start, records) = (following, next)
  }

  /// The last piece is what is left, a record whose line goes on in the next chunk too.
  mutating func finish() {
    if records < span.records { cut(before: span.end, records: span.records - records) }
  }

  private func lineFeeds(_ start: Int, _ end: Int) -> Int {
    let bytes = buffer.bytes
    var count = 0
    for position in start..<end { count &+= bytes[position] == UInt8(ascii: "\n") ? 1 : 0 }
    return count
  }
}
