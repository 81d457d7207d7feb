/// Counts equal values together, of what several workers have tallied of one column.
enum ValueCounting {
  static func run(
    _ tallies: [ValueTally], listing listsValues: Bool = false, budget: KeyBudget
  ) throws(ScratchError) -> ValueCounts {
    guard let kind = tallies.first?.kind else { return ValueCounts() }
    var counts = ValueCounts(listsValues: listsValues)
    if tallies.contains(where: { $0.wordStore != nil }) {
      for tally in tallies { try tally.storeWords() }
      let workers = tallies.map { _ in
        WordCounter(kind, listing: listsValues, tableBytes: budget.counting(threads: tallies.count))
      }
      try PartitionJob.run(tallies.compactMap(\.wordStore), workers: workers, budget: budget)
      for worker in workers { counts.addDisjoint(worker.counts) }
    } else {
      let table = WordTable()
      for tally in tallies {
        try tally.forEachWord { word, count throws(ScratchError) in
          if !table.add(word, times: count) {
            table.grow()
            _ = table.add(word, times: count)
          }
        }
      }
      try table.forEach { word, count throws(ScratchError) in counts.add(CountedValue(word: word, kind), times: count) }
    }
    if tallies.contains(where: { $0.recordStore != nil }) {
      for tally in tallies { try tally.storeRecords() }
      let workers = tallies.map { _ in
        RecordCounter(listing: listsValues, tableBytes: budget.counting(threads: tallies.count))
      }
      try PartitionJob.run(tallies.compactMap(\.recordStore), workers: workers, budget: budget)
      for worker in workers { counts.addDisjoint(worker.counts) }
    } else {
      let table = RecordTable()
      for tally in tallies { try tally.forEachRecord { record throws(ScratchError) in table.count(record) } }
      try table.forEach { record throws(ScratchError) in counts.add(record) }
    }
    return counts
  }
}

extension RecordTable {
  /// Adds how often a record was met, which is its note.
  fileprivate func count(_ record: KeyRecord) {
    if let known = unsafe find(record.hash, record.bytes) {
      known.note += record.note
    } else {
      unsafe insert(record.hash, note: record.note, record.bytes)
    }
  }
}

extension ValueCounts {
  fileprivate mutating func add(_ record: KeyRecord) {
    add(.bytes(unsafe Array(record.bytes)), times: Int(record.note))
  }
}

/// Counts the words of partitions, for one thread.
private final class WordCounter: PartitionWorker {
  private(set) var counts: ValueCounts
  private let kind: ColumnKind
  private let tableBytes: Int
  private let words = LaneStorage<UInt64>(repeating: 0)
  private let occurrences = LaneStorage<UInt32>(repeating: 0)

  init(_ kind: ColumnKind, listing listsValues: Bool, tableBytes: Int) {
    counts = ValueCounts(listsValues: listsValues)
    self.kind = kind
    self.tableBytes = tableBytes
  }

  func work(on runs: PartitionRuns<UInt64>, partition: Int, level: Int) throws(ScratchError) -> Bool {
    let total = runs.count
    guard total <= Int(UInt32.max) || level == KeyHash.lastLevel else { return false }
    let most = max(64, tableBytes / 12)
    let isBounded = level < KeyHash.lastLevel
    let capacity = isBounded ? max(16, min(2 * total, most)) : 2 * total
    let limit = isBounded ? capacity / 8 * 7 : .max
    let (words, occurrences) = (self.words.lane(of: capacity), self.occurrences.lane(of: capacity))
    for slot in 0..<capacity { occurrences[slot] = 0 }
    // Bits of the spread word that are the same in all of the partition.
    let shift = UInt64(8 * (level + 1))
    var (distinct, isOver) = (0, false)
    try runs.forEachRun { run throws(ScratchError) in
      if isOver { return }
      for index in 0..<run.count {
        let word = run[index]
        let place = (KeyHash.spread(word) << shift).multipliedFullWidth(by: UInt64(truncatingIfNeeded: capacity)).high
        var slot = Int(truncatingIfNeeded: place)
        while occurrences[slot] != 0 && words[slot] != word {
          slot &+= 1
          if slot == capacity { slot = 0 }
        }
        if occurrences[slot] == 0 {
          if distinct == limit {
            isOver = true
            return
          }
          words[slot] = word
          distinct &+= 1
        }
        occurrences[slot] &+= 1
      }
    }
    if isOver { return false }
    for slot in 0..<capacity where occurrences[slot] != 0 {
      counts.add(CountedValue(word: words[slot], kind), times: Int(occurrences[slot]))
    }
    return true
  }

  func split(
    _ runs: PartitionRuns<UInt64>, into store: PartitionStore<UInt64>, level: Int
  ) throws(ScratchError) {
    try runs.forEachRun { run throws(ScratchError) in
      for index in 0..<run.count { try store.append(run[index], to: KeyHash.partition(of: run[index], level: level)) }
    }
  }
}

/// The same of records.
private final class RecordCounter: PartitionWorker {
  private(set) var counts: ValueCounts
  private let tableBytes: Int

  init(listing listsValues: Bool, tableBytes: Int) {
    counts = ValueCounts(listsValues: listsValues)
    self.tableBytes = tableBytes
  }

  func work(on runs: PartitionRuns<UInt64>, partition: Int, level: Int) throws(ScratchError) -> Bool {
    let table = RecordTable()
    var isOver = false
    try runs.forEachRecord { record throws(ScratchError) in
      if isOver { return }
      table.count(record)
      isOver = table.bytes > tableBytes && table.count > 1 && level < KeyHash.lastLevel
    }
    if isOver { return false }
    try table.forEach { record throws(ScratchError) in counts.add(record) }
    return true
  }

  func split(
    _ runs: PartitionRuns<UInt64>, into store: PartitionStore<UInt64>, level: Int
  ) throws(ScratchError) {
    try store.append(runs, level: level)
  }
}
