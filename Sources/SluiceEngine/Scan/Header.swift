/// The names in the first record of a file, as bytes, unquoted.
struct Header: Sendable, Equatable {
  var names: [[UInt8]]

  /// Reads the record in `range` of a buffer whose structural bits are set; the last bit is its line end.
  init(_ buffer: ChunkBuffer, range: Range<Int>, dialect: Dialect) {
    names = []
    let bytes = buffer.bytes
    var start = range.lowerBound
    for position in range where buffer.delimiters[position / 64] >> UInt64(position % 64) & 1 == 1 {
      var end = position
      if position == range.upperBound - 1 && end > start && bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      names.append(Self.plain(bytes.copy(start, end - start), dialect))
      start = position + 1
    }
  }

  init(names: [[UInt8]]) { self.names = names }

  /// A whole field without what the dialect puts around it: blanks where it trims, quotes, and what hides quotes inside.
  static func plain(_ field: [UInt8], _ dialect: Dialect) -> [UInt8] {
    var field = field[...]
    if dialect.trims {
      field = field.drop(while: dialect.isBlank)
      while let last = field.last, dialect.isBlank(last) { field.removeLast() }
    }
    guard let quote = dialect.quote, field.count >= 2, field.first == quote, field.last == quote else {
      return Array(field)
    }
    var name: [UInt8] = []
    var inner = field.dropFirst().dropLast()
    while let byte = inner.popFirst() {
      let hidesNext = byte == dialect.escape && (inner.first == quote || inner.first == byte)
      if hidesNext, let next = inner.popFirst() {
        name.append(next)
      } else {
        name.append(byte)
        if byte == quote && dialect.escape == nil { _ = inner.popFirst() }
      }
    }
    return name
  }
}
