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
