/// The pass that counts outliers: their bounds are known only when all values have been read once.
enum OutlierPass {
  struct Outcome: Sendable {
    var bounds: OutlierBounds
    /// What each row was held against, and how the rows stand to it; nil where there are no bounds.
    var test: RowTestSpec?
    var state: RowTestState?
  }

  /// One outcome for each of `spec.outliers`; `aggregates`: those of the first pass.
  static func run(
    _ spec: PassSpec, _ aggregates: [AggregateResult], files: [BatchFile], threads: Int, chunkBytes: Int
  ) throws(SourceError) -> [Outcome] {
    var outcomes = spec.outliers.map { outlier in
      let kind = spec.columns[outlier.column].kind
      var outcome = Outcome(bounds: OutlierBounds(outlier.test, kind, aggregates[outlier.aggregate]))
      if case .known(let bounds) = outcome.bounds, let cells = bounds.cellTest(kind) {
        outcome.test = RowTestSpec(
          test: .cells(column: outlier.column, cells, skipsNulls: true), condition: outlier.condition,
          columns: Set([outlier.column] + outlier.conditionColumns).sorted(), testColumns: [outlier.column],
          conditionColumns: outlier.conditionColumns, shown: [outlier.column])
      }
      return outcome
    }
    let asked = outcomes.indices.filter { outcomes[$0].test != nil }
    if asked.isEmpty { return outcomes }
    var tests = spec.rowTests
    tests.tests = asked.compactMap { outcomes[$0].test }
    tests.keyConditions = []
    let workers = (0..<threads).map { _ in RowTestWorker(spec, tests) }
    _ = try BatchReader.run(files, scan: spec.scan, chunkBytes: chunkBytes, workers: workers)
    for (position, index) in asked.enumerated() {
      var state = RowTestState(limit: spec.samples)
      for worker in workers { state.merge(worker.runner.states[position]) }
      outcomes[index].state = state
    }
    return outcomes
  }
}

/// Decodes the columns that some row tests read, and runs these.
private final class RowTestWorker: BatchWorker {
  let runner: RowTestRunner
  private let read: DecodedColumns

  init(_ spec: PassSpec, _ tests: RowTests) {
    runner = RowTestRunner(tests, samples: spec.samples)
    read = DecodedColumns(tests.columns, of: spec)
  }

  func add(_ batch: RecordBatch) {
    read.decode(batch)
    runner.run(batch, read.columns)
  }
}
