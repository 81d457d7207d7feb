internal import SluiceContract

/// Turns local times of a zone into UTC, and remembers the last stretch of them that has one offset.
///
/// Rows stand close together in time, so nearly all of them cost two comparisons; a zone's table is searched only
/// where a stretch is left.
struct LocalClock {
  private let zone: ZoneRules
  private var span = ZoneRules.LocalSpan(from: 0, until: 0, offset: 0)

  init(_ zone: ZoneRules) { self.zone = zone }

  /// Seconds east of UTC at a local time (seconds since 1970-01-01 on the zone's clock); nil where clocks went
  /// forward over it.
  @inline(__always)
  mutating func offset(atLocal seconds: Int64) -> Int64? {
    if seconds >= span.from && seconds < span.until { return span.offset }
    return search(seconds)
  }

  @inline(never)
  private mutating func search(_ seconds: Int64) -> Int64? {
    guard let found = zone.localSpan(at: seconds) else { return nil }
    span = found
    return found.offset
  }
}
