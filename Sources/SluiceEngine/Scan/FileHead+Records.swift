/// The records of a file's head as a dialect reads them, by the machine that defines what that means.
extension FileHead {
  struct Reading {
    /// Whole records, cut into fields that still have their quotes.
    var records: [[[UInt8]]] = []
    /// Structural faults of quotes.
    var faults = 0

    /// The records behind the header, where there is one.
    func data(_ dialect: Dialect) -> ArraySlice<[[UInt8]]> { records.dropFirst(dialect.hasHeader ? 1 : 0) }
  }

  /// Reads at most `limit` records.
  func read(_ dialect: Dialect, limit: Int = 200) -> Reading {
    var rest = bytes[...]
    for _ in 0..<dialect.skippedLines {
      rest = rest.drop { $0 != UInt8(ascii: "\n") }.dropFirst()
    }
    if isWhole && !rest.isEmpty && rest.last != UInt8(ascii: "\n") { rest.append(UInt8(ascii: "\n")) }
    let buffer = ChunkBuffer(Array(rest))
    let resolution = RecordMachine.resolve(buffer, dialect: dialect, isLastOfFile: isWhole, limit: 1 << 24)
    var reading = Reading(faults: resolution.faults.count)
    var comments = CommentSkipper(resolution.comments)
    var start = comments.recordStart(buffer.start)
    var fields: [[UInt8]] = []
    for position in start..<max(start, resolution.recordsEnd) where isSet(buffer.delimiters, position) {
      let isEnd = isSet(buffer.newlines, position)
      let hasReturn = isEnd && position > start && buffer.bytes[position - 1] == UInt8(ascii: "\r")
      fields.append(buffer.bytes.copy(start, position - start - (hasReturn ? 1 : 0)))
      start = position + 1
      guard isEnd else { continue }
      start = comments.recordStart(start)
      reading.records.append(fields)
      fields = []
      if reading.records.count == limit { break }
    }
    return reading
  }

  private func isSet(_ bitmap: Lane<UInt64>, _ position: Int) -> Bool {
    bitmap[position / 64] >> UInt64(position % 64) & 1 == 1
  }
}
