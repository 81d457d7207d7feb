internal import Synchronization

/// What counting one key over all workers found.
struct KeyResult: Sendable {
  var counts: KeyCounts
  /// For keys kept as hashes: hashes that occur more than once, whose rows must be compared in full.
  var suspects: Set<UInt64>

  /// Counts what the workers collected, partition by partition, in parallel; keys in `excluded` are left out.
  ///
  /// `isExact`: equal entries are equal keys, so that there is nothing to suspect.
  static func count(
    _ collected: [KeyPartitions], isExact: Bool, rowLimit: Int, threads: Int, excluding excluded: Set<UInt64> = []
  ) -> KeyResult {
    let next = Atomic<Int>(0)
    let merged = Lock(KeyResult(counts: KeyCounts(), suspects: []))
    let input = Input(partitions: collected.map(\.partitions))
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
    return merged.withLock { $0 }
  }

  private struct Input: Sendable {
    let partitions: [[ContiguousArray<KeyEntry>]]
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
