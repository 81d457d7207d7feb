internal import Glibc

/// Two samples counted over the same bins or categories: how far their shares are apart.
///
/// Shape: one count for each bin on each side. A side without any value has no shares: every distance is nil then.
struct ShareComparison: Sendable, Hashable {
  let reference: [Int]
  let current: [Int]

  private let referenceTotal: Int
  private let currentTotal: Int

  init(reference: [Int], current: [Int]) {
    precondition(reference.count == current.count)
    self.reference = reference
    self.current = current
    referenceTotal = reference.reduce(0, +)
    currentTotal = current.reduce(0, +)
  }

  var isComparable: Bool { referenceTotal > 0 && currentTotal > 0 }

  private var shares: [(p: Double, q: Double)] {
    zip(reference, current).map { (Double($0) / Double(referenceTotal), Double($1) / Double(currentTotal)) }
  }

  // MARK: Population stability index

  enum StabilityVariant: Sendable {
    /// Shares are (c + ½) / (n + B/2), B bins: no bin is ever empty.
    case smoothed
    /// Shares below 1e-4 are 1e-4.
    case floor
  }

  /// PSI: Σ (p − q) ln(p / q), in nats.
  func stabilityIndex(_ variant: StabilityVariant = .smoothed) -> Double? {
    guard isComparable else { return nil }
    return zip(reference, current).reduce(0) { sum, counts in
      let p = share(counts.0, referenceTotal, variant)
      let q = share(counts.1, currentTotal, variant)
      return sum + (p - q) * log(p / q)
    }
  }

  private func share(_ count: Int, _ total: Int, _ variant: StabilityVariant) -> Double {
    switch variant {
    case .smoothed: (Double(count) + 0.5) / (Double(total) + Double(reference.count) / 2)
    case .floor: max(1e-4, Double(count) / Double(total))
    }
  }

  /// What PSI reaches by chance alone in one of twenty comparisons: (1/m + 1/n) · χ²₀.₉₅(B − 1).
  ///
  /// Source: Yurdakul and Naranjo, "Statistical properties of the population stability index", 2020.
  var stabilityNoise: Double? {
    guard isComparable else { return nil }
    if reference.count == 1 { return 0 }
    let scale = 1 / Double(referenceTotal) + 1 / Double(currentTotal)
    return scale * ChiSquared.quantile(0.95, degrees: reference.count - 1)
  }

  // MARK: Distances of raw shares

  enum DivergenceVariant: Sendable {
    case distance
    case divergence
  }

  /// Jensen–Shannon to base 2, in 0...1: the distance, which is the square root of the divergence, or the divergence.
  func jensenShannon(_ variant: DivergenceVariant = .distance) -> Double? {
    guard isComparable else { return nil }
    let divergence = shares.reduce(0) { sum, share in
      let middle = (share.p + share.q) / 2
      return sum + entropyPart(share.p, middle) / 2 + entropyPart(share.q, middle) / 2
    }
    // Rounding may leave a little less than 0.
    let clamped = min(1, max(0, divergence))
    return variant == .distance ? clamped.squareRoot() : clamped
  }

  private func entropyPart(_ share: Double, _ middle: Double) -> Double {
    share == 0 ? 0 : share * log2(share / middle)
  }

  /// ‖√p − √q‖₂ / √2, in 0...1.
  var hellinger: Double? {
    guard isComparable else { return nil }
    let squares = shares.reduce(0) { sum, share in
      let difference = share.p.squareRoot() - share.q.squareRoot()
      return sum + difference * difference
    }
    return (squares / 2).squareRoot()
  }

  /// ½ Σ |p − q|, in 0...1.
  var totalVariation: Double? {
    isComparable ? shares.reduce(0) { $0 + abs($1.p - $1.q) } / 2 : nil
  }

  /// max |p − q|, and the first bin that attains it.
  var largestDifference: (value: Double, bin: Int)? {
    guard isComparable else { return nil }
    let differences = shares.map { abs($0.p - $0.q) }
    return differences.indices.max { differences[$0] < differences[$1] }.map { last in
      let value = differences[last]
      return (value, differences.firstIndex(of: value) ?? last)
    }
  }

  // MARK: Homogeneity

  /// The chi² test that both samples come from one distribution; nil where fewer than two bins hold anything.
  var homogeneity: ChiSquared? {
    guard isComparable else { return nil }
    let pairs = zip(reference, current).filter { $0.0 + $0.1 > 0 }
    guard pairs.count > 1 else { return nil }
    let total = Double(referenceTotal) + Double(currentTotal)
    var statistic = 0.0
    for (first, second) in pairs {
      let row = Double(first + second)
      for (observed, side) in [(first, referenceTotal), (second, currentTotal)] {
        let expected = row * (Double(side) / total)
        let difference = Double(observed) - expected
        statistic += difference * difference / expected
      }
    }
    return ChiSquared(statistic: statistic, degrees: pairs.count - 1, total: referenceTotal + currentTotal)
  }
}
