/// How far the two sides of a feature are apart as distributions, from what was counted of it.
struct FeatureDistances {
  typealias Part = NumberTally.Part
  private static let matched: (train: [Part], serve: [Part]) = ([.equal, .train], [.equal, .serve])
  private static let all: (train: [Part], serve: [Part]) = (
    [.equal, .train, .trainOther], [.equal, .serve, .serveOther]
  )

  let state: FeatureState

  /// Of matched rows, then of all rows.
  func distances() -> (matched: SkewDistances, all: SkewDistances) {
    let counts = state.counts
    let (trainNulls, serveNulls) = (counts.bothNull + counts.trainNullOnly, counts.bothNull + counts.serveNullOnly)
    let allNulls = (trainNulls + counts.trainOtherNulls, serveNulls + counts.serveOtherNulls)
    if let categories = state.categories {
      let table = categories.isOver ? nil : categories.table
      return (
        of(table, Self.matched, (trainNulls, serveNulls)), of(table, Self.all, allNulls)
      )
    }
    guard let numbers = state.numbers else { return (.none, .none) }
    if let values = numbers.values {
      let sorted = values.map { part in
        var part = part
        RadixSort.sort(&part)
        return part
      }
      return (
        of(sorted, Self.matched, (trainNulls, serveNulls)), of(sorted, Self.all, allNulls)
      )
    }
    return (
      of(numbers, Self.matched, (trainNulls, serveNulls)), of(numbers, Self.all, allNulls)
    )
  }

  // MARK: Categories

  private func of(
    _ table: [[Int]]?, _ parts: (train: [Part], serve: [Part]), _ nulls: (Int, Int)
  ) -> SkewDistances {
    guard let table else {
      var distances = SkewDistances.none
      distances.reason = "more than \(CategoryTally.most) categories"
      return distances
    }
    func counts(_ parts: [Part]) -> [Int] { table.map { row in parts.reduce(0) { $0 + row[$1.rawValue] } } }
    let pairs = zip(counts(parts.train), counts(parts.serve)).filter { $0.0 + $0.1 > 0 }
    let shares = ShareComparison(reference: pairs.map(\.0), current: pairs.map(\.1))
    var distances = SkewDistances(shares, nulls, bins: .categories(pairs.count))
    distances.psi = shares.stabilityIndex()
    distances.js = shares.jensenShannon()
    distances.chi2 = shares.homogeneity.map {
      SkewDistances.Chi2(statistic: $0.statistic, degrees: $0.degrees, pValue: $0.pValue, cramersV: $0.cramersV)
    }
    return distances
  }

  // MARK: Values

  private func of(
    _ sorted: [[Int64]], _ parts: (train: [Part], serve: [Part]), _ nulls: (Int, Int)
  ) -> SkewDistances {
    func merged(_ parts: [Part]) -> [Double] {
      parts.map { sorted[$0.rawValue] }.reduce([]) { Self.merge($0, $1) }.map(number)
    }
    let (train, serve) = (merged(parts.train), merged(parts.serve))
    let bins = DecileBins(sorted: train)
    var distances = binned(
      bins.edges, Self.counts(train, bins.edges), Self.counts(serve, bins.edges), nulls, rankError: 0)
    distances.ks = KolmogorovSmirnov(sorted: train, serve).map {
      SkewDistances.KS(statistic: $0.statistic, pValue: $0.pValue, isExact: true, error: 0)
    }
    return distances
  }

  private static func merge(_ left: [Int64], _ right: [Int64]) -> [Int64] {
    if left.isEmpty { return right }
    if right.isEmpty { return left }
    var merged: [Int64] = []
    merged.reserveCapacity(left.count + right.count)
    var (i, j) = (0, 0)
    while i < left.count && j < right.count {
      if left[i] <= right[j] {
        merged.append(left[i])
        i += 1
      } else {
        merged.append(right[j])
        j += 1
      }
    }
    merged += left[i...]
    merged += right[j...]
    return merged
  }

