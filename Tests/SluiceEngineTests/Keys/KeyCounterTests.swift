import Testing

@testable import SluiceEngine

/// The tables below the counts: counters agree with a dictionary, whatever fits in memory; first rows are the smallest.
struct KeyCounterTests {
  @Test(arguments: [UInt64.max, 0xFF, 0x3, 0], [1 << 20, 4096, 64])
  func `counters agree with a dictionary, with room and without`(mask: UInt64, bytes: Int) throws {
    var random = SeededNumbers()
    let folder = try TemporaryFolder()
    for size in [0, 1, 10, 500] {
      let parts = (0..<3).map { part in
        (0..<size).map { KeyEntry(key: random.next() & mask, row: UInt64($0 * 3 + part)) }
      }
      var groups: [UInt64: [Int]] = [:]
      for entry in parts.joined() { groups[entry.key, default: []].append(Int(entry.row)) }
      let budget = KeyBudget(bytes: bytes, directory: folder.path)
      let stores = try Stores.fill(parts, budget)
      for kind in [DuplicateRows.all, .allButFirst] {
        let suspects = LazyKeyFilter(keys: 3 * size, limit: 1 << 20)
        let gathering = DuplicateRows.Gathering(kind)
        let counts = try Stores.count(stores, budget, suspects, gathering)
        #expect(counts == NaiveKeys.counts(groups: groups.values, rowLimit: 5), "seed \(random.seed)")

        let duplicates = groups.filter { $0.value.count > 1 }
        #expect(duplicates.keys.allSatisfy { suspects.filter().contains($0) }, "seed \(random.seed)")
        let rows = duplicates.values.flatMap { kind == .all ? $0 : $0.sorted().dropFirst().map(\.self) }
        #expect(Stores.rows(gathering.rows) == rows.sorted(), "seed \(random.seed)")
      }
    }
  }

  @Test func `keys that are excluded are counted nowhere`() throws {
    let folder = try TemporaryFolder()
    let budget = KeyBudget(bytes: 1 << 20, directory: folder.path)
    let entries = (0..<1000).map { KeyEntry(key: UInt64($0 % 500), row: UInt64($0)) }
    let excluded = KeyFilter(keys: 1000, limit: 1 << 20)
    for key in 0..<100 { excluded.insert(UInt64(key)) }
    let left = entries.filter { !excluded.contains($0.key) }
    let stores = try Stores.fill([entries], budget)
    let counts = try Stores.count(stores, budget, excluded: excluded)
    #expect(counts.rows == left.count && counts.rows <= 800)
    #expect(counts.rowsInGroups == left.count && counts.firstRows == left.prefix(5).map { Int($0.row) })
  }

  @Test(arguments: [0, 1, 3, 10])
  func `the first rows are the smallest, ascending`(limit: Int) {
    var random = SeededNumbers()
    for _ in 0..<50 {
      let rows = Array(0..<Int.random(in: 0...200, using: &random)).shuffled(using: &random)
      var first = FirstRows(limit: limit)
      for row in rows { first.add(row) }
      #expect(first.rows == Array(rows.sorted().prefix(limit)), "seed \(random.seed)")
    }
  }

  @Test func `spreading a key is a bijection that reaches every partition, at every level`() {
    let spread = Set((0..<20_000).map { KeyHash.spread(UInt64($0)) })
    #expect(spread.count == 20_000)
    for level in 0...KeyHash.lastLevel {
      #expect(Set((0..<20_000).map { KeyHash.partition(of: UInt64($0), level: level) }).count == 256, "level \(level)")
    }
  }

  @Test func `the key that means an empty slot never belongs to the partition`() {
    #expect(KeyHash.partition(of: KeyCounter.elsewhere, level: 0) != KeyHash.partition(of: 0, level: 0))
  }

  @Test(arguments: [(10, 1 << 20), (100_000, 1 << 20), (100_000, 2048), (100_000, 0)])
  func `a filter holds every key that was inserted, and few others where it has room`(keys: Int, limit: Int) {
    let filter = KeyFilter(keys: keys, limit: limit)
    for key in 0..<keys { filter.insert(UInt64(key)) }
    #expect((0..<keys).allSatisfy { filter.contains(UInt64($0)) })
    let others = (keys..<keys + 10_000).count { filter.contains(UInt64($0)) }
    if 2 * limit > keys { #expect(others < 3000) }
  }
}

/// Stores as tests fill and count them.
enum Stores {
  /// One store for each of `parts`.
  static func fill(_ parts: [[KeyEntry]], _ budget: KeyBudget) throws -> [PartitionStore<KeyEntry>] {
    let scratch = Scratch(in: budget.directory, for: "keys")
    return try parts.map { part in
      let store = PartitionStore<KeyEntry>(KeyMemory(quota: budget.collecting(threads: parts.count)), scratch)
      for entry in part { try store.append(entry) }
      return store
    }
  }

  static func count(
    _ stores: [PartitionStore<KeyEntry>], _ budget: KeyBudget, _ suspects: LazyKeyFilter? = nil,
    _ rows: DuplicateRows.Gathering? = nil, excluded: KeyFilter? = nil
  ) throws -> KeyCounts {
    let task = KeyCounter.Task(
      rowLimit: 5, tableBytes: budget.counting(threads: 2), rows: rows, suspects: suspects, excluded: excluded)
    let counters = [KeyCounter(task), KeyCounter(task)]
    try PartitionJob.run(stores, workers: counters, budget: budget)
    counters.forEach { $0.finish() }
    return counters.reduce(into: KeyCounts()) { $0.addDisjoint($1.counts, rowLimit: 5) }
  }

  static func rows(_ set: RowSet) -> [Int] {
    var rows: [Int] = []
    set.forEach(in: 0..<Int.max) { row in
      rows.append(row)
      return true
    }
    return rows
  }
}
