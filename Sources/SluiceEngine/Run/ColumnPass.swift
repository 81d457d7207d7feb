/// The first pass: all columns decoded, tested and counted, all keys collected.
enum ColumnPass {
  struct Result {
    var reading: BatchReader.Outcome
    var columns: [ColumnState]
    var keys: [KeyCounts]
    /// For each key, the rows of duplicates that the spec asks for.
    var keyRows: [RowSet?]
  }

  static func run(
    _ files: [BatchFile], spec: PassSpec, threads: Int, chunkBytes: Int, progress: Progress? = nil
  ) throws(SourceError) -> Result {
    let scratch = Scratch(in: spec.keyBudget.directory, for: "keys")
    let workers = (0..<threads).map { _ in
      ColumnWorker(spec, KeyMemory(quota: spec.keyBudget.collecting(threads: threads)), scratch)
    }
    let reading = try BatchReader.run(
      files, scan: spec.scan, chunkBytes: chunkBytes, workers: workers, progress: progress)
    var columns = spec.columns.map { ColumnState($0, samples: spec.samples) }
    for worker in workers {
      for (index, state) in worker.finishedStates().enumerated() { columns[index].merge(state) }
    }
    let keys = try spec.keys.indices.map { index throws(SourceError) in
      let pass = KeyPass(
        key: index, spec: spec, files: reading.files.map(\.file), threads: threads, chunkBytes: chunkBytes)
      return try pass.run(workers.map { $0.collectors[index] })
    }
    return Result(reading: reading, columns: columns, keys: keys.map(\.counts), keyRows: keys.map(\.rows))
  }
}

/// What one thread computes of the batches that it read.
final class ColumnWorker: BatchWorker {
  private let spec: PassSpec
  private let column = ColumnBatch()
  private var states: [ColumnState]
  private let runners: [[CellTestRunner]]
  let collectors: [KeyCollector]
  /// For each column, the keys it is part of, and its position in them.
  private let keyParts: [[(key: Int, position: Int)]]

  /// For a spec without keys.
  convenience init(_ spec: PassSpec) {
    self.init(spec, KeyMemory(quota: 0), Scratch(in: spec.keyBudget.directory, for: "keys"))
  }

  /// `memory`: of this worker's keys; beyond it they go to `scratch`.
  init(_ spec: PassSpec, _ memory: KeyMemory, _ scratch: Scratch) {
    self.spec = spec
    states = spec.columns.map { ColumnState($0, samples: spec.samples) }
    runners = spec.columns.map { column in
      column.tests.map { CellTestRunner($0, samples: spec.samples) }
    }
    collectors = spec.keys.map { key in
      KeyCollector(
        kinds: key.columns.map { spec.columns[$0].kind }, memory: memory, scratch: scratch, hashMask: spec.hashMask)
    }
    keyParts = spec.columns.indices.map { column in
      spec.keys.indices.flatMap { key in
        spec.keys[key].columns.indices.filter { spec.keys[key].columns[$0] == column }.map { (key, $0) }
      }
    }
  }

  func add(_ batch: RecordBatch) throws(SourceError) {
    let fields = batch.span.layout.fields
    for (index, spec) in spec.columns.enumerated() {
      guard let field = fields[index] else { continue }
      column.gather(batch, field: field, dialect: self.spec.scan.dialect)
      Decoder.decode(column, as: spec.kind, dialect: self.spec.scan.dialect)
      states[index].add(column)
      for runner in runners[index] { runner.run(column) }
      do throws(ScratchError) {
        for part in keyParts[index] where isComplete(part.key, fields) {
          try collectors[part.key].add(column, kind: spec.kind, position: part.position)
        }
      } catch {
        throw SourceError(error)
      }
    }
  }

  /// Whether the file has all columns of a key.
  private func isComplete(_ key: Int, _ fields: [Int?]) -> Bool {
    spec.keys[key].columns.allSatisfy { fields[$0] != nil }
  }

  func finishedStates() -> [ColumnState] {
    for index in states.indices { states[index].setFindings(runners[index].map(\.state)) }
    return states
  }
}
