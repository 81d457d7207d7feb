/// Reads both logs and compares them: what the report is made from.
struct SkewPass {
  let plan: SkewPlan
  let logs: SkewLogs
  let options: SkewOptions
  let threads: Int

  struct Outcome {
    var train: BatchReader.Outcome
    var serve: BatchReader.Outcome
    var pairs: PairCounts
    /// Rows that could be read.
    var readRows: (train: Int, serve: Int)
    var comparison: SkewComparison
    var failures: [FailureLog]
  }

  /// Rows of the sample that grids and slices are made from.
  static let sampleRows = 1 << 15

  /// nil where cells contradict the types, if these may be wrong.
  func run(mayBeContradicted: Bool) throws(SourceError) -> Outcome? {
    let texts = self.texts
    let intake = makeIntake()
    let train = makeKeepers(plan.packing(logs.train), texts, intake, isServe: false)
    let trainReading = try read(logs.train, isServe: false, train)
    if mayBeContradicted && isContradicted(train.flatMap(\.packers)) { return nil }
    let trainRows = train.reduce(0) { $0 + $1.rows }
    let sample = RowSample(plan.layout, most: Self.sampleRows)
    for keeper in train {
      if let theirs = keeper.sample { sample.merge(theirs) }
    }
    let textPackers = makeTextPackers(texts)
    // The rows are the sample's.
    let spec = withExtendedLifetime(sample) {
      plan.comparison(
        sample: sample.packed(textPackers), keepsValues: trainRows <= exactRows, keepsFailures: options.diff != nil,
        threads: threads)
    }
    if mayBeContradicted && isContradicted(textPackers.map(\.packer)) { return nil }
    if plan.pairing.asOf == nil, train.allSatisfy({ $0.store == nil }) {
      switch try streamed(train.map(\.heap), intake, texts, trainReading, trainRows, spec, mayBeContradicted) {
      case .outcome(let outcome): return outcome
      case .contradicted: return nil
      case .repeatedKeys: break
      }
    }
    return try partitioned(train, trainReading, trainRows, spec, mayBeContradicted)
  }

  // MARK: Streaming

  private enum Streaming {
    case outcome(Outcome)
    case contradicted
    /// Keys are not unique, so that partitions have to do.
    case repeatedKeys
  }

  /// Training rows are in memory, and serving rows are looked up while they are read; only where all keys are unique.
  private func streamed(
    _ heaps: [RowHeap], _ intake: TableIntake?, _ texts: TextRows?, _ trainReading: BatchReader.Outcome,
    _ trainRows: Int, _ spec: SkewComparison.Spec,
    _ mayBeContradicted: Bool
  ) throws(SourceError) -> Streaming {
    let table = intake?.finish(heaps) ?? RowTable(heaps, plan.layout, threads: threads)
    guard table.isUsable else { return .repeatedKeys }
    let comparisons = makeComparisons(spec, trainRows: RowNumbers(trainReading))
    let packing = plan.packing(logs.serve)
    let lookups = comparisons.map { RowLookup(packing, texts, table, $0, exactRows: exactRows) }
    let serveReading = try read(logs.serve, isServe: true, lookups)
    if mayBeContradicted && isContradicted(lookups.flatMap(\.packers)) { return .contradicted }
    guard !RowLookup.hasRepeatedKeys(lookups) else { return .repeatedKeys }
    var counts = PairCounts()
    for lookup in lookups { counts.merge(lookup.counts) }
    let serveRows = lookups.reduce(0) { $0 + $1.rows }
    if serveRows > exactRows { comparisons.forEach { $0.dropValues() } }
    if counts.matched == trainRows {
      // Every training row was met, and none is left over.
      counts.train.keys = trainRows
    } else {
      let packers = makeTextPackers(texts)
      let leftovers = comparisons.indices.map { index in
        RowLeftovers(plan.layout, comparisons[index], packers.isEmpty ? nil : packers[index])
      }
      counts.train = RowLeftovers.run(leftovers, heaps)
      if mayBeContradicted && isContradicted(packers.map(\.packer)) { return .contradicted }
    }
    // Nobody looks at training rows any more, and giving much memory back takes a while.
    let box = HeapBox(heaps: heaps)
    Workers.run(heaps.count) { box.heaps[$0].removeAll() }
    return .outcome(
      Outcome(
        train: trainReading, serve: serveReading, pairs: counts, readRows: (trainRows, serveRows),
        comparison: merged(comparisons), failures: comparisons.compactMap(\.failures)))
  }

  private struct HeapBox: @unchecked Sendable {
    let heaps: [RowHeap]
  }

  // MARK: Partitions

