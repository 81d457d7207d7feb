/// Differences of pairs of finite values.
struct DeltaState: MetricState, Sendable {
  /// Pairs of finite values, equal ones too.
  var finite = 0
  private(set) var sum = ExactSum()
  /// Of pairs that differ.
  private(set) var sample = HashSample<Double>(limit: 16_384)
  private(set) var largest: Largest?

  struct Largest: Sendable {
    var delta: Double
    var place: PairPlace
  }

  /// Adds a pair that differs.
  mutating func add(_ delta: Double, _ hash: UInt64, _ place: PairPlace) {
    // Two finite values may be further apart than a double reaches.
    if delta.isFinite { sum.add(delta) }
    sample.add(hash, order: place.serve, delta)
    if isLarger(delta, place) { largest = Largest(delta: delta, place: place) }
  }

  /// Of equal ones the first row counts, so that no split shows.
  private func isLarger(_ delta: Double, _ place: PairPlace) -> Bool {
    guard let largest else { return true }
    if delta.magnitude == largest.delta.magnitude { return place.serve < largest.place.serve }
    return delta.magnitude > largest.delta.magnitude
  }

  mutating func merge(_ other: DeltaState) {
    finite += other.finite
    sum.merge(other.sum)
    sample.merge(other.sample)
    if let theirs = other.largest, isLarger(theirs.delta, theirs.place) { largest = theirs }
  }

  var mean: Double { sum.quotient(by: finite) }
}
