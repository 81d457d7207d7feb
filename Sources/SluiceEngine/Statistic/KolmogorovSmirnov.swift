internal import Glibc

/// The two-sample Kolmogorov–Smirnov test: D = sup |F − G| of the right-continuous distribution functions.
package struct KolmogorovSmirnov: Sendable, Hashable {
  /// Values of the reference and of the current sample, both at least 1.
  package let referenceCount: Int
  package let currentCount: Int
  /// D · m · n, a whole number: ties and rounding cannot blur which differences are as large as D.
  package let numerator: Int128

  /// D, in 0...1.
  package var statistic: Double { Double(numerator) / (Double(referenceCount) * Double(currentCount)) }

  /// - Parameters:
  ///   - reference: for each distinct value of either side, ascending, how often the reference has it.
  ///   - current: likewise of the current sample.
  /// nil where a side has no values.
  init?(reference: [Int], current: [Int]) {
    precondition(reference.count == current.count)
    referenceCount = reference.reduce(0, +)
    currentCount = current.reduce(0, +)
    guard referenceCount > 0, currentCount > 0 else { return nil }
    let (m, n) = (Int128(referenceCount), Int128(currentCount))
    var (below, belowToo, largest) = (Int128(0), Int128(0), Int128(0))
    for (first, second) in zip(reference, current) {
      below += Int128(first)
      belowToo += Int128(second)
      largest = max(largest, abs(below * n - belowToo * m))
    }
    numerator = largest
  }

  /// - Parameters:
  ///   - reference: finite values, ascending.
  ///   - current: likewise.
  /// nil where a side has no values.
  init?(sorted reference: [Double], _ current: [Double]) {
    guard !reference.isEmpty, !current.isEmpty else { return nil }
    referenceCount = reference.count
    currentCount = current.count
    let (m, n) = (Int128(referenceCount), Int128(currentCount))
    var (i, j, largest) = (0, 0, Int128(0))
    while i < reference.count && j < current.count {
      let value = min(reference[i], current[j])
      while i < reference.count && reference[i] == value { i += 1 }
      while j < current.count && current[j] == value { j += 1 }
      largest = max(largest, abs(Int128(i) * n - Int128(j) * m))
    }
    numerator = largest
  }

  // MARK: Probability

  package enum Method: String, Sendable {
    /// Every path through the lattice of m × n counted.
    case exact
    /// The limit of equal sample sizes.
    case kolmogorov
    /// The limit with Stephens' correction for finite samples.
    case stephens
  }

  /// How `pValue` is found: by the sizes alone.
  package var method: Method {
    let (product, overflow) = referenceCount.multipliedReportingOverflow(by: currentCount)
    if !overflow && product <= 4_000_000 { return .exact }
    return referenceCount == currentCount ? .kolmogorov : .stephens
  }

  /// The probability of a D at least as large where both samples come from one continuous distribution.
  package var pValue: Double {
    switch method {
    case .exact: return exactTail
    case .kolmogorov: return Self.kolmogorovTail(effectiveRoot * statistic)
    case .stephens:
      let root = effectiveRoot
      return Self.kolmogorovTail((root + 0.12 + 0.11 / root) * statistic)
    }
  }

  /// √(m n / (m + n)).
  private var effectiveRoot: Double {
    let (m, n) = (Double(referenceCount), Double(currentCount))
    return (m * n / (m + n)).squareRoot()
  }

  /// The share of lattice paths from (0, 0) to (m, n) that leave the band |i n − j m| < D m n.
  ///
  /// How it works: of all paths to (i, j), the share i / (i + j) comes from (i − 1, j): the share that has left the
  /// band by then is a mean of the two neighbours', and 1 outside of it. Only positive numbers are added, so small
  /// probabilities keep all their digits. Complexity: m n steps, n numbers of memory.
  private var exactTail: Double {
    if numerator == 0 { return 1 }
    let (m, n, bound) = (referenceCount, currentCount, Int(numerator))
    var shares = [Double](repeating: 0, count: n + 1)
    for j in 1...n { shares[j] = j * m >= bound ? 1 : shares[j - 1] }
    for i in 1...m {
      shares[0] = i * n >= bound ? 1 : shares[0]
      for j in 1...n {
        let total = Double(i + j)
        let isOutside = abs(i * n - j * m) >= bound
        shares[j] = isOutside ? 1 : shares[j] * (Double(i) / total) + shares[j - 1] * (Double(j) / total)
      }
    }
    return shares[n]
  }

  /// Kolmogorov's Q(λ) = 2 Σ (−1)^(k−1) exp(−2 k² λ²), in 0...1.
  ///
  /// Small λ take the other form of the same theta function, whose terms fall as fast.
  static func kolmogorovTail(_ lambda: Double) -> Double {
    if lambda <= 0 { return 1 }
    var sum = 0.0
    if lambda < 1 {
      let exponent = -Double.pi * Double.pi / (8 * lambda * lambda)
      for k in 0..<20 {
        let odd = Double(2 * k + 1)
        sum += exp(exponent * odd * odd)
      }
      return min(1, max(0, 1 - (2 * Double.pi).squareRoot() / lambda * sum))
    }
    // The smallest terms first.
    for k in (1...20).reversed() {
      let term = exp(-2 * Double(k * k) * lambda * lambda)
      sum += k % 2 == 1 ? term : -term
    }
    return min(1, max(0, 2 * sum))
  }
}
