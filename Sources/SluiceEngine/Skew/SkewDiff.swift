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

/// Where lines go, one stretch at a time; after the first failure nothing is written.
final class DiffOutput: Sendable {
  private let sink: any SkewDiffSink
  private let failed = Lock<SkewDiffError?>(nil)

  init(_ sink: any SkewDiffSink) { self.sink = sink }

  var failure: SkewDiffError? { failed.withLock { $0 } }

  func write(_ bytes: [UInt8]) {
    if bytes.isEmpty { return }
    failed.withLock { failed in
      if failed != nil { return }
      do throws(SkewDiffError) {
        try sink.write(bytes)
      } catch {
        failed = error
      }
    }
  }
}

/// Lets workers hand over the lines of one file in the order of its chunks.
final class DiffOrder: Sendable {
  private let turnstile = Turnstile()
  private let output: DiffOutput

  init(_ output: DiffOutput) { self.output = output }

  /// Writes what a chunk gave, when all chunks before it have.
  func write(_ bytes: [UInt8], _ chunk: ChunkBytes) {
    guard turnstile.wait(for: chunk.index) else { return }
    output.write(bytes)
    turnstile.pass()
  }

  func breakOff() { turnstile.breakOff() }
}

/// The second pass: writes the lines of the serving rows that one thread reads.
final class DiffWriter: BatchWorker {
  private(set) var lines = 0
  private let plan: SkewPlan
  private let cells: PartitionReader<DiffCell>
  private let dialect: Dialect
  private let order: DiffOrder
  private let keys: [ColumnBatch]
  private let column = ColumnBatch()
  private var bytes: [UInt8] = []
  /// What the ordinals of the file begin with in the whole log; here it is the only file.
  private let base: Int

  init(
    _ plan: SkewPlan, _ cells: PartitionReader<DiffCell>, _ dialect: Dialect, _ order: DiffOrder, file: Int
  ) {
    base = Ordinals.first(ofFile: file)
    self.plan = plan
    self.cells = cells
    self.dialect = dialect
    self.order = order
    keys = (0..<plan.layout.keys).map { _ in ColumnBatch() }
  }

  static func header(_ plan: SkewPlan) -> [UInt8] {
    let names = plan.columns.entries.prefix(plan.layout.keys).map(\.name)
    let fields = names + ["feature", "train", "serve", "delta", "kind"].map { Array($0.utf8) }
    return Array(fields.map { CSVField.bytes($0) }.joined(separator: [UInt8(ascii: ",")])) + [UInt8(ascii: "\n")]
  }

  func begin(_ chunk: ChunkBytes) { bytes.removeAll(keepingCapacity: true) }
  func end(_ chunk: ChunkBytes) { order.write(bytes, chunk) }
  func breakOff() { order.breakOff() }

  func add(_ batch: RecordBatch) throws(SourceError) {
    let first = base + batch.span.firstOrdinal
    let found: [DiffCell]
    do throws(ScratchError) {
      found = try cells.entries(in: first..<first + batch.span.records)
    } catch {
      throw SourceError(error)
    }
    if found.isEmpty { return }
    let fields = batch.span.layout.fields
    for (slot, key) in keys.enumerated() {
      if let field = fields[slot] { key.gather(batch, field: field, dialect: dialect) }
    }
    // Columns come one at a time, lines row by row.
    var serve: [[UInt8]?] = Array(repeating: nil, count: found.count)
    let rows = RowIndex(batch)
    for feature in Set(found.map(\.feature)).sorted() {
      guard let field = fields[plan.features[feature]] else { continue }
      column.gather(batch, field: field, dialect: dialect)
      for (index, cell) in found.enumerated() where cell.feature == feature {
        guard let row = rows.row(of: cell.serve - base), column.status[row] != CellStatus.null else { continue }
        serve[index] = column.text(row)
      }
    }
    for (index, cell) in found.enumerated() {
      if let row = rows.row(of: cell.serve - base) { write(cell, serve[index], row, fields) }
    }
  }

  private func write(_ cell: DiffCell, _ serve: [UInt8]?, _ row: Int, _ fields: [Int?]) {
    let comma = UInt8(ascii: ",")
    for (slot, key) in keys.enumerated() {
      let isNull = fields[slot] == nil || key.status[row] == CellStatus.null
      write(isNull ? nil : key.text(row), isMasked: plan.columns.entries[slot].isMasked)
      bytes.append(comma)
    }
    let slot = plan.features[cell.feature]
    let entry = plan.columns.entries[slot]
    bytes += CSVField.bytes(entry.name)
    bytes.append(comma)
    write(cell.train, isMasked: entry.isMasked)
    bytes.append(comma)
    write(serve, isMasked: entry.isMasked)
    bytes.append(comma)
    if !cell.delta.isNaN && !entry.isMasked { bytes += Self.text(cell.delta, plan.layout.kinds[slot]).utf8 }
    bytes.append(comma)
    bytes += cell.kind.name.utf8
    bytes.append(UInt8(ascii: "\n"))
    lines += 1
  }

  /// A null is nothing, an empty text a pair of quotes.
  private func write(_ text: [UInt8]?, isMasked: Bool) {
    guard let text else { return }
    bytes += isMasked ? Array(MaskedValue.text.utf8) : CSVField.bytes(text)
  }

  private static func text(_ delta: Double, _ kind: ColumnKind) -> String {
    if kind == .integer || kind == .date, let whole = Int(exactly: delta), whole.magnitude < 1 << 53 {
      return "\(whole)"
    }
    return "\(delta)"
  }
}
