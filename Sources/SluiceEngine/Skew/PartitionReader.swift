/// Hands out, to several threads, the entries of rows that ascend with their partitions; a few partitions at a time are
/// in memory, sorted.
final class PartitionReader<Entry: Sendable>: Sendable {
  private let rows: RowNumbers
  private let row: @Sendable (Entry) -> Int
  private let load: @Sendable (Int) throws(ScratchError) -> [Entry]
  private let cache = Lock<[(partition: Int, entries: [Entry])]>([])

  /// `load`: the entries of a partition, sorted.
  init(
    rows: RowNumbers, row: @escaping @Sendable (Entry) -> Int,
    load: @escaping @Sendable (Int) throws(ScratchError) -> [Entry]
  ) {
    (self.rows, self.row, self.load) = (rows, row, load)
  }

  func entries(in range: Range<Int>) throws(ScratchError) -> [Entry] {
    guard !range.isEmpty else { return [] }
    let first = FailureLog.partition(of: range.lowerBound, rows: rows)
    let last = FailureLog.partition(of: range.upperBound - 1, rows: rows)
    var found: [Entry] = []
    for partition in first...last {
      let entries = try partitionEntries(partition)
      if first == last || partition == first || partition == last {
        found += entries[index(entries, range.lowerBound)..<index(entries, range.upperBound)]
      } else {
        found += entries
      }
    }
    return found
  }

  private static var kept: Int { 4 }

  private func partitionEntries(_ partition: Int) throws(ScratchError) -> [Entry] {
    try cache.withLock { cache throws(ScratchError) in
      if let known = cache.first(where: { $0.partition == partition }) { return known.entries }
      let entries = try load(partition)
      cache.append((partition, entries))
      if cache.count > Self.kept { cache.removeFirst() }
      return entries
    }
  }

  /// The first entry of `bound` or a later row.
  private func index(_ entries: [Entry], _ bound: Int) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if row(entries[middle]) < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
