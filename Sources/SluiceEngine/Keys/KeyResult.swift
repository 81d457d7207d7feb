internal import Synchronization

/// What counting one key over all workers found.
struct KeyResult: Sendable {
  var counts: KeyCounts
  /// For keys kept as hashes: hashes that occur more than once, whose rows must be compared in full.
  var suspects: Set<UInt64>

  /// Counts what the workers collected, partition by partition, in parallel; keys in `excluded` are left out.
  static func count(
    _ collectors: [KeyCollector], rowLimit: Int, threads: Int, excluding excluded: Set<UInt64> = []
  ) -> KeyResult {
    let isExact = collectors.first?.isExact ?? true
    let next = Atomic<Int>(0)
    let merged = Mutex(KeyResult(counts: KeyCounts(), suspects: []))
    let input = Input(partitions: collectors.map(\.partitions.partitions))
    Workers.run(threads) { _ in
      let counter = KeyCounter()
      var counts = KeyCounts()
      var suspects: Set<UInt64> = []
      while true {
        let partition = next.add(1, ordering: .relaxed).oldValue
        guard partition < KeyPartitions.count else { break }
        var parts = input.partitions.map { $0[partition] }
        if !excluded.isEmpty {
          for index in parts.indices { parts[index].removeAll { excluded.contains($0.key) } }
        }
        counts.addDisjoint(
          counter.count(parts, rowLimit: rowLimit) { key in if !isExact { suspects.insert(key) } },
          rowLimit: rowLimit)
      }
      merged.withLock { [counts, suspects] result in
        result.counts.addDisjoint(counts, rowLimit: rowLimit)
        result.suspects.formUnion(suspects)
      }
    }
    var result = merged.withLock { $0 }
    result.counts.addDisjoint(wide(collectors, rowLimit), rowLimit: rowLimit)
    return result
  }

  private struct Input: Sendable {
    let partitions: [[ContiguousArray<KeyEntry>]]
  }

  /// Keys that do not fit 64 bits are rare: a dictionary does.
  private static func wide(_ collectors: [KeyCollector], _ rowLimit: Int) -> KeyCounts {
    var rows: [[UInt8]: [Int]] = [:]
    for collector in collectors {
      for (key, row) in collector.wide { rows[key, default: []].append(row) }
    }
    return KeyCounts(groups: rows.values, rowLimit: rowLimit)
  }
}

extension KeyCounts {
  /// Counts keys that are grouped already: the rows of each.
  init(groups: some Sequence<[Int]>, rowLimit: Int) {
    self.init()
    var first = FirstRows(limit: rowLimit)
    for group in groups {
      rows += group.count
      distinct += 1
      if group.count > 1 {
        duplicatedValues += 1
        rowsInGroups += group.count
        for row in group { first.add(row) }
      }
    }
    firstRows = first.rows
  }
}
