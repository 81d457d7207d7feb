/// The rows of one partition by key, for one thread: both sides in memory, one table.
///
/// Shape: rows of a group stand together, ascending by their number. Groups are in no order that means anything.
final class KeyGroups {
  private let layout: RowLayout
  private var heap: RowHeap
  private var sides: [[PackedRow]] = [[], []]
  /// By side, rows without a key.
  private(set) var unusable: [[PackedRow]] = [[], []]
  private(set) var count = 0
  private var sorted: [[PackedRow]] = [[], []]
  /// By side, where the rows of each group begin, and one beyond.
  private var starts: [[Int]] = [[], []]

  init(_ layout: RowLayout) {
    self.layout = layout
    heap = RowHeap(layout)
  }

  func load(_ train: PartitionRuns<UInt64>, _ serve: PartitionRuns<UInt64>) throws(ScratchError) {
    heap.recycle()
    for (side, runs) in [train, serve].enumerated() {
      sides[side].removeAll(keepingCapacity: true)
      unusable[side].removeAll(keepingCapacity: true)
      try runs.forEachRecord { record throws(ScratchError) in
        let row = heap.append(record)
        if row.keyState(layout) == .usable { sides[side].append(row) } else { unusable[side].append(row) }
      }
      sides[side].sort { $0.ordinal < $1.ordinal }
      unusable[side].sort { $0.ordinal < $1.ordinal }
    }
    group()
  }

  func rows(of group: Int, side: Int) -> ArraySlice<PackedRow> {
    sorted[side][starts[side][group]..<starts[side][group + 1]]
  }

  /// Numbers the keys, then sorts the rows of each side by that number, which keeps the order of those of one key.
  private func group() {
    let total = sides[0].count + sides[1].count
    var capacity = 16
    while capacity < 2 * total { capacity *= 2 }
    var slots = [Int32](repeating: -1, count: capacity)
    var keys: [PackedRow] = []
    var groups: [[Int32]] = [[], []]
    for side in 0..<2 {
      groups[side].reserveCapacity(sides[side].count)
      for row in sides[side] {
        // By the lowest bits: the highest are the same in all of a partition.
        var slot = Int(truncatingIfNeeded: KeyHash.spread(row.hash)) & (capacity - 1)
        while slots[slot] >= 0 {
          let key = keys[Int(slots[slot])]
          if key.hash == row.hash && key.hasKey(of: row, layout) { break }
          slot = (slot + 1) & (capacity - 1)
        }
        if slots[slot] < 0 {
          slots[slot] = Int32(keys.count)
          keys.append(row)
        }
        groups[side].append(slots[slot])
      }
    }
    count = keys.count
    for side in 0..<2 { sort(side, groups[side]) }
  }

  private func sort(_ side: Int, _ groups: [Int32]) {
    var starts = [Int](repeating: 0, count: count + 1)
    for group in groups { starts[Int(group) + 1] += 1 }
    for index in 0..<count { starts[index + 1] += starts[index] }
    self.starts[side] = starts
    var sorted = sides[side]
    for (row, group) in zip(sides[side], groups) {
      sorted[starts[Int(group)]] = row
      starts[Int(group)] += 1
    }
    self.sorted[side] = sorted
  }
}
