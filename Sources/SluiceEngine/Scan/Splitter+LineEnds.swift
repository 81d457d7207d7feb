/// Whether all lines of a file end alike.
extension Splitter {
  /// Notes the first line that ends otherwise than those before it.
  func checkLineEnds(
    _ resolution: Resolution, _ overlong: [Int], _ buffer: ChunkBuffer, _ claim: ChunkClaim, offset: Int,
    line: Int
  ) {
    if file.isMixed { return }
    let returnsIfUniform = resolution.records - overlong.count
    if let usesReturns = file.usesReturns,
      resolution.returnedRecords == (usesReturns ? returnsIfUniform : 0)
    {
      return
    }
    var record = 0
    var comments = CommentSkipper(resolution.comments)
    var start = comments.recordStart(buffer.start)
    var next = recordEnd(buffer, from: start)
    while let position = next, position < resolution.recordsEnd {
      next = recordEnd(buffer, from: position + 1)
      let hasReturn = position > start && buffer.bytes[position - 1] == UInt8(ascii: "\r")
      // The last line of a file may lack its line end; the LF that stands in for it says nothing.
      let counts = offset + position - buffer.start < claim.contentEnd && !overlong.contains(record)
      let usesReturns = file.usesReturns ?? hasReturn
      if counts && file.usesReturns == nil {
        file.usesReturns = hasReturn
        if resolution.returnedRecords == (hasReturn ? returnsIfUniform : 0) { return }
      }
      if counts && hasReturn != usesReturns {
        file.isMixed = true
        let row = file.nextRow + record - (file.layout == nil && spec.dialect.hasHeader ? 1 : 0)
        log.add(.mixedLineEndings, file: file.index) {
          StructureLog.Place(
            row: row, line: line + lineFeeds(buffer, buffer.start, start),
            byteOffset: offset + start - buffer.start,
            message: usesReturns
              ? "a line ends in LF, those before it in CR LF" : "a line ends in CR LF, those before it in LF")
        }
        return
      }
      record += 1
      start = comments.recordStart(position + 1)
    }
  }

  /// The first end of a record at or behind `position`; nil where there is none.
  private func recordEnd(_ buffer: ChunkBuffer, from position: Int) -> Int? {
    let newlines = buffer.newlines
    var bits = ~UInt64(0) << UInt64(position % 64)
    for word in position / 64..<max(buffer.wordRange.upperBound, position / 64) {
      bits &= newlines[word]
      if bits != 0 { return word * 64 + bits.trailingZeroBitCount }
      bits = ~0
    }
    return nil
  }
}
