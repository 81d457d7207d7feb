/// Lines that are no records: those that the dialect skips before the header, and comments.
extension Splitter {
  /// Drops the lines before the header, whatever they hold; false where the chunk ends with or before the last of them.
  func skipLines(_ buffer: ChunkBuffer, _ offset: inout Int) -> Bool {
    guard file.linesToSkip > 0 else { return true }
    let bytes = buffer.bytes
    var position = buffer.start
    while position < buffer.end && file.linesToSkip > 0 {
      if bytes[position] == Self.lineFeed {
        file.linesToSkip -= 1
        file.nextLine += 1
      }
      position += 1
    }
    offset += position - buffer.start
    buffer.drop(position - buffer.start)
    return buffer.start < buffer.end
  }

  /// Whether some line begins with the comment character, be it inside quotes.
  func mayHaveComments(_ buffer: ChunkBuffer) -> Bool {
    guard let comment = spec.dialect.comment, buffer.start < buffer.end else { return false }
    let (bytes, newlines) = (buffer.bytes, buffer.newlines)
    if bytes[buffer.start] == comment { return true }
    for word in buffer.wordRange {
      var bits = newlines[word]
      while bits != 0 {
        let next = word * 64 + bits.trailingZeroBitCount + 1
        if next < buffer.end && bytes[next] == comment { return true }
        bits &= bits &- 1
      }
    }
    return false
  }

  /// How quotes inside quotes are hidden, as a message says it.
  func escaping(_ fault: Resolution.Fault, _ buffer: ChunkBuffer) -> StructureWords.Escaping {
    if spec.dialect.escape != nil { return .escaped }
    let (bytes, position) = (buffer.bytes, fault.position)
    guard fault.kind == .textAfterQuote, position >= buffer.start + 2, bytes[position - 1] == spec.dialect.quote,
      bytes[position - 2] == UInt8(ascii: "\\")
    else { return .doubled }
    return .doubledButFoundEscaped
  }
}
