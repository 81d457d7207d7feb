/// The first pass: all columns decoded, tested and counted, all keys collected.
enum ColumnPass {
  struct Result {
    var reading: BatchReader.Outcome
    var columns: [ColumnState]
    var keys: [KeyCounts]
    /// For each key, the rows of duplicates that the spec asks for.
    var keyRows: [RowSet?]
    /// One for each time spec; gaps are their extremes here.
    var times: [TimeState]
    /// The largest gap, for those specs that ask for it.
    var gaps: [LargestGap?]
    /// One for each row test.
    var rowTests: [RowTestState] = []
    /// One for each aggregate.
    var aggregates: [AggregateResult] = []
    /// One for each order, and for those the rows that break it, where all of them are wanted.
    var orders: [OrderCounts] = []
    var orderRows: [RowSet?] = []
    var outliers: [OutlierPass.Outcome] = []
  }

  static func run(
    _ files: [BatchFile], spec: PassSpec, threads: Int, chunkBytes: Int, progress: Progress? = nil
  ) throws(SourceError) -> Result {
    let scratch = Scratch(in: spec.keyBudget.directory, for: "keys")
    let orderRows = spec.orders.map { _ in spec.duplicateRows.map { _ in DuplicateRows.Gathering(.all) } }
    let workers = (0..<threads).map { _ in
      ColumnWorker(spec, KeyMemory(quota: spec.keyBudget.collecting(threads: threads)), scratch, orderRows)
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
    var times = spec.times.map { TimeState($0) }
    for worker in workers {
      for (index, collector) in worker.timeCollectors.enumerated() { times[index].merge(collector.state) }
    }
    let gaps = try spec.times.indices.map { index throws(SourceError) -> LargestGap? in
      guard case .largestGap(let column, let enough) = spec.times[index], case .extremes(let extremes) = times[index]
      else { return nil }
      return try GapPass.run(
        column: column, enough: enough, extremes, hasFineTimes: columns[column].hasFineTimes, spec,
        files: reading.files.map(\.file), threads: threads, chunkBytes: chunkBytes)
    }
    var rowTests = spec.rowTests.tests.map { _ in RowTestState(limit: spec.samples) }
    for worker in workers {
      for (index, state) in worker.rowTests.states.enumerated() { rowTests[index].merge(state) }
    }
    let aggregates = try spec.aggregates.indices.map { index throws(SourceError) in
      try AggregatePass.run(
        workers.map { $0.aggregates[index] }, columns[spec.aggregates[index].column], budget: spec.keyBudget)
    }
    let orders = spec.orders.indices.map { index in
      OrderCollector.settle(workers.map { $0.orders[index] }, rowLimit: spec.samples)
    }
    let outliers = try OutlierPass.run(
      spec, aggregates, files: reading.files.map(\.file), threads: threads, chunkBytes: chunkBytes)
    return Result(
      reading: reading, columns: columns, keys: keys.map(\.counts), keyRows: keys.map(\.rows), times: times, gaps: gaps,
      rowTests: rowTests, aggregates: aggregates, orders: orders, orderRows: orderRows.map { $0?.rows },
      outliers: outliers)
  }
}

/// What one thread computes of the batches that it read.
final class ColumnWorker: BatchWorker {
  private let spec: PassSpec
  private let column = ColumnBatch()
  /// Columns that row tests read after all are decoded, each in memory of its own.
  private let kept: [ColumnBatch?]
  private var present: [ColumnBatch?]
  let rowTests: RowTestRunner
  private var states: [ColumnState]
  private let runners: [[CellTestRunner]]
  /// For columns whose cells are JSON.
  private let nested: [NestedRunner?]
  let collectors: [KeyCollector]
  let timeCollectors: [TimeCollector]
  let orders: [OrderCollector]
  let aggregates: [AggregateCollector]
  /// For each column, the aggregates that need nothing but it.
  private let earlyAggregates: [[AggregateCollector]]
  /// For each column, the keys it is part of, and its position in them.
  private let keyParts: [[(key: Int, position: Int)]]
  /// The same of time specs.
  private let timeParts: [[(index: Int, position: Int)]]

  /// For a spec without keys.
  convenience init(_ spec: PassSpec) {
    self.init(spec, KeyMemory(quota: 0), Scratch(in: spec.keyBudget.directory, for: "keys"))
  }

