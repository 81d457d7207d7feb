/// Ten bins of a reference's values, fewer where its deciles coincide.
///
/// Shape: interior edges ascending and distinct, at most 9; a bin holds what is above the edge before it and at most
/// its own edge (right-closed); there is one bin more than edges. Once made they are frozen: what is compared with the
/// reference is counted on the same edges.
struct DecileBins: Sendable, Hashable {
  let edges: [Double]

  /// Where the deciles of the reference are known already.
  ///
  /// - Parameter deciles: the type-7 quantiles at .1 … .9, ascending.
  init(deciles: [Double]) {
    var edges: [Double] = []
    for decile in deciles where edges.last.map({ $0 < decile }) ?? true { edges.append(decile) }
    self.edges = edges
  }

  /// - Parameter sorted: the reference's finite values, ascending; none of them give one bin.
  init(sorted: [Double]) {
    if sorted.isEmpty {
      self.init(deciles: [])
    } else {
      self.init(deciles: (1...9).map { Quantile.linear(sorted, Double($0) / 10) })
    }
  }

  var count: Int { edges.count + 1 }

  /// The bin of a finite value.
  @inline(__always)
  func bin(of value: Double) -> Int {
    var bin = 0
    for edge in edges where value > edge { bin &+= 1 }
    return bin
  }

  /// How many of `values` each bin holds.
  func counts(_ values: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for value in values { counts[bin(of: value)] += 1 }
    return counts
  }
}
