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
      names.append(Self.unquoted(bytes.copy(start, end - start), quote: dialect.quote))
      start = position + 1
    }
  }

  init(names: [[UInt8]]) { self.names = names }

  /// A whole field without its quotes, doubled ones undone; as it is where it has none.
  static func unquoted(_ field: [UInt8], quote: UInt8) -> [UInt8] {
    guard field.count >= 2, field.first == quote, field.last == quote else { return field }
    var name: [UInt8] = []
    var position = 1
    while position < field.count - 1 {
      name.append(field[position])
      position += field[position] == quote ? 2 : 1
    }
    return name
  }
}

/// Which field of a file is which wanted column.
final class FileLayout: Sendable {
  let fileIndex: Int
  /// Fields that every record of the file must have.
  let width: Int
  /// For each wanted column, its field in this file; nil where the file has none.
  let fields: [Int?]

  init(fileIndex: Int, width: Int, fields: [Int?]) {
    self.fileIndex = fileIndex
    self.width = width
    self.fields = fields
  }

  /// Matches by name, byte for byte; of duplicates the first counts.
  convenience init(fileIndex: Int, header: Header, wanted: [[UInt8]]) {
    var positions: [[UInt8]: Int] = [:]
    for (index, name) in header.names.enumerated() where positions[name] == nil { positions[name] = index }
    self.init(fileIndex: fileIndex, width: header.names.count, fields: wanted.map { positions[$0] })
  }
}