  /// `memory`: of this worker's keys; beyond it they go to `scratch`. `orderRows`: who wants the rows out of order.
  init(_ spec: PassSpec, _ memory: KeyMemory, _ scratch: Scratch, _ orderRows: [DuplicateRows.Gathering?] = []) {
    self.spec = spec
    let late = Set(
      spec.rowTests.columns + spec.keys.filter { $0.condition != nil }.flatMap(\.columns)
        + spec.aggregates.flatMap(\.lateColumns)
        + spec.orders.filter { $0.condition != nil }.map(\.column))
    kept = spec.columns.indices.map { late.contains($0) ? ColumnBatch() : nil }
    present = kept
    rowTests = RowTestRunner(spec.rowTests, samples: spec.samples)
    states = spec.columns.map { ColumnState($0, samples: spec.samples) }
    let marks = LaneStorage<UInt8>(repeating: 0)
    runners = spec.columns.map { column in
      column.tests.map { CellTestRunner($0, samples: spec.samples, storage: marks) }
    }
    nested = spec.columns.map { column in
      guard let nested = column.nested, case .container(let container) = column.kind else { return nil }
      return NestedRunner(nested, container, samples: spec.samples)
    }
    collectors = spec.keys.map { key in
      KeyCollector(
        kinds: key.columns.map { spec.columns[$0].kind }, memory: memory, scratch: scratch, hashMask: spec.hashMask)
    }
    orders = spec.orders.enumerated().map { index, order in
      OrderCollector(
        order, spec.columns[order.column].kind, rowLimit: spec.samples,
        gathering: index < orderRows.count ? orderRows[index] : nil)
    }
    aggregates = spec.aggregates.map {
      AggregateCollector($0, spec.columns[$0.column], memory: memory, scratch: scratch)
    }
    earlyAggregates = spec.columns.indices.map { [aggregates] column in
      aggregates.filter { $0.spec.column == column && $0.spec.lateColumns.isEmpty }
    }
    timeCollectors = spec.times.map { TimeCollector($0) }
    timeParts = spec.columns.indices.map { column in
      spec.times.indices.flatMap { index in
        let columns = spec.times[index].columns
        return columns.indices.filter { columns[$0] == column }.map { (index, $0) }
      }
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
      guard let field = fields[index] else {
        present[index] = nil
        continue
      }
      present[index] = kept[index]
      let column = kept[index] ?? self.column
      column.gather(batch, field: field, dialect: self.spec.scan.dialect)
      if let nested = nested[index] {
        nested.decode(column)
      } else {
        Decoder.decode(column, as: spec.kind, spec.reading, dialect: self.spec.scan.dialect)
      }
      states[index].add(column)
      for runner in runners[index] { runner.run(column) }
      do throws(ScratchError) {
        for part in keyParts[index] where isComplete(part.key, fields) && self.spec.keys[part.key].condition == nil {
          try collectors[part.key].add(column, kind: spec.kind, position: part.position)
        }
        for aggregate in earlyAggregates[index] { try aggregate.add(column, where: nil) }
        for order in orders where order.spec.column == index && order.spec.condition == nil {
          order.add(column, where: nil)
        }
      } catch {
        throw SourceError(error)
      }
      for part in timeParts[index] where self.spec.times[part.index].columns.allSatisfy({ fields[$0] != nil }) {
        timeCollectors[part.index].add(column, spec.kind, position: part.position)
      }
    }
    rowTests.run(batch, present)
    do throws(ScratchError) {
      try addConditionalKeys(fields)
      try addLateAggregates()
      for order in orders {
        guard let condition = order.spec.condition, let mask = rowTests.mask(of: condition) else { continue }
        if let cells = present[order.spec.column] { order.add(cells, where: mask) }
      }
    } catch {
      throw SourceError(error)
    }
  }

  /// Keys of the rows for which a condition holds.
  private func addConditionalKeys(_ fields: [Int?]) throws(ScratchError) {
    for (index, key) in spec.keys.enumerated() {
      guard let condition = key.condition, isComplete(index, fields), let mask = rowTests.mask(of: condition) else {
        continue
      }
      for (position, column) in key.columns.enumerated() {
        guard let cells = kept[column] else { continue }
        let kind = spec.columns[column].kind
        try cells.limited(to: mask) { () throws(ScratchError) in
          try collectors[index].add(cells, kind: kind, position: position)
        }
      }
    }
  }

  /// Aggregates of some rows only, or of two columns.
  private func addLateAggregates() throws(ScratchError) {
    for aggregate in aggregates where !aggregate.spec.lateColumns.isEmpty {
      guard let cells = present[aggregate.spec.column] else { continue }
      let mask = aggregate.spec.condition.flatMap { rowTests.mask(of: $0) }
      if mask == nil && aggregate.spec.condition != nil { continue }
      try aggregate.add(cells, where: mask)
      for (index, partner) in aggregate.spec.partners.enumerated() {
        guard let other = present[partner] else { continue }
        aggregate.add(cells, with: other, spec.columns[partner].kind, at: index, where: mask)
      }
    }
  }

  /// Whether the file has all columns of a key.
  private func isComplete(_ key: Int, _ fields: [Int?]) -> Bool {
    spec.keys[key].columns.allSatisfy { fields[$0] != nil }
  }

  func finishedStates() -> [ColumnState] {
    for index in states.indices {
      states[index].setFindings(runners[index].map(\.state))
      states[index].setNested(nested[index]?.finishedState())
    }
    return states
  }
}
