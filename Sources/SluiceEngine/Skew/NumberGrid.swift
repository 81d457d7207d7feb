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
    var sorted = sample
    RadixSort.sort(&sorted)
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
  static let bucketShift: UInt32 = 29
  private static let mostDepth = 6
  /// Edges that a kernel may look at from the first one of a bucket on.
  private static let windowEdges = 8

  /// Rises with the value: integers of the sample have 40 bits. `sluice_tally_portable` does the same.
  private static func bucket(_ integer: Int64) -> Int {
    Int(min(max((integer + 1 << 40) >> Int64(bucketShift), 0), Int64(buckets - 1)))
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
    edges += Array(repeating: Int64.max, count: Self.windowEdges)
  }

  /// Edges without what is added for `starts`.
  var size: Int { starts.isEmpty ? edges.count : edges.count - Self.windowEdges }
  var bins: Int { 2 * size }
}
