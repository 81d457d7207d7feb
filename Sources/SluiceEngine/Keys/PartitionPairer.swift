internal import SluiceContract
internal import Synchronization

/// Pairs two sides partition by partition, however often a key occurs and however large they are.
///
/// How it works: equal keys stand in one partition on both sides, so that each partition is paired alone, in memory:
/// a table gives every key of it a group, and each group its rows. Where both sides of a partition do not fit, it is
/// split by the next bits of the hash. Rows are known by their number, so that no order of threads shows.
/// Law: pairs and counts are the same for any stores that the rows came from.
final class PartitionPairer {
  private(set) var counts = PairCounts()
  private let spec: PairSpec
  private let block: PairBlock
  private let quota: Int
  private let directory: String
  private let groups: KeyGroups

  /// `quota`: bytes of rows in memory at a time.
  init(_ spec: PairSpec, _ visitor: any PairVisitor, quota: Int, directory: String) {
    self.spec = spec
    block = PairBlock(visitor)
    self.quota = quota
    self.directory = directory
    groups = KeyGroups(spec.layout)
  }

  /// Works through all partitions, each thread with a pairer of its own.
  static func run(
    _ pairers: [PartitionPairer], train: [PartitionStore<UInt64>], serve: [PartitionStore<UInt64>]
  ) throws(ScratchError) {
    let next = Counter()
    let failure = Lock<ScratchError?>(nil)
    let job = Job(pairers: pairers, train: train, serve: serve)
    Workers.run(pairers.count) { thread in
      while let partition = next.next(below: PartitionStore<UInt64>.partitions) {
        do throws(ScratchError) {
          try job.pairers[thread].pair(
            PartitionRuns(job.train, partition: partition), PartitionRuns(job.serve, partition: partition), level: 0)
        } catch {
          failure.withLock { $0 = $0 ?? error }
          next.stop()
        }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
  }

  /// Lets each thread have its own pairer; no two threads touch the same one.
  private struct Job: @unchecked Sendable {
    let pairers: [PartitionPairer]
    let train: [PartitionStore<UInt64>]
    let serve: [PartitionStore<UInt64>]
  }

  private final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    func next(below count: Int) -> Int? {
      let next = value.add(1, ordering: .relaxed).oldValue
      return next < count ? next : nil
    }

    func stop() { value.store(1 << 32, ordering: .relaxed) }
  }

  private func pair(
    _ train: PartitionRuns<UInt64>, _ serve: PartitionRuns<UInt64>, level: Int
  ) throws(ScratchError) {
    if train.streams.isEmpty && serve.streams.isEmpty { return }
    guard 8 * (train.count + serve.count) <= quota || level == KeyHash.lastLevel else {
      let parts = try (split(train, level: level + 1), split(serve, level: level + 1))
      for part in 0..<PartitionStore<UInt64>.partitions {
        try pair(
          PartitionRuns([parts.0], partition: part), PartitionRuns([parts.1], partition: part), level: level + 1)
      }
      return
    }
    try groups.load(train, serve, level: level)
    for row in groups.unusable[0] { try leave(row, isServe: false) }
    for row in groups.unusable[1] { try leave(row, isServe: true) }
    for bucket in 0..<groups.bucketCount {
      groups.group(bucket: bucket)
      try pairGroups()
    }
    try block.flush()
  }

  private func split(_ runs: PartitionRuns<UInt64>, level: Int) throws(ScratchError) -> PartitionStore<UInt64> {
    let memory = KeyMemory(quota: max(1 << 16, quota / 4))
    let store = PartitionStore<UInt64>(memory, Scratch(in: directory, for: "rows"))
    try store.append(runs, level: level)
    try store.spill()
    memory.trim()
    return store
  }

  // MARK: Groups

  private func pairGroups() throws(ScratchError) {
    if spec.asOf != nil {
      for group in 0..<groups.count { try pairByTime(group) }
      return
    }
    var single = 0
    for group in 0..<groups.count {
      if let pair = groups.only(of: group) {
        single &+= 1
        try block.add(pair.train, pair.serve)
      } else {
        try pairByKey(group)
      }
    }
    counts.train.keys += single
    counts.serve.keys += single
    counts.matched += single
    counts.oneToOne += single
  }

  private func leave(_ row: PackedRow, isServe: Bool) throws(ScratchError) {
    if isServe {
      counts.serve.addUnusable(row.keyState(spec.layout))
    } else {
      counts.train.addUnusable(row.keyState(spec.layout))
    }
    try block.addOther(row, isServe: isServe)
  }

  private func pairByKey(_ group: Int) throws(ScratchError) {
    let (train, serve) = (groups.rows(of: group, side: 0), groups.rows(of: group, side: 1))
    count(train, serve.isEmpty, &counts.train)
    count(serve, train.isEmpty, &counts.serve)
    var chosen: (train: PackedRow, serve: PackedRow)?
    if let left = train.first, let right = serve.first {
      if isLeftOut(train, serve) {
        counts.train.leftOut += 1
        counts.serve.leftOut += 1
      } else if spec.policy == .last {
        chosen = (train.last ?? left, serve.last ?? right)
      } else {
        chosen = (left, right)
      }
    }
    if let chosen {
      counts.matched += 1
      if train.count == 1 && serve.count == 1 { counts.oneToOne += 1 }
      try block.add(chosen.train, chosen.serve)
    }
    for row in train where chosen?.train.ordinal != row.ordinal { try block.addOther(row, isServe: false) }
    for row in serve where chosen?.serve.ordinal != row.ordinal { try block.addOther(row, isServe: true) }
  }

  private func count(_ rows: ArraySlice<PackedRow>, _ isUnmatched: Bool, _ side: inout PairCounts.Side) {
    guard let first = rows.first else { return }
    side.keys += 1
    if isUnmatched { side.unmatched += 1 }
    if rows.count == 1 { return }
    side.duplicatedKeys += 1
    side.duplicates += rows.count - 1
    if spec.policy == .allEqual && !rows.allSatisfy({ first.hasValues(of: $0, spec.layout) }) { side.conflicting += 1 }
  }

  private func isLeftOut(_ train: ArraySlice<PackedRow>, _ serve: ArraySlice<PackedRow>) -> Bool {
    switch spec.policy {
    case .error, .first, .last: return false
    case .drop: return train.count > 1 || serve.count > 1
    case .allEqual:
      return ![train, serve].allSatisfy { rows in
        rows.allSatisfy { row in rows.first?.hasValues(of: row, spec.layout) ?? true }
      }
    }
  }

  // MARK: As of

  /// The latest training row that is not later counts; of several of one time the one that the policy wants.
  private func pairByTime(_ group: Int) throws(ScratchError) {
    guard let asOf = spec.asOf else { return }
    let serve = groups.rows(of: group, side: 1)
    let history = groups.rows(of: group, side: 0).map { (time: time(of: $0, asOf), row: $0) }
      .sorted { ($0.time ?? .min, $0.row.ordinal) < ($1.time ?? .min, $1.row.ordinal) }
    let timed = history.drop { $0.time == nil }
    if !history.isEmpty { counts.train.keys += 1 }
    if !serve.isEmpty { counts.serve.keys += 1 }
    for (left, right) in zip(timed, timed.dropFirst()) where left.time == right.time { counts.sameTime += 1 }
    var isUsed = Set<Int>()
    for row in serve {
      guard let now = time(of: row, asOf) else {
        counts.serve.addUnusable(row.status(asOf.slot) == CellStatus.null ? .null : .invalid)
        try block.addOther(row, isServe: true)
        continue
      }
      // The first later row; the one before it is the latest that is not.
      var (low, high) = (timed.startIndex, timed.endIndex)
      while low < high {
        let middle = (low + high) / 2
        if timed[middle].time ?? .max <= now { low = middle + 1 } else { high = middle }
      }
      guard low > timed.startIndex, let then = timed[low - 1].time, asOf.tolerance.map({ now - then <= $0 }) ?? true
      else {
        counts.serve.unmatched += 1
        if timed.isEmpty {
          counts.unknownEntity += 1
        } else if low == timed.startIndex {
          counts.futureOnly += 1
        } else {
          counts.tooOld += 1
        }
        try block.addOther(row, isServe: true)
        continue
      }
      var index = low - 1
      if spec.policy != .last {
        while index > timed.startIndex, timed[index - 1].time == then { index -= 1 }
      }
      counts.matched += 1
      isUsed.insert(timed[index].row.ordinal)
      block.addAge(now - then)
      try block.add(timed[index].row, row)
    }
    for (time, row) in history where !isUsed.contains(row.ordinal) {
      if time == nil {
        counts.train.addUnusable(row.status(asOf.slot) == CellStatus.null ? .null : .invalid)
      } else {
        counts.train.unmatched += 1
      }
      try block.addOther(row, isServe: false)
    }
  }

  /// Nanoseconds since 1970-01-01T00:00:00Z; nil where there is none.
  private func time(of row: PackedRow, _ asOf: PairSpec.AsOf) -> Int128? {
    row.nanoseconds(asOf.slot, spec.layout)
  }
}

extension PackedRow {
  /// Whether all slots behind the key hold the same in both rows.
  func hasValues(of other: PackedRow, _ layout: RowLayout) -> Bool {
    for slot in layout.keys..<layout.kinds.count {
      let isText = layout.kinds[slot] == .text
      if !isEqual(other, slot: slot, index: layout.index(of: slot), isText: isText) { return false }
    }
    return true
  }

  /// A date or timestamp as nanoseconds since 1970-01-01T00:00:00Z; nil where there is none.
  func nanoseconds(_ slot: Int, _ layout: RowLayout) -> Int128? {
    switch status(slot) {
    case CellStatus.valid:
      return Int128(Int64(bitPattern: self[layout.index(of: slot)])) * Instants.nanosecondsPerUnit(layout.kinds[slot])
    case CellStatus.wide: return wideInteger(self[layout.index(of: slot)])
    default: return nil
    }
  }

  /// The value of a wide cell, in the finest unit of its kind; nil where even 128 bits are too few.
  func wideInteger(_ word: UInt64) -> Int128? {
    let bytes = copyBytes(word)
    guard bytes.first == KeyValue.wideMark, bytes.count == 17 else { return nil }
    return Int128(truncatingIfNeeded: bytes.dropFirst().reversed().reduce(UInt128(0)) { $0 << 8 | UInt128($1) })
  }
}
