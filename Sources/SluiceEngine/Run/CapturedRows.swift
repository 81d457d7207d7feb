internal import SluiceContract

/// The rows of a batch in their order, for those outside this module who compute with them.
///
/// How it works: chunks are read again where the first pass has found their records; a column is decoded when its first
/// cell is asked for. Memory: one chunk, and the columns that were asked for.
/// What to beware: a cell's text lives until the next call of `advance`.
package final class CapturedRows {
  private let scan: ScanSpec
  private let specs: [ColumnSpec]
  private let places: [SpanPlace]
  private let reader: SpanReader
  private let columns: [ColumnBatch]
  private var isDecoded: [Bool]
  private var nextPlace = 0
  private var batch: RecordBatch?
  private var row = -1
  /// The row of the batch, from 0.
  package private(set) var ordinal = -1
  /// Cells that were given as null because they do not parse.
  package private(set) var unparsable = 0

  init(_ reading: BatchReader.Outcome, _ scan: ScanSpec, _ specs: [ColumnSpec]) {
    self.scan = scan
    self.specs = specs
    places = reading.places
    reader = SpanReader(scan: scan, files: reading.files)
    columns = specs.map { _ in ColumnBatch() }
    isDecoded = specs.map { _ in false }
  }

  /// Goes to the next row; false behind the last. Records that could not be read are no rows.
  package func advance() throws(SourceError) -> Bool {
    row += 1
    while row >= batch?.rows ?? 0 {
      guard nextPlace < places.count else { return false }
      batch = try reader.read(places[nextPlace])
      nextPlace += 1
      row = 0
      for index in isDecoded.indices { isDecoded[index] = false }
    }
    if let batch { ordinal = batch.ordinal(of: row) }
    return true
  }

  // SAFETY: a text points into the chunk that is being read, which lives until the next call of `advance`.
  /// A cell of the row. Times count as their kind says: days, nanoseconds of the day, microseconds since 1970.
  @safe package enum Value {
    case null
    case integer(Int64)
    case number(Double)
    case text(UnsafeBufferPointer<UInt8>)
    /// A value that 64 bits do not hold.
    case wide
  }

  package func value(_ index: Int) -> Value {
    let column = columns[index]
    if !isDecoded[index] {
      guard decode(index) else { return .null }
    }
    switch column.status[row] {
    case CellStatus.valid: break
    case CellStatus.wide: return .wide
    case CellStatus.invalid:
      unparsable += 1
      return .null
    default: return .null
    }
    switch specs[index].kind {
    case .number: return .number(column.doubles[row])
    case .text, .container:
      let text = unsafe UnsafeBufferPointer(
        start: column.bytes.base + Int(column.starts[row]), count: Int(column.lengths[row]))
      return unsafe .text(text)
    default: return .integer(column.integers[row])
    }
  }

  /// False where the file has no such column.
  private func decode(_ index: Int) -> Bool {
    guard let batch, let field = batch.span.layout.fields[index] else { return false }
    columns[index].gather(batch, field: field, dialect: scan.dialect)
    Decoder.decode(columns[index], as: specs[index].kind, specs[index].reading, dialect: scan.dialect)
    isDecoded[index] = true
    return true
  }
}
