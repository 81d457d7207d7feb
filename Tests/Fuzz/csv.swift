internal import Glibc

/// Whatever the bytes, the dialect, the size of chunks, the instruction set and the number of threads: the engine
/// finds the records, cells, faults and places that a loop over the bytes finds.
///
/// The first five bytes of an input choose how it is read; the rest is the document.
@_cdecl("LLVMFuzzerTestOneInput")
public func compareReadings(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  var input = InputBytes(data, size)
  var reading = ReadingCase(&input)
  reading.document = Array(input.rest)
  reading.check()
  return 0
}

/// One document and one way to read it.
struct ReadingCase {
  var settings: ReferenceReader.Settings
  var chunkBytes: Int
  var threads: Int
  var instructions: String
  var document: [UInt8] = []

  private nonisolated(unsafe) static let file = MemoryFile()

  init(_ input: inout InputBytes) {
    chunkBytes = input.choose([1, 2, 3, 7, 64, 5, 16, 63, 65, 128, 4096])
    let (delimiter, quote) = input.choose([(",", "\""), (";", "\""), ("\t", "'"), ("|", "\""), ("\u{1}", "\u{2}")])
    let tokens = input.choose([[""], ["", "NA"], ["\\N"]])
    let header = input.choose([true, false])
    let limit = input.choose([1 << 24, 6, 40, 100])
    settings = ReferenceReader.Settings(
      delimiter: Array(delimiter.utf8)[0], quote: Array(quote.utf8)[0], hasHeader: header,
      nullTokens: tokens.map { Array($0.utf8) }, fieldLimit: limit)
    (threads, instructions) = input.choose([
      (1, "avx2"), (1, "sse2"), (1, "portable"), (2, "avx2"), (2, "portable"),
    ])
  }

  func check() {
    Self.file.replace(with: document)
    let wanted = ReferenceReader(document, settings)
    let found = Reading(self, path: Self.file.path, wanted)
    // Compressed files and UTF-16 are told by their first bytes and not read as CSV.
    if found.isRefused { return }
    compare("records", found.records, wanted.records)
    compare("faults", found.faults, wanted.faults)
    // A field is decoded once: no two columns of a pass read the same, which names that repeat would make them.
    if let names = wanted.names, Set(names).count < names.count { return }
    compare("rows", found.rows, wanted.rows)
  }

  private func compare<Value: Equatable>(_ what: String, _ found: Value, _ wanted: Value) {
    if found == wanted { return }
    difference(
      """
      \(what) of \(shown(document))
      in chunks of \(chunkBytes), \(threads) threads, \(instructions), \(settings)
      found  \(found)
      wanted \(wanted)
      """)
  }
}

/// What the engine makes of a document.
private struct Reading {
  var isRefused: Bool
  var records: Int
  var faults: [ReferenceReader.Fault]
  var rows: [ReferenceReader.Row]

  init(_ reading: ReadingCase, path: String, _ reference: ReferenceReader) {
    setenv("SLUICE_SIMD", reading.instructions, 1)
    var dialect = Dialect.standard
    dialect.delimiter = reading.settings.delimiter
    dialect.quote = reading.settings.quote
    dialect.hasHeader = reading.settings.hasHeader
    dialect.nullTokens = reading.settings.nullTokens
    let columns = reference.names ?? (0..<reading.settings.columnsByPosition).map { Array("c\($0)".utf8) }
    var scan = ScanSpec(dialect: dialect, columns: columns)
    scan.fieldLimit = reading.settings.fieldLimit
    scan.places = .max
    let workers = (0..<reading.threads).map { _ in CellReader(columns: columns.count, dialect: dialect) }
    do {
      let outcome = try BatchReader.run(
        try Batch(paths: [path]).files, scan: scan, chunkBytes: reading.chunkBytes, workers: workers)
      records = outcome.rows
      isRefused = outcome.structure.entries.keys.contains { $0.kind == .notCSV || $0.kind == .utf16 }
      faults = outcome.structure.entries.flatMap { key, entry in
        if entry.count != entry.places.count { difference("\(key.kind): \(entry.count), places \(entry.places)") }
        return entry.places.map {
          ReferenceReader.Fault(
            kind: key.kind.rawValue, row: $0.row, line: $0.line, byteOffset: $0.byteOffset)
        }
      }.sorted()
    } catch {
      // Nearly no document that begins like a compressed file is one.
      guard case .corrupt = error.cause else { difference("not read: \(error)") }
      (isRefused, records, faults) = (true, 0, [])
    }
    rows = workers.flatMap(\.rows).sorted { $0.row < $1.row }
  }
}

/// Keeps the cells of all records that can be read.
private final class CellReader: BatchWorker {
  private(set) var rows: [ReferenceReader.Row] = []
  private let columns: Int
  private let dialect: Dialect
  private let column = ColumnBatch()

  init(columns: Int, dialect: Dialect) {
    self.columns = columns
    self.dialect = dialect
  }

  func add(_ batch: RecordBatch) {
    let first = rows.count
    for row in 0..<batch.rows {
      let (record, start) = (batch.record(of: row), Int(batch.starts[row]))
      rows.append(
        ReferenceReader.Row(
          row: batch.span.firstRow + record, line: batch.line(record, start),
          byteOffset: batch.span.byteOffset + start - batch.span.start,
          cells: Array(repeating: nil, count: columns)))
    }
    for index in 0..<columns {
      guard let field = batch.span.layout.fields[index] else { continue }
      column.gather(batch, field: field, dialect: dialect)
      for row in 0..<batch.rows where column.status[row] != CellStatus.null {
        rows[first + row].cells[index] = column.text(row)
      }
    }
  }
}
