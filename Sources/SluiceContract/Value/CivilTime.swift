/// Dates and times as text: slow, readable and exact.
///
/// Contract bounds are read with it, and it is the oracle of the engine's fast parsers. Proleptic Gregorian
/// calendar, years 0001...9999, seconds 0...59, hours 0...23; every spelling of a timestamp that an exporter
/// writes.
package enum CivilTime {
  package static let nanosecondsPerSecond: Int64 = 1_000_000_000
  package static let nanosecondsPerDay: Int64 = 86_400 * nanosecondsPerSecond

  /// Days since 1970-01-01 of a date `YYYY-MM-DD`.
  package static func days(_ text: String) -> Int64? {
    var reader = FieldReader(text)
    guard let days = reader.date(), reader.isAtEnd else { return nil }
    return days
  }

  /// Nanoseconds since midnight of a time `HH:MM[:SS[.f{1,9}]]`.
  package static func nanosecondsOfDay(_ text: String) -> Int64? {
    var reader = FieldReader(text)
    guard let time = reader.time(), reader.isAtEnd else { return nil }
    return time
  }

  /// Nanoseconds since the epoch: a date, or a date and a time with `T` or a blank between, and maybe a zone
  /// `Z`, `+HH`, `+HHMM` or `+HH:MM`. A bare date is midnight. Without a zone the time is taken as UTC.
  package static func timestamp(_ text: String) -> (nanoseconds: Int128, hasOffset: Bool)? {
    var reader = FieldReader(text)
    guard let days = reader.date() else { return nil }
    var nanoseconds = Int128(days) * Int128(nanosecondsPerDay)
    if reader.isAtEnd { return (nanoseconds, false) }
    guard reader.take("T") || reader.take(" "), let time = reader.time() else { return nil }
    nanoseconds += Int128(time)
    if reader.isAtEnd { return (nanoseconds, false) }
    guard let offset = reader.offsetSeconds(), reader.isAtEnd else { return nil }
    return (nanoseconds - Int128(offset) * Int128(nanosecondsPerSecond), true)
  }

  /// Seconds east of UTC of `Z`, `+HH`, `+HHMM` or `+HH:MM`.
  package static func offsetSeconds(_ text: String) -> Int? {
    var reader = FieldReader(text)
    guard let offset = reader.offsetSeconds(), reader.isAtEnd else { return nil }
    return offset
  }

  /// Days since 1970-01-01 of a civil date; nil where the month has no such day.
  package static func days(year: Int, month: Int, day: Int) -> Int64? {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= length(of: month, in: year)
    else { return nil }
    let before = year - 1
    var days = before * 365 + before / 4 - before / 100 + before / 400 - 719_162
    for earlier in 1..<month { days += length(of: earlier, in: year) }
    return Int64(days + day - 1)
  }

  private static func length(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}

/// Takes fields of fixed width off the front of a text.
private struct FieldReader {
  private var rest: ArraySlice<UInt8>

  init(_ text: String) {
    rest = Array(text.utf8)[...]
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == character.value else { return false }
    rest.removeFirst()
    return true
  }

  mutating func number(width: Int) -> Int? {
    let field = rest.prefix(width)
    guard field.count == width, field.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    rest.removeFirst(width)
    return field.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  mutating func date() -> Int64? {
    guard let year = number(width: 4), take("-"), let month = number(width: 2), take("-"),
      let day = number(width: 2)
    else { return nil }
    return CivilTime.days(year: year, month: month, day: day)
  }

  mutating func time() -> Int64? {
    guard let hour = number(width: 2), hour < 24, take(":"), let minute = number(width: 2), minute < 60
    else { return nil }
    var nanoseconds = Int64(hour * 3600 + minute * 60) * CivilTime.nanosecondsPerSecond
    guard take(":") else { return nanoseconds }
    guard let second = number(width: 2), second < 60 else { return nil }
    nanoseconds += Int64(second) * CivilTime.nanosecondsPerSecond
    guard take(".") else { return nanoseconds }
    let fraction = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
    guard (1...9).contains(fraction.count) else { return nil }
    rest.removeFirst(fraction.count)
    var value = fraction.reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
    for _ in fraction.count..<9 { value *= 10 }
    return nanoseconds + value
  }

  mutating func offsetSeconds() -> Int? {
    if take("Z") { return 0 }
    let isNegative = rest.first == UInt8(ascii: "-")
    guard take("+") || take("-"), let hours = number(width: 2), hours < 24 else { return nil }
    var seconds = hours * 3600
    if !isAtEnd {
      _ = take(":")
      guard let minutes = number(width: 2), minutes < 60 else { return nil }
      seconds += minutes * 60
    }
    return isNegative ? -seconds : seconds
  }
}
