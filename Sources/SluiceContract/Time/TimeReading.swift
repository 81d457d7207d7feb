/// How the times of a column are written, where that is not plain ISO 8601 in UTC: `format`, `defaultTimezone`, and
/// times of day that may have an offset.
package struct TimeReading: Sendable {
  package var pattern: TimePattern?
  /// The zone of times without an offset; nil is UTC.
  package var zone: ZoneRules?

  package init(pattern: TimePattern? = nil, zone: ZoneRules? = nil) {
    self.pattern = pattern
    self.zone = zone
  }

  /// Nanoseconds since the epoch of a local time; nil where the zone's clocks never showed it.
  package func instant(days: Int64, nanosecondsOfDay: Int64) -> Int128? {
    let local = Int128(days) * Int128(CivilTime.nanosecondsPerDay) + Int128(nanosecondsOfDay)
    guard let zone else { return local }
    let seconds = days * 86_400 + nanosecondsOfDay / CivilTime.nanosecondsPerSecond
    return zone.localSpan(at: seconds).map { local - Int128($0.offset) * Int128(CivilTime.nanosecondsPerSecond) }
  }
}

/// Values that a contract writes for a column of dates or times.
package enum TimeText {
  /// Days, nanoseconds of the day or nanoseconds since the epoch, by the type; nil where the text is no such value.
  ///
  /// Bounds are ISO 8601. Listed values may have the column's format too (`allowsPattern`), as cells have.
  package static func value(
    _ text: String, as type: LogicalType?, _ reading: TimeReading?, allowsPattern: Bool = false
  ) -> Int128? {
    if allowsPattern, let pattern = reading?.pattern, let parsed = pattern.parse(text) {
      return value(parsed, as: type, reading)
    }
    switch type {
    case .date: return CivilTime.days(text).map { Int128($0) }
    case .time: return CivilTime.nanosecondsOfDay(text).map { Int128($0) }
    case .timestamp:
      guard let (nanoseconds, hasOffset) = CivilTime.timestamp(text) else { return nil }
      guard !hasOffset, let reading else { return nanoseconds }
      let perDay = Int128(CivilTime.nanosecondsPerDay)
      let days = nanoseconds >= 0 ? nanoseconds / perDay : -((perDay - 1 - nanoseconds) / perDay)
      return reading.instant(days: Int64(days), nanosecondsOfDay: Int64(nanoseconds - days * perDay))
    default: return nil
    }
  }

  /// The same of what a pattern has read.
  package static func value(_ parsed: TimeValue, as type: LogicalType?, _ reading: TimeReading?) -> Int128? {
    switch type {
    case .date: return Int128(parsed.days)
    case .time: return Int128(parsed.nanosecondsOfDay)
    default:
      guard let offset = parsed.offsetSeconds else {
        return (reading ?? TimeReading()).instant(days: parsed.days, nanosecondsOfDay: parsed.nanosecondsOfDay)
      }
      let local = Int128(parsed.days) * Int128(CivilTime.nanosecondsPerDay) + Int128(parsed.nanosecondsOfDay)
      return local - Int128(offset) * Int128(CivilTime.nanosecondsPerSecond)
    }
  }
}

extension Property {
  /// nil where times are ISO 8601 in UTC, and for columns that hold none.
  package var timeReading: TimeReading? {
    switch logicalType {
    case .date, .time, .timestamp: break
    default: return nil
    }
    // Times of day have an offset only where the contract says so.
    let takesOffset = logicalType == .time && options.timezone?.value == true
    guard options.timePattern != nil || options.zone != nil || takesOffset else { return nil }
    return TimeReading(pattern: options.timePattern, zone: options.zone)
  }
}
