/// The distance ∫ |F − G| dx of two samples: how far, on average, a value must be moved to make one the other.
///
/// Unit: that of the values.
enum Wasserstein {
  /// - Parameters:
  ///   - reference: finite values, ascending.
  ///   - current: likewise.
  /// nil where a side has no values.
  static func distance(sorted reference: [Double], _ current: [Double]) -> Double? {
    guard let first = reference.first, let other = current.first else { return nil }
    let (m, n) = (Double(reference.count), Double(current.count))
    var (i, j, sum, last) = (0, 0, 0.0, min(first, other))
    while i < reference.count || j < current.count {
      let value =
        j == current.count || (i < reference.count && reference[i] <= current[j]) ? reference[i] : current[j]
      sum += abs(Double(i) / m - Double(j) / n) * (value - last)
      last = value
      while i < reference.count && reference[i] == value { i += 1 }
      while j < current.count && current[j] == value { j += 1 }
    }
    return sum
  }

  /// Divided by the reference's standard deviation (with n, not n − 1), or by 1e-3 where that is smaller.
  static func normalised(_ distance: Double, deviation: Double) -> Double { distance / max(deviation, 1e-3) }
}
