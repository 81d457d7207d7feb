/// How old the training rows of pairs are: counts by value, and by ranges of values where there are too many.
///
/// Law: ranges are halves of one another's, so that their width in the end depends on all ages alone.
struct AgeCounts: MetricState, Sendable {
  static let most = 1 << 16
  /// Nanoseconds that fall together, as a power of two.
  private(set) var shift = 0
  private var counts: [Int128: Int] = [:]
  private(set) var count = 0
  private(set) var largest: Int128 = 0

  mutating func add(_ age: Int128) {
    count += 1
    largest = max(largest, age)
    counts[age >> Int128(shift), default: 0] += 1
    if counts.count > Self.most { coarsen(to: shift + 1) }
  }

  private mutating func coarsen(to target: Int) {
    var coarse: [Int128: Int] = [:]
    for (range, count) in counts { coarse[range >> Int128(target - shift), default: 0] += count }
    shift = target
    counts = coarse
    if counts.count > Self.most { coarsen(to: shift + 1) }
  }

  mutating func merge(_ other: AgeCounts) {
    var theirs = other
    if shift < theirs.shift { coarsen(to: theirs.shift) }
    if theirs.shift < shift { theirs.coarsen(to: shift) }
    for (range, count) in theirs.counts { counts[range, default: 0] += count }
    count += theirs.count
    largest = max(largest, theirs.largest)
    if counts.count > Self.most { coarsen(to: shift + 1) }
  }

  /// nil without ages. Type 7 of the ages, each rounded down to its range.
  var ages: SkewPairing.Ages? {
    guard count > 0 else { return nil }
    let sorted = counts.sorted { $0.key < $1.key }
    func value(at rank: Int) -> Int128 {
      var seen = 0
      for (range, count) in sorted {
        seen += count
        if seen > rank { return range << Int128(shift) }
      }
      return largest
    }
    func quantile(_ hundredths: Int) -> Int128 {
      let position = (count - 1) * hundredths
      let (low, high) = (value(at: position / 100), value(at: min(count - 1, position / 100 + 1)))
      return low + (high - low) * Int128(position % 100) / 100
    }
    return SkewPairing.Ages(median: quantile(50), p95: quantile(95), largest: largest)
  }
}
