internal import SluiceContract

/// A point in time as reports write it: UTC, ISO 8601, milliseconds; the same under any TZ and LC_ALL.
package struct UTCInstant: Sendable {
  /// Milliseconds since 1970-01-01, leap seconds not counted.
  package let milliseconds: Int

  package init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// An ISO 8601 date or time; without an offset it is UTC. nil also where it is finer than milliseconds.
  package init?(_ text: String) {
    guard let (nanoseconds, _) = CivilTime.timestamp(text), nanoseconds % 1_000_000 == 0 else { return nil }
    milliseconds = Int(nanoseconds / 1_000_000)
  }

  package var nanoseconds: Int128 { Int128(milliseconds) * 1_000_000 }

  /// `2026-03-01T09:30:00.125Z`
  package var iso8601: String {
    let (day, ofDay) = Self.floor(milliseconds, 86_400_000)
    let date = Self.civil(day)
    let clock = [ofDay / 3_600_000, ofDay / 60_000 % 60, ofDay / 1000 % 60].map { Self.digits($0, 2) }
    return "\(Self.digits(date.year, 4))-\(Self.digits(date.month, 2))-\(Self.digits(date.day, 2))"
      + "T\(clock.joined(separator: ":")).\(Self.digits(ofDay % 1000, 3))Z"
  }

  /// The proleptic Gregorian date of a day counted from 1970-01-01.
  ///
  /// Counts from 0000-03-01, so that a leap day is the last of its year. Source: Hinnant, "chrono-compatible
  /// low-level date algorithms".
  private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let (era, ofEra) = floor(day + 719_468, 146_097)
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * ofYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, ofYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  private static func floor(_ value: Int, _ divisor: Int) -> (quotient: Int, remainder: Int) {
    let remainder = ((value % divisor) + divisor) % divisor
    return ((value - remainder) / divisor, remainder)
  }

  private static func digits(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