  /// How many of the ascending values each right-closed bin holds.
  private static func counts(_ sorted: [Double], _ edges: [Double]) -> [Int] {
    var ends: [Int] = edges.map { edge in
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle] <= edge { low = middle + 1 } else { high = middle }
      }
      return low
    }
    ends.append(sorted.count)
    return ends.indices.map { ends[$0] - ($0 > 0 ? ends[$0 - 1] : 0) }
  }

  // MARK: The grid

  private func of(
    _ tally: NumberTally, _ parts: (train: [Part], serve: [Part]), _ nulls: (Int, Int)
  ) -> SkewDistances {
    let (train, serve) = (tally.counts(of: parts.train), tally.counts(of: parts.serve))
    let total = train.reduce(0, +)
    var (picked, rankError) = ([Int](), 0.0)
    if total > 0 && tally.grid.count > 0 {
      for decile in 1...9 {
        let (edge, error) = Self.edge(nearest: Double(decile) / 10, train, total, tally.grid.count)
        if edge != picked.last { picked.append(edge) }
        rankError = max(rankError, error)
      }
    }
    func counts(_ bins: [Int]) -> [Int] {
      let ends = picked.map { bins[...(2 * $0 + 1)].reduce(0, +) } + [bins.reduce(0, +)]
      return ends.indices.map { ends[$0] - ($0 > 0 ? ends[$0 - 1] : 0) }
    }
    var distances = binned(
      picked.map { number(tally.grid.edges[$0]) }, counts(train), counts(serve), nulls, rankError: rankError)
    // Between two edges the distribution functions may part by as much as stands there.
    let (m, n) = (Double(max(1, total)), Double(max(1, serve.reduce(0, +))))
    let error = stride(from: 0, to: train.count, by: 2).reduce(0.0) { worst, bin in
      max(worst, Double(train[bin]) / m, Double(serve[bin]) / n)
    }
    distances.ks = KolmogorovSmirnov(reference: train, current: serve).map {
      SkewDistances.KS(statistic: $0.statistic, pValue: $0.pValue, isExact: error == 0, error: error)
    }
    return distances
  }

  /// The edge whose share of values at or below it is nearest, and how far that is off; 0 where the quantile is it.
  private static func edge(nearest share: Double, _ counts: [Int], _ total: Int, _ edges: Int) -> (Int, Double) {
    let rank = Quantile.place(of: share, count: total)
    var (seen, best) = (0, (edge: 0, error: Double.infinity))
    for edge in 0..<edges {
      let below = seen + counts[2 * edge]
      seen = below + counts[2 * edge + 1]
      // Both order statistics that the quantile lies between are this edge.
      if rank.index >= below && (rank.weight == 0 ? rank.index : rank.index + 1) < seen { return (edge, 0) }
      let error = abs(Double(seen) / Double(total) - share)
      if error < best.error { best = (edge, error) }
    }
    return best
  }

  // MARK: Both

  private func number(_ value: Int64) -> Double {
    state.isPlainNumber ? PairedValue.double(order: value) : Double(value) / state.spec.divisor
  }

  /// Deciles of the training side, with a bin for nulls where either side has some.
  private func binned(
    _ edges: [Double], _ train: [Int], _ serve: [Int], _ nulls: (Int, Int), rankError: Double
  ) -> SkewDistances {
    let shares = ShareComparison(reference: train, current: serve)
    var distances = SkewDistances(
      shares, nulls, bins: .deciles(edges: edges, train: train, serve: serve, rankError: rankError))
    let hasNulls = nulls.0 + nulls.1 > 0
    distances.psi =
      (hasNulls
      ? ShareComparison(reference: train + [nulls.0], current: serve + [nulls.1]) : shares).stabilityIndex()
    distances.js = shares.jensenShannon()
    return distances
  }
}

extension SkewDistances {
  static let none = SkewDistances(
    trainValues: 0, serveValues: 0, trainNulls: 0, serveNulls: 0, bins: .none, psi: nil, js: nil, ks: nil, chi2: nil,
    reason: nil)

  fileprivate init(_ shares: ShareComparison, _ nulls: (Int, Int), bins: Bins) {
    self = .none
    trainValues = shares.reference.reduce(0, +)
    serveValues = shares.current.reduce(0, +)
    (trainNulls, serveNulls) = nulls
    self.bins = bins
    if !shares.isComparable { reason = "a side has no values" }
  }
}
