/// The rows of one partition by key, for one thread: both sides in memory, grouped bucket by bucket.
///
/// How it works: while they are read, rows are dealt to buckets by the next bits of their hash. The rows of a bucket
/// and its table stay in the second-level cache while they are grouped and compared, however large the partition is.
/// Shape: rows of a group stand together, ascending by their number. Groups are in no order that means anything.
final class KeyGroups {
  /// What the rows of a bucket take on average.
  private static let bucketBytes = 1 << 17
  private static let mostBuckets = 256
  /// Of a bucket's heap; what its last one leaves unused is small beside it.
  private static let blockWords = 1 << 12

  private let layout: RowLayout
  private var heaps: [RowHeap] = []
  /// By bucket and side, in the order in which they were read.
  private var rows: [[PackedRow]] = []
  private(set) var bucketCount = 0
  /// By side, rows without a key.
  private(set) var unusable: [[PackedRow]] = [[], []]

  // Of the bucket that is grouped:
  private(set) var count = 0
  private var sorted: [[PackedRow]] = [[], []]
  /// By side, where the rows of each group begin, and one beyond.
  private var starts: [[Int32]] = [[], []]
  private let slotStorage = LaneStorage<Int32>(repeating: 0)
  private var keys: [PackedRow] = []
  private var groups: [Int32] = []

  init(_ layout: RowLayout) { self.layout = layout }

  /// Reads both sides of a partition that was split `level` times. Rows of the partition before are gone.
  func load(_ train: PartitionRuns<UInt64>, _ serve: PartitionRuns<UInt64>, level: Int) throws(ScratchError) {
    prepare(bytes: 8 * (train.count + serve.count), level)
    let (layout, heaps) = (self.layout, self.heaps)
    // Partitions take the highest eight bits at each level; buckets the next ones.
    let shift = UInt64(truncatingIfNeeded: 8 * (level + 1))
    let bits = UInt64(truncatingIfNeeded: bucketCount.trailingZeroBitCount)
    var (rows, unusable) = (self.rows, self.unusable)
    (self.rows, self.unusable) = ([], [])
    defer { (self.rows, self.unusable) = (rows, unusable) }
    for (side, runs) in [train, serve].enumerated() {
      try runs.forEachRecord { record throws(ScratchError) in
        let bucket = bits == 0 ? 0 : Int(truncatingIfNeeded: (KeyHash.spread(record.hash) &<< shift) &>> (64 &- bits))
        let row = heaps[bucket].append(record)
        if row.keyState(layout) == .usable {
          rows[2 &* bucket &+ side].append(row)
        } else {
          unusable[side].append(row)
        }
      }
    }
  }

  private func prepare(bytes: Int, _ level: Int) {
    bucketCount = 1
    while bucketCount < Self.mostBuckets && bucketCount * Self.bucketBytes < bytes && level < KeyHash.lastLevel {
      bucketCount *= 2
    }
    while heaps.count < bucketCount {
      heaps.append(RowHeap(layout, blockWords: Self.blockWords))
      rows += [[], []]
    }
    for heap in heaps { heap.recycle() }
    for index in rows.indices { rows[index].removeAll(keepingCapacity: true) }
    for side in 0..<2 { unusable[side].removeAll(keepingCapacity: true) }
  }

  func rows(of group: Int, side: Int) -> ArraySlice<PackedRow> {
    sorted[side][Int(starts[side][group])..<Int(starts[side][group + 1])]
  }

  /// The rows of a group that has one on each side, as nearly all have; nil for any other.
  @inline(__always)
  func only(of group: Int) -> (train: PackedRow, serve: PackedRow)? {
    let (train, serve) = (starts[0][group], starts[1][group])
    guard starts[0][group &+ 1] &- train == 1, starts[1][group &+ 1] &- serve == 1 else { return nil }
    return (sorted[0][Int(train)], sorted[1][Int(serve)])
  }

  /// Numbers the keys of a bucket, then brings the rows of each side together by that number.
  func group(bucket: Int) {
    let sides = (rows[2 * bucket], rows[2 * bucket + 1])
    let total = sides.0.count + sides.1.count
    var capacity = 16
    while capacity < 2 * total { capacity *= 2 }
    let slots = slotStorage.lane(of: capacity)
    for slot in 0..<capacity { slots[slot] = -1 }
    var (keys, groups) = (self.keys, self.groups)
    (self.keys, self.groups) = ([], [])
    keys.removeAll(keepingCapacity: true)
    groups.removeAll(keepingCapacity: true)
    for index in 0..<total {
      let row = index < sides.0.count ? sides.0[index] : sides.1[index &- sides.0.count]
      let hash = row.hash
      // By the lowest bits: the highest are the same in all of a bucket.
      var slot = Int(truncatingIfNeeded: KeyHash.spread(hash)) & (capacity &- 1)
      while slots[slot] >= 0 {
        let key = keys[Int(slots[slot])]
        if key.hash == hash && key.hasKey(of: row, layout) { break }
        slot = (slot &+ 1) & (capacity &- 1)
      }
      if slots[slot] < 0 {
        slots[slot] = Int32(truncatingIfNeeded: keys.count)
        keys.append(row)
      }
      groups.append(slots[slot])
    }
    count = keys.count
    sort(0, sides.0, groups[..<sides.0.count])
    sort(1, sides.1, groups[sides.0.count...])
    (self.keys, self.groups) = (keys, groups)
  }

  private func sort(_ side: Int, _ rows: [PackedRow], _ groups: ArraySlice<Int32>) {
    var (starts, sorted) = (self.starts[side], self.sorted[side])
    (self.starts[side], self.sorted[side]) = ([], [])
    starts.removeAll(keepingCapacity: true)
    starts.append(contentsOf: repeatElement(0, count: count + 1))
    for group in groups { starts[Int(group) &+ 1] &+= 1 }
    let hasSeveral = starts.contains { $0 > 1 }
    for index in 0..<count { starts[index &+ 1] &+= starts[index] }
    sorted.removeAll(keepingCapacity: true)
    sorted.append(contentsOf: rows)
    for (row, group) in zip(rows, groups) {
      sorted[Int(starts[Int(group)])] = row
      starts[Int(group)] &+= 1
    }
    // Each start has moved to the next one.
    for index in stride(from: count, to: 0, by: -1) { starts[index] = starts[index &- 1] }
    starts[0] = 0
    if hasSeveral {
      for group in 0..<count where starts[group + 1] - starts[group] > 1 {
        sorted[Int(starts[group])..<Int(starts[group + 1])].sort { $0.ordinal < $1.ordinal }
      }
    }
    (self.starts[side], self.sorted[side]) = (starts, sorted)
  }
}
