/// What is counted of one feature, pair by pair.
struct FeatureCounts: MetricState, Sendable, Equatable {
  var pairs = 0
  var bothNull = 0
  var trainNullOnly = 0
  var serveNullOnly = 0
  var mismatches = 0
  var typeMismatches = 0
  var exactMismatches = 0
  var absoluteMismatches = 0
  var relativeMismatches = 0
  var ulpMismatches = 0
  /// Of rows without a pair.
  var trainOtherNulls = 0
  var serveOtherNulls = 0

  mutating func merge(_ other: FeatureCounts) {
    pairs += other.pairs
    bothNull += other.bothNull
    trainNullOnly += other.trainNullOnly
    serveNullOnly += other.serveNullOnly
    mismatches += other.mismatches
    typeMismatches += other.typeMismatches
    exactMismatches += other.exactMismatches
    absoluteMismatches += other.absoluteMismatches
    relativeMismatches += other.relativeMismatches
    ulpMismatches += other.ulpMismatches
    trainOtherNulls += other.trainOtherNulls
    serveOtherNulls += other.serveOtherNulls
  }
}

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

/// The first and the last time of pairs that fail, and how many stand in each stretch of time.
struct MismatchTimes: MetricState, Sendable {
  private(set) var first: Int128?
  private(set) var last: Int128?
  private(set) var stretches = TimeStretches()

  /// `time` in nanoseconds; `Int128.min` is none.
  mutating func add(_ time: Int128) {
    if time == .min { return }
    first = min(first ?? time, time)
    last = max(last ?? time, time)
    stretches.add(time)
  }

  mutating func merge(_ other: MismatchTimes) {
    if let theirs = other.first { first = min(first ?? theirs, theirs) }
    if let theirs = other.last { last = max(last ?? theirs, theirs) }
    stretches.merge(other.stretches)
  }
}

/// Counts by stretch of time: by the hour, and by longer stretches where there are too many hours.
///
/// Law: each level's stretches lie within one of the next, so the level in the end depends on all times alone.
struct TimeStretches: MetricState, Sendable {
  /// Hours of a stretch, by level.
  static let hours: [Int64] = [1, 24, 168, 672, 8736, 87_360, 873_600]
  static let most = 4096
  private static let nanosecondsPerHour: Int128 = 3_600_000_000_000

  private(set) var level = 0
  /// By the number of the stretch since 1970.
  private(set) var counts: [Int64: Int] = [:]

  mutating func add(_ time: Int128) {
    let hour = Int64(clamping: time.dividedRoundingDown(by: Self.nanosecondsPerHour))
    counts[Self.stretch(hour, level), default: 0] += 1
    if counts.count > Self.most { coarsen(to: level + 1) }
  }

  private static func stretch(_ hour: Int64, _ level: Int) -> Int64 {
    Int64(Int128(hour).dividedRoundingDown(by: Int128(hours[level])))
  }

  /// The same counts at a higher level.
  mutating func coarsen(to target: Int) {
    while level < target && level + 1 < Self.hours.count {
      let factor = Int128(Self.hours[level + 1] / Self.hours[level])
      var coarse: [Int64: Int] = [:]
      for (stretch, count) in counts {
        coarse[Int64(Int128(stretch).dividedRoundingDown(by: factor)), default: 0] += count
      }
      counts = coarse
      level += 1
    }
  }

  mutating func merge(_ other: TimeStretches) {
    var theirs = other
    coarsen(to: theirs.level)
    theirs.coarsen(to: level)
    for (stretch, count) in theirs.counts { counts[stretch, default: 0] += count }
    while counts.count > Self.most && level + 1 < Self.hours.count { coarsen(to: level + 1) }
  }
}
