/// Writes every mismatch as a line of CSV, in the order of the serving log, as it is written on both sides.
///
/// How it works: two passes over what failed. The first reads the training log in its order and takes the failing cells
/// to where their serving rows are; the second reads the serving log in its order and writes the lines. So no row is
/// looked up alone, and what fails may be everything.
struct SkewDiff {
  let pass: SkewPass
  let outcome: SkewPass.Outcome
  let sink: any SkewDiffSink

  func write() throws(SourceError) -> SkewResult.Diff {
    let plan = pass.plan
    let (trainRows, serveRows) = (RowNumbers(outcome.train), RowNumbers(outcome.serve))
    let stores = Stores(outcome.failures.map(\.store))
    let failures = PartitionReader<FailureLog.Failure>(rows: trainRows, row: { $0.train }) {
      partition throws(ScratchError) in
      var entries: [FailureLog.Failure] = []
      try PartitionRuns(stores.stores, partition: partition).forEachRun { run throws(ScratchError) in
        for index in 0..<run.count { entries.append(run[index]) }
      }
      return entries.sorted { ($0.train, $0.serve, $0.feature) < ($1.train, $1.serve, $1.feature) }
    }
    let shared = DiffCells.Shared(
      failures, slots: plan.features, dialect: pass.logs.train.dialect, serveRows: serveRows)
    let scratch = Scratch(in: pass.options.temporaryDirectory, for: "mismatches")
    let quota = max(1 << 20, pass.memory / 8 / pass.threads)
    let cells = (0..<pass.threads).map { _ in DiffCells(shared, PartitionStore(KeyMemory(quota: quota), scratch)) }
    if outcome.failures.contains(where: { $0.store.count > 0 }) {
      _ = try pass.read(outcome.train.files.map(\.file), pass.logs.train, isServe: false, cells)
    }
    let records = CellStores(cells.map(\.store))
    let reader = PartitionReader<DiffCell>(rows: serveRows, row: { $0.serve }) { partition throws(ScratchError) in
      var entries: [DiffCell] = []
      try PartitionRuns(records.stores, partition: partition).forEachRecord { entries.append(DiffCell($0)) }
      return entries.sorted { ($0.serve, $0.feature) < ($1.serve, $1.feature) }
    }
    let output = DiffOutput(sink)
    output.write(DiffWriter.header(plan))
    var lines = 0
    if outcome.failures.contains(where: { $0.store.count > 0 }) {
      // One file at a time: workers may read the files of a batch in any order, and lines have one.
      for (index, file) in outcome.serve.files.enumerated() where file.rows > 0 {
        let order = DiffOrder(output)
        let writers = (0..<pass.threads).map { _ in
          DiffWriter(plan, reader, pass.logs.serve.dialect, order, file: index)
        }
        _ = try pass.read([file.file], pass.logs.serve, isServe: true, writers)
        lines += writers.reduce(0) { $0 + $1.lines }
      }
    }
    return SkewResult.Diff(lines: lines, failure: output.failure)
  }

  /// Stores are only read by then.
  private struct Stores: @unchecked Sendable {
    let stores: [PartitionStore<FailureLog.Failure>]
    init(_ stores: [PartitionStore<FailureLog.Failure>]) { self.stores = stores }
  }

  private struct CellStores: @unchecked Sendable {
    let stores: [PartitionStore<UInt64>]
    init(_ stores: [PartitionStore<UInt64>]) { self.stores = stores }
  }
}
