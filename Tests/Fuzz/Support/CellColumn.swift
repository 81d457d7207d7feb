/// Cells of one column, read from a file as any column is: what the targets of the parsers decode.
final class CellColumn {
  private let file = MemoryFile()
  private var dialect = Dialect.standard

  init() {
    // Bytes that no cell has, see `cells`.
    dialect.delimiter = Self.delimiter
    dialect.quote = Self.quote
  }

  private static let delimiter: UInt8 = 0x1F
  private static let quote: UInt8 = 0x1E

  /// The lines of `text` as cells: ASCII, not empty, without the bytes that would make two cells of one.
  static func cells(of text: ArraySlice<UInt8>) -> [[UInt8]] {
    text.split(separator: UInt8(ascii: "\n")).map { line in
      line.map { byte in
        let ascii = byte & 0x7F
        return [delimiter, quote, UInt8(ascii: "\r"), UInt8(ascii: "\n")].contains(ascii) ? UInt8(ascii: "?") : ascii
      }
    }
  }

  /// Calls `body` with a column that holds `cells`, row for row, not decoded yet.
  ///
  /// Its cells lie side by side in one buffer: what a parser reads beyond a cell's end is the next cell.
  func with(_ cells: [[UInt8]], _ body: @escaping (ColumnBatch) -> Void) {
    if cells.isEmpty { return }
    // The header keeps the first cell from being taken for the first bytes of a compressed file.
    let text = Array("c\n".utf8) + Array(cells.joined(separator: [UInt8(ascii: "\n")]))
    file.replace(with: text)
    let scan = ScanSpec(dialect: dialect, columns: [Array("c".utf8)])
    let worker = LineWorker(dialect, cells.count, body)
    do {
      _ = try BatchReader.run(
        try Batch(paths: [file.path]).files, scan: scan, chunkBytes: text.count, workers: [worker])
    } catch {
      difference("not read: \(error)")
    }
    if worker.batches != 1 { difference("\(worker.batches) record batches, expected one") }
  }
}

private final class LineWorker: BatchWorker {
  private(set) var batches = 0
  private let dialect: Dialect
  private let rows: Int
  private let body: (ColumnBatch) -> Void

  init(_ dialect: Dialect, _ rows: Int, _ body: @escaping (ColumnBatch) -> Void) {
    (self.dialect, self.rows, self.body) = (dialect, rows, body)
  }

  func add(_ batch: RecordBatch) {
    batches += 1
    let column = ColumnBatch()
    column.gather(batch, field: 0, dialect: dialect)
    if column.rows != rows { difference("\(column.rows) rows, expected \(rows)") }
    body(column)
  }
}

/// One decoded cell.
enum DecodedCell: Equatable {
  case null, invalid
  case integer(Int64)
  /// Beyond the lane; nil beyond 128 bits.
  case wide(Int128?)
  case double(bits: UInt64)

  init(_ column: ColumnBatch, _ row: Int, isDouble: Bool = false) {
    switch column.status[row] {
    case CellStatus.null: self = .null
    case CellStatus.invalid: self = .invalid
    case CellStatus.wide:
      guard let cell = column.wide.first(where: { $0.row == row }) else { difference("row \(row): no wide cell") }
      self = .wide(cell.value)
    default: self = isDouble ? .double(bits: column.doubles[row].bitPattern) : .integer(column.integers[row])
    }
  }
}
