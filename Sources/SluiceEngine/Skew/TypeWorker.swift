/// Infers the types of all columns of the batches that one thread reads.
final class TypeWorker: BatchWorker {
  private var states: [InferenceState]
  private let dialect: Dialect
  private let column = ColumnBatch()

  init(columns: Int, dialect: Dialect) {
    states = (0..<columns).map { _ in InferenceState() }
    self.dialect = dialect
  }

  func add(_ batch: RecordBatch) {
    for index in states.indices {
      guard let field = batch.span.layout.fields[index] else { continue }
      column.gather(batch, field: field, dialect: dialect)
      states[index].add(column, dialect: dialect)
    }
  }

  /// nil where no cell says anything.
  private var kinds: [ColumnKind?] { states.map { $0.rows == $0.nulls ? nil : $0.kind } }

  private static let headBytes = 256 * 1024

  /// By the first chunk of the first file that has any bytes.
  static func head(_ log: SkewLog, _ names: [[UInt8]]) throws(SourceError) -> [ColumnKind?] {
    let worker = TypeWorker(columns: names.count, dialect: log.dialect)
    guard let first = log.files.first(where: { $0.bytes > 0 }) else { return worker.kinds }
    let file = try InputFile(first)
    let count = min(headBytes, file.bytes)
    let claim = ChunkClaim(
      ordinal: 0, fileIndex: 0, file: file, offset: 0, count: count, isFirstOfFile: true,
      isLastOfFile: count == file.bytes)
    let buffer = ChunkBuffer(chunkBytes: count)
    try buffer.fill(claim, dialect: log.dialect)
    let scan = ScanSpec(dialect: log.dialect, columns: names)
    if let span = Splitter(scan).take(claim, buffer) {
      let batch = RecordBatch(buffer, span)
      var faults = RecordFaults(limit: 1)
      batch.load(buffer, span, faults: &faults)
      worker.add(batch)
    }
    return worker.kinds
  }

  static func all(
    _ log: SkewLog, _ names: [[UInt8]], threads: Int, chunkBytes: Int
  ) throws(SourceError) -> [ColumnKind?] {
    let workers = (0..<threads).map { _ in TypeWorker(columns: names.count, dialect: log.dialect) }
    _ = try BatchReader.run(
      log.files, scan: ScanSpec(dialect: log.dialect, columns: names), chunkBytes: chunkBytes, workers: workers)
    var states = workers[0].states
    for worker in workers.dropFirst() {
      for index in states.indices { states[index].merge(worker.states[index]) }
    }
    return states.map { $0.rows == $0.nulls ? nil : $0.kind }
  }
}
