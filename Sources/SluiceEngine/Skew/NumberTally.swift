internal import CSluiceKernels

/// Counts of one feature's values on its grid, and while they are few the values themselves.
///
/// Pairs of equal values are counted once for both sides.
@safe final class NumberTally {
  /// Whose values: of pairs that are equal, of the two sides of other pairs, of rows without a pair.
  enum Part: Int, CaseIterable {
    case equal, train, serve, trainOther, serveOther
  }

  /// What the values of a pair take where they are kept, if they are not equal.
  static let bytesOfPair = 16

  let grid: NumberGrid
  private let edgeStorage: LaneStorage<Int64>
  private let countStorage: [LaneStorage<Int64>]
  private let edges: Lane<Int64>
  private let counts: [Lane<Int64>]
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

  /// What became of numbers that `add(equal:)` was given.
  struct Sums {
    /// Numbers whose places are in `far`: out of the range of sums, or none; they were not counted.
    var far: Int
    var sum: Int64
    var squares: Int128
  }

  /// Counts the first `count` numbers of pairs that are equal, and sums them as the integers of `PairMoments`.
  ///
  /// Words of doubles become those of `PairedValue.order`. `far` has room for as many places.
  func add(
    equal count: Int, _ words: Lane<Int64>, isDouble: Bool, divisor: Double, far: Lane<UInt32>
  ) -> Sums {
    assert(count <= words.count && count <= far.count)
    var sums = sluice_sums()
    // SAFETY: edges, starts and counts are lanes of this object; the kernel writes to `count` words and places at most.
    var table = unsafe sluice_grid(
      edges: edges.base, starts: grid.starts.isEmpty ? nil : startStorage.lane.base,
      counts: counts[Part.equal.rawValue].base, buckets: NumberGrid.buckets, bucket_shift: NumberGrid.bucketShift,
      depth: UInt32(grid.depth), half_bit: Int32(halfBit), is_double: isDouble ? 1 : 0, divisor: divisor,
      center: grid.moments.center, scale: grid.moments.scale)
    let left = unsafe Self.kernel(&table, words.base, count, far.base, &sums)
    keep(count, words, left, far)
    return Sums(
      far: left, sum: sums.sum, squares: Int128(sums.squares_low) | Int128(sums.squares_high) << 64)
  }

  private static let kernel: sluice_tally_function = unsafe sluice_tally_best()

  private func keep(_ count: Int, _ words: Lane<Int64>, _ left: Int, _ far: Lane<UInt32>) {
    guard values != nil else { return }
    var first = 0
    for index in 0...left {
      let end = index < left ? Int(far[index]) : count
      values?[Part.equal.rawValue].append(contentsOf: (first..<end).lazy.map { words[$0] })
      first = end + 1
    }
  }

  func dropValues() { values = nil }

  /// Counts by bin of some parts together.
  func counts(of parts: [Part]) -> [Int] {
    (0..<grid.bins).map { bin in parts.reduce(0) { $0 + Int(counts[$1.rawValue][bin]) } }
  }

  func total(_ parts: [Part]) -> Int { counts(of: parts).reduce(0, +) }

  func merge(_ other: NumberTally) {
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
