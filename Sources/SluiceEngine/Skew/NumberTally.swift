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
