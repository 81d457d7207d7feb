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

  /// By the beginning of the first file that holds any bytes.
  static func head(_ log: SkewLog, _ names: [[UInt8]]) throws(SourceError) -> [ColumnKind?] {
    let worker = TypeWorker(columns: names.count, dialect: log.dialect)
    let files = log.files.written(in: log.dialect.encoding)
    for (index, file) in files.enumerated() where file.bytes > 0 || file.isPipe {
      let content = ContentReader(try InputFile(file))
      let buffer = ChunkBuffer(chunkBytes: headBytes)
      let count = try unsafe buffer.receive(upTo: headBytes) { target throws(SourceError) in
        try unsafe content.read(into: target, upTo: headBytes)
      }
      buffer.classify(log.dialect)
      let claim = ChunkClaim(
        index: 0, fileIndex: index, file: content.file, offset: 0, count: count, isFirstOfFile: true,
        isLastOfFile: content.isAtEnd)
      let splitter = Splitter(ScanSpec(dialect: log.dialect, columns: names), file: index, path: file.path)
      guard count > 0, let span = splitter.take(claim, buffer) else { continue }
      let batch = RecordBatch(buffer, span)
      var faults = RecordFaults(limit: 1)
      batch.load(buffer, span, faults: &faults)
      worker.add(batch)
      break
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
