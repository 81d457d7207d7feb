/// Edges between which values of one feature are counted, and the range that its moments are scaled to.
///
/// Shape: at most 1,023 edges, ascending, taken from a sample of training rows that no order of rows or threads
/// changes; padded to a power of two. Values are integers of the same order (`PairedValue.order` of doubles).
/// Counts are exact, and commutative: bin 2i + 1 holds what is equal to edge i, bin 2i what lies between edges i − 1
/// and i. So where no bin between edges holds anything, everything about the distribution is exact.
struct NumberGrid: Sendable {
  static let most = 1024
  private(set) var edges: [Int64]
  /// By bucket of the moments' integers, how many edges lie below it; empty where edges stand too close for that.
  private(set) var starts: [UInt16] = []
  /// Edges of the fullest bucket.
  private(set) var depth = 0
  /// Edges that are real.
  let count: Int
  let moments: PairMoments

  /// `sample`: values in any order; `number` makes them numbers of the column's unit.
  init(_ sample: [Int64], _ number: (Int64) -> Double) {
    let sorted = sample.sorted()
    var distinct: [Int64] = []
    for value in sorted where value != distinct.last { distinct.append(value) }
    if distinct.count >= Self.most {
      let ranks = (1..<Self.most).map { sorted[$0 * (sorted.count - 1) / Self.most] }
      distinct = []
      for value in ranks where value != distinct.last { distinct.append(value) }
    }
    count = distinct.count
    var size = 1
    while size <= distinct.count { size *= 2 }
    edges = distinct + Array(repeating: Int64.max, count: size - distinct.count)
    let (low, high) = (sorted.first.map(number) ?? 0, sorted.last.map(number) ?? 0)
    moments = PairMoments(low: low, high: high)
    fillBuckets(distinct.map { Self.bucket(moments.integer(number($0)) ?? 0) })
  }

  static let buckets = 4096
  private static let mostDepth = 6

  /// Rises with the value: integers of the sample have 40 bits.
  @inline(__always)
  static func bucket(_ integer: Int64) -> Int {
    Int(truncatingIfNeeded: min(max((integer &+ 1 &<< 40) &>> 29, 0), Int64(buckets &- 1)))
  }

  /// `places`: the buckets of the edges, ascending.
  private mutating func fillBuckets(_ places: [Int]) {
    var counts = [Int](repeating: 0, count: Self.buckets)
    for place in places { counts[place] += 1 }
    depth = counts.max() ?? 0
    if depth > Self.mostDepth { return }
    var below = 0
    starts = counts.map { count in
      defer { below += count }
      return UInt16(below)
    }
    // Looking at the edges behind the last one must find none below any value.
    edges += Array(repeating: Int64.max, count: Self.mostDepth + 1)
  }

  /// Edges without what is added for `starts`.
  var size: Int { starts.isEmpty ? edges.count : edges.count - Self.mostDepth - 1 }
  var bins: Int { 2 * size }
}

/// Counts of one feature's values on its grid, and while they are few the values themselves.
///
/// Pairs of equal values are counted once for both sides.
@safe final class NumberTally {
  /// Whose values: of pairs that are equal, of the two sides of other pairs, of rows without a pair.
  enum Part: Int, CaseIterable {
    case equal, train, serve, trainOther, serveOther
  }

  let grid: NumberGrid
  private let edgeStorage: LaneStorage<Int64>
  private let countStorage: [LaneStorage<Int>]
  private let edges: Lane<Int64>
  private let counts: [Lane<Int>]
  private let halfBit: Int
  private let startStorage: LaneStorage<UInt16>
  /// nil once they are too many.
  private(set) var values: [[Int64]]?

