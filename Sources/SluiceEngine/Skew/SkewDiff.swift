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
    let (trainRows, serveRows) = (outcome.train.recordCount, outcome.serve.recordCount)
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
    let order = DiffOrder(outcome.serve.files.map(\.file), chunkBytes: pass.options.chunkBytes, sink)
    order.write(DiffWriter.header(plan))
    if outcome.failures.contains(where: { $0.store.count > 0 }) {
      let writers = (0..<pass.threads).map { _ in DiffWriter(plan, reader, pass.logs.serve.dialect, order) }
      _ = try pass.read(outcome.serve.files.map(\.file), pass.logs.serve, isServe: true, writers)
      return SkewResult.Diff(lines: writers.reduce(0) { $0 + $1.lines }, failure: order.failure)
    }
    return SkewResult.Diff(lines: 0, failure: order.failure)
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