  private func partitioned(
    _ train: [RowKeeper], _ trainReading: BatchReader.Outcome, _ trainRows: Int, _ spec: SkewComparison.Spec,
    _ mayBeContradicted: Bool
  ) throws(SourceError) -> Outcome? {
    let serve = makeKeepers(plan.packing(logs.serve), nil, nil, isServe: true)
    do throws(ScratchError) {
      for keeper in train { try keeper.spill() }
    } catch {
      throw SourceError(error)
    }
    // Rows that were text have only been read now.
    if mayBeContradicted && isContradicted(train.flatMap(\.packers)) { return nil }
    let serveReading = try read(logs.serve, isServe: true, serve)
    if mayBeContradicted && isContradicted(serve.map(\.packer)) { return nil }
    let serveRows = serve.reduce(0) { $0 + $1.rows }
    let comparisons = makeComparisons(spec, trainRows: RowNumbers(trainReading))
    if serveRows > exactRows { comparisons.forEach { $0.dropValues() } }
    let pairers = comparisons.map {
      PartitionPairer(
        plan.pairing, $0, quota: max(1 << 20, memory / 4 / threads), directory: options.temporaryDirectory)
    }
    do throws(ScratchError) {
      try PartitionPairer.run(pairers, train: train.compactMap(\.store), serve: serve.compactMap(\.store))
    } catch {
      throw SourceError(error)
    }
    var counts = PairCounts()
    for pairer in pairers { counts.merge(pairer.counts) }
    return Outcome(
      train: trainReading, serve: serveReading, pairs: counts, readRows: (trainRows, serveRows),
      comparison: merged(comparisons), failures: comparisons.compactMap(\.failures))
  }

  // MARK: Means

  var memory: Int { options.memory ?? Memory.standardBudget }

  /// Up to so many rows a side, every value is kept for exact distributions: where half of a stated budget holds them.
  private var exactRows: Int {
    let numbers = plan.features.count { PairedValue.isNumeric(plan.layout.kinds[$0]) }
    guard let memory = options.memory, numbers > 0 else { return options.exactRows }
    return min(options.exactRows, max(memory / 2, options.leastExactBytes) / (NumberTally.bytesOfPair * numbers))
  }

  /// Which training rows are kept as text: where all of them are likely to fit, since whatever is written to disk is
  /// packed.
  private var texts: TextRows? {
    guard let texts = plan.texts(logs) else { return nil }
    let bytes = logs.train.files.reduce(0) { $0 + $1.bytes }
    return texts.bytes(ofText: bytes) <= rowQuota ? texts : nil
  }

  private func makeTextPackers(_ texts: TextRows?) -> [TextRowPacker] {
    guard let texts else { return [] }
    return (0..<threads).map { _ in TextRowPacker(plan.packing(logs.train), texts) }
  }

  /// Bytes of training rows that stay in memory.
  private var rowQuota: Int { memory / 10 * 8 }

  /// The table is made of rows while they are read, unless that is of no use.
  private func makeIntake() -> TableIntake? {
    if plan.pairing.asOf != nil { return nil }
    return TableIntake(
      plan.layout, bytes: logs.train.files.reduce(0) { $0 + $1.bytes }, mostTableBytes: rowQuota / 4)
  }

  private func makeKeepers(
    _ packing: RowPacker.Spec, _ texts: TextRows?, _ intake: TableIntake?, isServe: Bool
  ) -> [RowKeeper] {
    let scratch = Scratch(in: options.temporaryDirectory, for: "rows")
    return (0..<threads).map { _ in
      let sample = isServe ? nil : RowSample(plan.layout, most: Self.sampleRows)
      return RowKeeper(
        packing, texts: texts, intake: intake, quota: isServe ? 0 : rowQuota / threads, sample: sample
      ) {
        PartitionStore(KeyMemory(quota: memory / 4 / threads), scratch)
      }
    }
  }

  private func makeComparisons(_ spec: SkewComparison.Spec, trainRows: RowNumbers) -> [SkewComparison] {
    let scratch = Scratch(in: options.temporaryDirectory, for: "mismatches")
    return (0..<threads).map { _ in
      let log =
        spec.keepsFailures
        ? FailureLog(KeyMemory(quota: max(1 << 20, memory / 8 / threads)), scratch, trainRows: trainRows) : nil
      return SkewComparison(spec, failures: log)
    }
  }

  private func read(
    _ log: SkewLog, isServe: Bool, _ workers: [any BatchWorker]
  ) throws(SourceError) -> BatchReader.Outcome {
    try read(log.files, log, isServe: isServe, workers, progress: options.progress)
  }

  /// Reads the files of a log once.
  func read(
    _ files: [BatchFile], _ log: SkewLog, isServe: Bool, _ workers: [any BatchWorker], progress: Progress? = nil
  ) throws(SourceError) -> BatchReader.Outcome {
    try BatchReader.run(
      files, scan: plan.scan(log, isServe: isServe, places: options.samples), chunkBytes: options.chunkBytes,
      workers: workers, progress: progress)
  }

  private func isContradicted(_ packers: [RowPacker]) -> Bool {
    func sum(_ counts: (RowPacker) -> [Int]) -> [Int] {
      packers.reduce(plan.layout.kinds.map { _ in 0 }) { sums, packer in zip(sums, counts(packer)).map(+) }
    }
    return plan.types.isContradicted(invalid: sum(\.invalid), integralFloats: sum(\.integralFloats))
  }

  private func merged(_ comparisons: [SkewComparison]) -> SkewComparison {
    let (box, threads) = (Box(comparisons: comparisons), threads)
    // Features one by one, since their samples are sorted; each of them by one thread.
    Workers.run(threads) { thread in
      for number in stride(from: thread, to: box.comparisons[0].features.count, by: threads) {
        for other in box.comparisons.dropFirst() {
          box.comparisons[0].features[number].merge(other.features[number])
        }
        box.comparisons[0].features[number].flush()
      }
    }
    for other in comparisons.dropFirst() { comparisons[0].mergeAllButFeatures(other) }
    return comparisons[0]
  }

  /// No two threads touch the same feature.
  private struct Box: @unchecked Sendable {
    let comparisons: [SkewComparison]
  }
}
