/// Quantiles of values that are sorted.
enum Quantile {
  /// The quantile of type 7: linear between the order statistics around h = (n − 1) q.
  ///
  /// - Parameters:
  ///   - sorted: finite values, ascending, at least one.
  ///   - share: in 0...1.
  /// Source: Hyndman and Fan, "Sample quantiles in statistical packages", 1996; numpy's and R's default.
  static func linear(_ sorted: [Double], _ share: Double) -> Double {
    let place = Self.place(of: share, count: sorted.count)
    if place.weight == 0 { return sorted[place.index] }
    return interpolated(sorted[place.index], sorted[place.index + 1], place.weight)
  }

  /// The order statistic (from 0) that a quantile starts from, and how far it goes towards the next one.
  static func place(of share: Double, count: Int) -> (index: Int, weight: Double) {
    precondition(count > 0 && share >= 0 && share <= 1)
    let position = Double(count - 1) * share
    let index = Int(position.rounded(.down))
    return (index, position - Double(index))
  }

  /// Between two order statistics, from the nearer one, as numpy does: which bin a value on an edge falls into must
  /// not hang on a rounding of ours. The difference of two finite values may not be finite; the result is.
  static func interpolated(_ low: Double, _ high: Double, _ weight: Double) -> Double {
    let difference = high - low
    guard difference.isFinite else { return low * (1 - weight) + high * weight }
    return weight < 0.5 ? low + difference * weight : high - difference * (1 - weight)
  }
}