  init(_ grid: NumberGrid, keepsValues: Bool) {
    self.grid = grid
    edgeStorage = LaneStorage(repeating: 0, count: grid.edges.count)
    edges = edgeStorage.lane
    for (index, edge) in grid.edges.enumerated() { edges[index] = edge }
    countStorage = Part.allCases.map { _ in LaneStorage(repeating: 0, count: grid.bins) }
    counts = countStorage.map(\.lane)
    halfBit = grid.size > 1 ? (grid.size / 2).trailingZeroBitCount : -1
    startStorage = LaneStorage(repeating: 0, count: grid.starts.count)
    for (index, start) in grid.starts.enumerated() { startStorage.lane[index] = start }
    values = keepsValues ? Part.allCases.map { _ in [] } : nil
  }

  /// The bin of a value: no branch depends on it. `halfBit`: of half of the edges, which are a power of two.
  @inline(__always)
  static func bin(_ value: Int64, _ edges: Lane<Int64>, _ halfBit: Int) -> Int {
    var position = 0
    var bit = halfBit
    while bit >= 0 {
      let step = 1 &<< bit
      position &+= (edges[position &+ step &- 1] < value ? 1 : 0) &<< bit
      bit &-= 1
    }
    return 2 &* position &+ (edges[position] == value ? 1 : 0)
  }

  @inline(__always)
  func add(_ value: Int64, to part: Part) {
    counts[part.rawValue][Self.bin(value, edges, halfBit)] &+= 1
    values?[part.rawValue].append(value)
  }

  /// Values of pairs that are equal, and their buckets, wait here until there are many: the edges of all features and
  /// their counts do not fit the cache together.
  private let waitingValues = LaneStorage<Int64>(repeating: 0, count: waitingCount)
  private let waitingBuckets = LaneStorage<UInt16>(repeating: 0, count: waitingCount)
  private var waiting = 0
  private static let waitingCount = 4096

  /// Room for the values of `count` pairs that are equal, and for their buckets; to be counted by `take`.
  func room(for count: Int) -> (values: Lane<Int64>, buckets: Lane<UInt16>) {
    if waiting + count > Self.waitingCount { flush() }
    let capacity = max(count, Self.waitingCount)
    let (values, buckets) = (waitingValues.lane(of: capacity), waitingBuckets.lane(of: capacity))
    return (
      values.part(from: waiting, count: values.count - waiting),
      buckets.part(from: waiting, count: buckets.count - waiting)
    )
  }

  /// Takes the first `count` values of the room.
  func take(_ count: Int) { waiting += count }

  /// Counts what waits; must be called before counts are read.
  func flush() {
    add(equal: waiting, waitingValues.lane, waitingBuckets.lane)
    waiting = 0
  }

  private func add(equal count: Int, _ block: Lane<Int64>, _ buckets: Lane<UInt16>) {
    if count == 0 { return }
    let (lane, edges, halfBit) = (counts[Part.equal.rawValue], self.edges, self.halfBit)
    if grid.starts.isEmpty {
      for index in 0..<count { lane[Self.bin(block[index], edges, halfBit)] &+= 1 }
    } else {
      let (starts, depth) = (startStorage.lane, grid.depth)
      for index in 0..<count {
        let value = block[index]
        let start = Int(starts[Int(buckets[index])])
        var position = start
        for step in 0..<depth { position &+= edges[start &+ step] < value ? 1 : 0 }
        lane[2 &* position &+ (edges[position] == value ? 1 : 0)] &+= 1
      }
    }
    guard values != nil else { return }
    values?[Part.equal.rawValue].append(contentsOf: (0..<count).lazy.map { block[$0] })
  }

  func dropValues() { values = nil }

  /// Counts by bin of some parts together.
  func counts(of parts: [Part]) -> [Int] {
    (0..<grid.bins).map { bin in parts.reduce(0) { $0 + counts[$1.rawValue][bin] } }
  }

  func total(_ parts: [Part]) -> Int { counts(of: parts).reduce(0, +) }

  func merge(_ other: NumberTally) {
    flush()
    other.flush()
    for part in counts.indices {
      for bin in 0..<grid.bins { counts[part][bin] += other.counts[part][bin] }
    }
    guard let theirs = other.values, values != nil else {
      values = nil
      return
    }
    for part in theirs.indices { values?[part] += theirs[part] }
  }
}
