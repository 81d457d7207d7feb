/// Counts the keys of one partition: an open-addressing table at most half full.
///
/// Complexity: O(entries) time, 12 bytes a slot; a partition holds 1/256 of all keys.
final class KeyCounter {
  private let keys = LaneStorage<UInt64>(repeating: 0)
  private let counts = LaneStorage<UInt32>(repeating: 0)
  private var bits: UInt64 = 0

  /// Counts the entries of all workers' `parts`.
  ///
  /// `onDuplicate` gets each key that occurs more than once, after all are counted.
  func count(
    _ parts: [ContiguousArray<KeyEntry>], rowLimit: Int, onDuplicate: (UInt64) -> Void = { _ in }
  ) -> KeyCounts {
    let total = parts.reduce(0) { $0 + $1.count }
    var result = KeyCounts(rows: total)
    if total == 0 { return result }
    bits = UInt64(max(4, Int.bitWidth - (2 * total - 1).leadingZeroBitCount))
    let capacity = 1 << Int(bits)
    let (keys, counts) = (self.keys.lane(of: capacity), self.counts.lane(of: capacity))
    for slot in 0..<capacity { counts[slot] = 0 }
    for part in parts {
      for entry in part {
        let slot = find(entry.key, keys, counts)
        if counts[slot] == 0 {
          keys[slot] = entry.key
          result.distinct &+= 1
        }
        if counts[slot] < UInt32.max { counts[slot] &+= 1 }
      }
    }
    if result.distinct == total { return result }
    for slot in 0..<capacity where counts[slot] > 1 {
      result.duplicatedValues += 1
      onDuplicate(keys[slot])
    }
    var first = FirstRows(limit: rowLimit)
    for part in parts {
      for entry in part where counts[find(entry.key, keys, counts)] > 1 {
        result.rowsInGroups += 1
        first.add(Int(entry.row))
      }
    }
    result.firstRows = first.rows
    return result
  }

  /// The slot of `key`, or the empty one where it belongs.
  @inline(__always)
  private func find(_ key: UInt64, _ keys: Lane<UInt64>, _ counts: Lane<UInt32>) -> Int {
    // The highest 8 bits are the same in all of a partition.
    var slot = Int(truncatingIfNeeded: (KeyHash.spread(key) &<< 8) &>> (64 &- bits))
    let mask = (1 &<< Int(bits)) &- 1
    while counts[slot] != 0 && keys[slot] != key { slot = (slot &+ 1) & mask }
    return slot
  }
}

/// The smallest few of the rows that are added, ascending.
struct FirstRows {
  private(set) var rows: [Int] = []
  let limit: Int

  init(limit: Int) { self.limit = limit }

  mutating func add(_ row: Int) {
    if rows.count == limit {
      guard let last = rows.last, row < last else { return }
      rows.removeLast()
    }
    let position = rows.firstIndex { $0 > row } ?? rows.count
    rows.insert(row, at: position)
  }
}

extension KeyCounts {
  /// Adds the counts of another set of keys that has none in common with this one.
  mutating func addDisjoint(_ other: KeyCounts, rowLimit: Int) {
    rows += other.rows
    distinct += other.distinct
    duplicatedValues += other.duplicatedValues
    rowsInGroups += other.rowsInGroups
    var first = FirstRows(limit: rowLimit)
    for row in firstRows + other.firstRows { first.add(row) }
    firstRows = first.rows
  }
}
