import Testing

@testable import SluiceEngine

/// The tables below the counts: partitions lose no entry, counters count, first rows are the smallest.
struct KeyCounterTests {
  @Test(arguments: [0, 1, 31, 32, 33, 5000])
  func `partitions hold every entry once, in the order of its partition`(count: Int) {
    var random = SeededNumbers()
    let partitions = KeyPartitions()
    let entries = (0..<count).map { KeyEntry(key: random.next() >> 40, row: UInt64($0)) }
    for entry in entries { partitions.append(entry) }
    partitions.flush()
    for (index, partition) in partitions.partitions.enumerated() {
      let expected = entries.filter { KeyPartitions.partition(of: $0.key) == index }
      #expect(partition.map(\.row) == expected.map(\.row), "seed \(random.seed)")
      #expect(partition.map(\.key) == expected.map(\.key), "seed \(random.seed)")
    }
  }

  @Test(arguments: [UInt64.max, 0xFF, 0x3, 0])
  func `a counter agrees with a dictionary, used again and again`(mask: UInt64) {
    var random = SeededNumbers()
    let counter = KeyCounter()
    for size in [0, 1, 10, 500, 3] {
      let parts = (0..<3).map { part in
        ContiguousArray((0..<size).map { KeyEntry(key: random.next() & mask, row: UInt64($0 * 3 + part)) })
      }
      var groups: [UInt64: [Int]] = [:]
      for entry in parts.joined() { groups[entry.key, default: []].append(Int(entry.row)) }
      var duplicates: [UInt64] = []
      let counts = counter.count(parts, rowLimit: 5) { duplicates.append($0) }
      #expect(counts == KeyCounts(groups: groups.values, rowLimit: 5), "seed \(random.seed)")
      #expect(duplicates.sorted() == groups.filter { $0.value.count > 1 }.keys.sorted(), "seed \(random.seed)")
    }
  }

  @Test(arguments: [0, 1, 3, 10])
  func `the first rows are the smallest, ascending`(limit: Int) {
    var random = SeededNumbers()
    for _ in 0..<50 {
      let rows = Array(0..<Int.random(in: 0...20, using: &random)).shuffled(using: &random)
      var first = FirstRows(limit: limit)
      for row in rows { first.add(row) }
      #expect(first.rows == Array(rows.sorted().prefix(limit)), "seed \(random.seed)")
    }
  }

  @Test func `spreading a key is a bijection that reaches every partition`() {
    let spread = Set((0..<20_000).map { KeyHash.spread(UInt64($0)) })
    #expect(spread.count == 20_000)
    #expect(Set((0..<20_000).map { KeyPartitions.partition(of: UInt64($0)) }).count == KeyPartitions.count)
  }
}
