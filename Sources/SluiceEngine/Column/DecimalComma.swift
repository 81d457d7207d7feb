/// Lets the number parsers, which know only the point, read numbers that are written with a comma.
///
/// How it works: commas and points change places in the cells of a column, the column is decoded, and they change
/// back, so that `1,5` is read, `1.5` is refused, and findings show what the file says. Only dialects with a decimal
/// comma pay for it.
/// What to beware: cells whose text is their value, since no lane holds it, stay as parsers read them.
enum DecimalComma {
  static func decode(_ column: ColumnBatch, _ body: () -> Void) {
    let rows = (0..<column.rows).filter { column.status[$0] == CellStatus.valid }
    for row in rows { exchange(column, row) }
    body()
    let texts = Set(column.wide.filter { $0.value == nil }.map(\.row))
    for row in rows where !texts.contains(row) { exchange(column, row) }
  }

  private static func exchange(_ column: ColumnBatch, _ row: Int) {
    let bytes = column.bytes
    let start = Int(column.starts[row])
    for position in start..<start + Int(column.lengths[row]) {
      if bytes[position] == comma {
        bytes[position] = point
      } else if bytes[position] == point {
        bytes[position] = comma
      }
    }
  }

  private static let comma = UInt8(ascii: ",")
  private static let point = UInt8(ascii: ".")
}
