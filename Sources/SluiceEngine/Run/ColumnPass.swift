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
    /// One for each reference of the plan, which later passes look up.
    var references: [ReferenceStanding] = []
    /// For each of them, the rows with a missing key, where quarantine asks for them.
    var referenceRows: [RowSet?] = []
    /// One for each query of the plan.
    var queries: [QueryAnswer] = []
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
