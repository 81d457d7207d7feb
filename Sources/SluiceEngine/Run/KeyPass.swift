/// Makes key counts exact: where hashes repeat, later passes compare the keys themselves.
struct KeyPass {
  /// What is known of one key of the pass.
  struct Outcome: Sendable {
    var counts: KeyCounts
    /// The rows of duplicates that `PassSpec.duplicateRows` asks for; nil where it asks for none.
    var rows: RowSet?
  }

  private let key: Int
  private let spec: PassSpec
  private let files: [BatchFile]
  private let threads: Int
  private let chunkBytes: Int
  private let rows: DuplicateRows.Gathering?

  /// `files`: as the pass that collected the keys has found them.
  init(key: Int, spec: PassSpec, files: [BatchFile], threads: Int, chunkBytes: Int) {
    self.key = key
    self.spec = spec
    self.files = files
    self.threads = threads
    self.chunkBytes = chunkBytes
    rows = spec.duplicateRows.map { DuplicateRows.Gathering($0) }
  }

  /// Counts what the workers collected.
  func run(_ collectors: [KeyCollector]) throws(SourceError) -> Outcome {
    let stores = collectors.map(\.store)
    var counts: KeyCounts
    if collectors.first?.isExact ?? true {
      let ascending = try settle(collectors)
      counts = try count(stores, rows: rows)
      counts.addDisjoint(ascending, rowLimit: spec.samples)
      let wide = collectors.compactMap(\.wideStore)
      if !wide.isEmpty { counts.addDisjoint(try countHashed(wide, onlyWide: true), rowLimit: spec.samples) }
    } else {
      counts = try countHashed(stores, onlyWide: false)
    }
    return Outcome(counts: counts, rows: rows?.rows)
  }

  private func settle(_ collectors: [KeyCollector]) throws(SourceError) -> KeyCounts {
    do throws(ScratchError) {
      return try AscendingKeys.settle(collectors)
    } catch {
      throw SourceError(error)
    }
  }

  /// Counts hashed entries exactly.
  private func countHashed(_ stores: [PartitionStore<KeyEntry>], onlyWide: Bool) throws(SourceError) -> KeyCounts {
    let suspects = LazyKeyFilter(keys: stores.reduce(0) { $0 + $1.count }, limit: spec.keyBudget.filtering)
    var counts = try count(stores, suspects: suspects)
    guard let filter = suspects.made else { return counts }
    let collided = try verify(filter, onlyWide)
    if collided == nil && rows == nil { return counts }
    counts = try count(stores, rows: rows, excluded: collided)
    if let collided { counts.addDisjoint(try regroup(collided, onlyWide), rowLimit: spec.samples) }
    return counts
  }

  private func count(
    _ stores: [PartitionStore<KeyEntry>], rows: DuplicateRows.Gathering? = nil, suspects: LazyKeyFilter? = nil,
    excluded: KeyFilter? = nil
  ) throws(SourceError) -> KeyCounts {
    let task = KeyCounter.Task(
      rowLimit: spec.samples, tableBytes: tableBytes, rows: rows, suspects: suspects, excluded: excluded)
    let counters = (0..<threads).map { _ in KeyCounter(task) }
    try work(through: stores, counters)
    counters.forEach { $0.finish() }
    return sum(counters.map(\.counts))
  }

  // MARK: Keys whose hashes repeat

  /// The hashes that stand for several keys; nil where there are none.
  private func verify(_ suspects: KeyFilter, _ onlyWide: Bool) throws(SourceError) -> KeyFilter? {
    let bytes = spec.keyBudget.comparing(threads: threads)
    let verifiers = makeStores(bytes).map { KeyVerifier(suspects: suspects, store: $0, tableBytes: bytes) }
    try read(verifiers, onlyWide)
    do throws(ScratchError) {
      for verifier in verifiers { try verifier.drain() }
    } catch {
      throw SourceError(error)
    }
    let stores = verifiers.map(\.store)
    // Most records are of keys that are equal: only few of them can collide.
    let collided = LazyKeyFilter(keys: stores.reduce(0) { $0 + $1.count } / 16, limit: spec.keyBudget.filtering)
    try work(
      through: stores, (0..<threads).map { _ in KeyVerifier.Comparison(collided: collided, tableBytes: tableBytes) })
    return collided.made
  }

