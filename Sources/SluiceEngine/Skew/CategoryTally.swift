/// How often each category of one feature occurs, on either side: a count for each part, as `NumberTally` has.
///
/// Shape: an open-addressing table at most half full, of at most `most` categories; beyond that nothing is known, which
/// is the same however rows were divided. Categories are numbers that stand for them (`PairedValue.category`).
@safe final class CategoryTally {
  static let most = 1 << 16
  static let parts = NumberTally.Part.allCases.count

  private(set) var count = 0
  private(set) var isOver = false
  private var keys = LaneStorage<UInt64>(repeating: 0, count: 64)
  /// By slot: whether it is taken, then a count for each part.
  private var counts = LaneStorage<Int>(repeating: 0, count: 64 * CategoryTally.stride)
  private static let stride = 8

  @inline(__always)
  func add(_ category: UInt64, to part: NumberTally.Part, times: Int = 1) {
    if isOver { return }
    let slot = slot(of: category)
    let base = slot &* Self.stride
    if counts.lane[base] == 0 {
      insert(category, part, times)
    } else {
      counts.lane[base &+ 1 &+ part.rawValue] &+= times
    }
  }

  @inline(__always)
  private func slot(of category: UInt64) -> Int {
    let (lane, taken) = (keys.lane, counts.lane)
    let mask = lane.count &- 1
    var slot = Int(truncatingIfNeeded: KeyHash.spread(category) &>> 20) & mask
    while taken[slot &* Self.stride] != 0 && lane[slot] != category { slot = (slot &+ 1) & mask }
    return slot
  }

  @inline(never)
  private func insert(_ category: UInt64, _ part: NumberTally.Part, _ times: Int) {
    if count == Self.most {
      isOver = true
      return
    }
    if 2 * (count + 1) > keys.lane.count { grow() }
    let slot = slot(of: category)
    keys.lane[slot] = category
    counts.lane[slot * Self.stride] = 1
    counts.lane[slot * Self.stride + 1 + part.rawValue] += times
    count += 1
  }

  private func grow() {
    let (oldKeys, oldCounts) = (keys, counts)
    keys = LaneStorage(repeating: 0, count: 2 * oldKeys.lane.count)
    counts = LaneStorage(repeating: 0, count: 2 * oldCounts.lane.count)
    for old in 0..<oldKeys.lane.count where oldCounts.lane[old * Self.stride] != 0 {
      let slot = slot(of: oldKeys.lane[old])
      keys.lane[slot] = oldKeys.lane[old]
      for index in 0..<Self.stride {
        counts.lane[slot * Self.stride + index] = oldCounts.lane[old * Self.stride + index]
      }
    }
  }

  func merge(_ other: CategoryTally) {
    isOver = isOver || other.isOver
    if isOver { return }
    other.forEach { category, parts in
      for part in NumberTally.Part.allCases where parts[part.rawValue] > 0 {
        add(category, to: part, times: parts[part.rawValue])
      }
    }
  }

  private func forEach(_ body: (UInt64, [Int]) -> Void) {
    for slot in 0..<keys.lane.count where counts.lane[slot * Self.stride] != 0 {
      body(keys.lane[slot], (0..<Self.parts).map { counts.lane[slot * Self.stride + 1 + $0] })
    }
  }

  /// By part, the counts of all categories, in an order that depends on nothing.
  var table: [[Int]] {
    var rows: [(UInt64, [Int])] = []
    forEach { rows.append(($0, $1)) }
    return rows.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
