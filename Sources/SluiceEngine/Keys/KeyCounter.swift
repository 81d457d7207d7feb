/// Counts the keys of partitions, for one thread: an open-addressing table at most half full where memory allows.
///
/// How it works: a first round over the entries finds the distinct keys, and marks those that occur again. Where there
/// are none, that was all. Else a second round looks at the rows of marked keys.
/// Shape: 8 bytes a slot, a byte more once a key occurs again, 8 more where rows but the first are wanted.
@safe final class KeyCounter: PartitionWorker {
  /// What is to be found out; the same for all threads.
  struct Task: Sendable {
    var rowLimit: Int
    /// Most bytes of the table.
    var tableBytes: Int
    /// Gathers the rows of duplicates.
    var rows: DuplicateRows.Gathering?
    /// Gets the keys that occur more than once, where equal entries need not be equal keys.
    var suspects: LazyKeyFilter?
    /// Keys that are counted elsewhere.
    var excluded: KeyFilter?
  }

  private(set) var counts = KeyCounts()
  private let task: Task
  private let rows: RowBuffer?
  private var keyStorage = LaneStorage<UInt64>(repeating: 0)
  private var markStorage = LaneStorage<UInt8>(repeating: 0)
  private var firstStorage = LaneStorage<UInt64>(repeating: 0)

  init(_ task: Task) {
    self.task = task
    rows = task.rows.map { RowBuffer($0) }
  }

  func work(
    on runs: PartitionRuns<KeyEntry>, partition: Int, level: Int
  ) throws(ScratchError) -> Bool {
    let total = runs.count
    let slotBytes = task.rows?.kind == .allButFirst ? 17 : 9
    let most = max(64, task.tableBytes / slotBytes)
    let isBounded = level < KeyHash.lastLevel
    let capacity = max(16, min(2 * total, most))
    makeRoom(for: capacity, most: most)
    let table = Table(
      keys: keyStorage.lane, marks: markStorage.lane, capacity: capacity,
      // A key that belongs to another partition never occurs in this one.
      empty: KeyHash.partition(of: 0, level: 0) == partition ? KeyCounter.elsewhere : 0,
      shift: UInt64(8 * (level + 1)))
    guard var found = try findDistinct(runs, table, limit: isBounded ? capacity / 8 * 7 : .max) else { return false }
    if found.distinct < found.rows { try lookAtDuplicates(runs, table, &found) }
    counts.addDisjoint(found, rowLimit: task.rowLimit)
    return true
  }

  func split(
    _ runs: PartitionRuns<KeyEntry>, into store: PartitionStore<KeyEntry>, level: Int
  ) throws(ScratchError) {
    try runs.forEachRun { run throws(ScratchError) in
      for index in 0..<run.count {
        try store.append(run[index], to: KeyHash.partition(of: run[index].key, level: level))
      }
    }
  }

  /// Partitions are nearly equal: a little more than the first needs does for most of the others.
  private func makeRoom(for capacity: Int, most: Int) {
    guard keyStorage.lane.count < capacity else { return }
    let count = max(capacity, min(capacity + capacity / 8, most))
    keyStorage = LaneStorage(repeating: 0)
    keyStorage = LaneStorage(repeating: 0, count: count)
    markStorage = LaneStorage(repeating: 0, count: count)
    if task.rows?.kind == .allButFirst { firstStorage = LaneStorage(repeating: 0, count: count) }
  }

  /// Must be called after the last partition.
  func finish() { rows?.flush() }

  // MARK: Rounds

  /// Rows and distinct keys; nil where these are more than `limit`.
  private func findDistinct(
    _ runs: PartitionRuns<KeyEntry>, _ table: Table, limit: Int
  ) throws(ScratchError) -> KeyCounts? {
    for slot in 0..<table.capacity { table.keys[slot] = table.empty }
    var (rows, distinct, isOver) = (0, 0, false)
    var hasMarks = false
    try runs.forEachRun { run throws(ScratchError) in
      if isOver { return }
      for index in 0..<run.count {
        let key = run[index].key
        if let excluded = task.excluded, excluded.contains(key) { continue }
        rows &+= 1
        let slot = table.slot(of: key)
        if table.keys[slot] == key {
          if !hasMarks {
            table.clearMarks()
            hasMarks = true
          }
          table.marks[slot] = 1
          continue
        }
        if distinct == limit {
          isOver = true
          return
        }
        table.keys[slot] = key
        distinct &+= 1
      }
    }
    return isOver ? nil : KeyCounts(rows: rows, distinct: distinct)
  }

  private func lookAtDuplicates(
    _ runs: PartitionRuns<KeyEntry>, _ table: Table, _ found: inout KeyCounts
  ) throws(ScratchError) {
    let suspects = task.suspects?.filter()
    for slot in 0..<table.capacity where table.marks[slot] == 1 && table.keys[slot] != table.empty {
      found.duplicatedValues += 1
      suspects?.insert(table.keys[slot])
    }
    let firsts = try rows?.kind == .allButFirst ? findFirsts(runs, table) : nil
    var sample = FirstRows(limit: task.rowLimit)
    var rowsInGroups = 0
    try forEachDuplicate(runs, table) { slot, row in
      rowsInGroups &+= 1
      sample.add(Int(row))
      if let rows, firsts.map({ $0[slot] != row }) ?? true { rows.add(Int(row)) }
    }
    found.rowsInGroups = rowsInGroups
    found.firstRows = sample.rows
  }

  /// For each marked slot the first row of its key.
  private func findFirsts(_ runs: PartitionRuns<KeyEntry>, _ table: Table) throws(ScratchError) -> Lane<UInt64> {
    let firsts = firstStorage.lane
    for slot in 0..<table.capacity { firsts[slot] = .max }
    try forEachDuplicate(runs, table) { slot, row in firsts[slot] = min(firsts[slot], row) }
    return firsts
  }

  @inline(__always)
  private func forEachDuplicate(
    _ runs: PartitionRuns<KeyEntry>, _ table: Table, _ body: (_ slot: Int, _ row: UInt64) -> Void
  ) throws(ScratchError) {
    try runs.forEachRun { run throws(ScratchError) in
      for index in 0..<run.count {
        let entry = run[index]
        if let excluded = task.excluded, excluded.contains(entry.key) { continue }
        let slot = table.slot(of: entry.key)
        if table.marks[slot] == 1 { body(slot, entry.row) }
      }
    }
  }

  // MARK: The table

  /// A key of another partition than 0 has: a test holds that.
  static let elsewhere: UInt64 = 1

  private struct Table {
    let keys: Lane<UInt64>
    let marks: Lane<UInt8>
    let capacity: Int
    let empty: UInt64
    /// Bits of the spread key that are the same in all of the partition.
    let shift: UInt64

    /// The slot of `key`, or the empty one where it belongs.
    @inline(__always)
    func slot(of key: UInt64) -> Int {
      let place = (KeyHash.spread(key) << shift).multipliedFullWidth(by: UInt64(truncatingIfNeeded: capacity)).high
      var slot = Int(truncatingIfNeeded: place)
      while keys[slot] != key && keys[slot] != empty {
        slot &+= 1
        if slot == capacity { slot = 0 }
      }
      return slot
    }

    @inline(never)
    func clearMarks() {
      for slot in 0..<capacity { marks[slot] = 0 }
    }
  }
}