  private func regroup(_ collided: KeyFilter, _ onlyWide: Bool) throws(SourceError) -> KeyCounts {
    let stores = makeStores(spec.keyBudget.comparing(threads: threads))
    try read(stores.map { KeyRegrouper(collided: collided, store: $0, hashMask: spec.hashMask) }, onlyWide)
    let countings = (0..<threads).map { _ in
      KeyRegrouper.Counting(rowLimit: spec.samples, tableBytes: tableBytes, rows: rows)
    }
    try work(through: stores, countings)
    countings.forEach { $0.finish() }
    return sum(countings.map(\.counts))
  }

  // MARK: Means

  private var tableBytes: Int { spec.keyBudget.counting(threads: threads) }

  private func sum(_ counts: [KeyCounts]) -> KeyCounts {
    counts.reduce(into: KeyCounts()) { $0.addDisjoint($1, rowLimit: spec.samples) }
  }

  /// One store for each worker of a later pass.
  private func makeStores(_ bytes: Int) -> [PartitionStore<UInt64>] {
    let scratch = Scratch(in: spec.keyBudget.directory, for: "keys")
    return (0..<threads).map { _ in PartitionStore(KeyMemory(quota: bytes), scratch) }
  }

  private func read(_ visitors: [some KeyVisitor], _ onlyWide: Bool) throws(SourceError) {
    let workers = visitors.map { visitor in
      KeyWorker(spec.keys[key], spec, onlyWide: onlyWide) { key throws(ScratchError) in try visitor.visit(key) }
    }
    _ = try BatchReader.run(files, scan: spec.scan, chunkBytes: chunkBytes, workers: workers)
  }

  private func work<Worker: PartitionWorker>(
    through stores: [PartitionStore<Worker.Entry>], _ workers: [Worker]
  ) throws(SourceError) {
    do throws(ScratchError) {
      try PartitionJob.run(stores, workers: workers, budget: spec.keyBudget)
    } catch {
      throw SourceError(error)
    }
  }
}

/// Decodes the columns of one key, each into memory of its own.
final class KeyWorker: BatchWorker {
  private let spec: PassSpec
  private let columns: [Int]
  /// The step of the key's condition.
  private let condition: (step: Int, runner: RowTestRunner)?
  /// The key's columns, and those that the condition reads.
  private let read: DecodedColumns
  private let hasher: KeyHasher
  private let onlyWide: Bool
  private let body: (DecodedKey) throws(ScratchError) -> Void

  init(
    _ key: KeySpec, _ spec: PassSpec, onlyWide: Bool = false,
    _ body: @escaping (DecodedKey) throws(ScratchError) -> Void
  ) {
    self.spec = spec
    var rowTests = spec.rowTests
    rowTests.tests = []
    rowTests.keyConditions = [key.condition].compactMap(\.self)
    condition = key.condition.map { ($0, RowTestRunner(rowTests, samples: 0)) }
    read = DecodedColumns(key.columns + rowTests.columns, of: spec)
    columns = key.columns
    hasher = KeyHasher(parts: key.columns.count)
    self.onlyWide = onlyWide
    self.body = body
  }

  func add(_ batch: RecordBatch) throws(SourceError) {
    read.decode(batch)
    guard read.isComplete else { return }
    let parts = columns.compactMap { index in read.columns[index].map { ($0, spec.columns[index].kind) } }
    if let condition {
      condition.runner.run(batch, read.columns)
      guard let mask = condition.runner.mask(of: condition.step) else { return }
      for (column, _) in parts { column.limit(to: mask) }
    }
    do throws(ScratchError) {
      try body(
        DecodedKey(parts, batch, hasher, hashMask: spec.hashMask, onlyWide: onlyWide))
    } catch {
      throw SourceError(error)
    }
  }
}
