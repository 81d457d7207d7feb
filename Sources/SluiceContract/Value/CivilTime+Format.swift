// The inverse of the parsers: ISO 8601 text of a day, a time of day, an instant.

extension CivilTime {
  /// `YYYY-MM-DD`; nil outside the years 0001...9999.
  package static func format(days: Int64) -> String? {
    guard days >= -719_162, days <= 2_932_896 else { return nil }
    // Days since 0000-03-01, so that a leap day is the last of its year; 400 years are 146,097 days.
    let shifted = Int(days) + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// `HH:MM:SS`, with as many fraction digits as are needed; nil outside one day.
  package static func format(nanosecondsOfDay: Int64) -> String? {
    guard nanosecondsOfDay >= 0, nanosecondsOfDay < nanosecondsPerDay else { return nil }
    let seconds = Int(nanosecondsOfDay / nanosecondsPerSecond)
    let whole = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    let fraction = Int(nanosecondsOfDay % nanosecondsPerSecond)
    guard fraction > 0 else { return whole }
    var text = padded(fraction, 9)
    while text.hasSuffix("0") { text.removeLast() }
    return "\(whole).\(text)"
  }

  /// `YYYY-MM-DDTHH:MM:SS[.f]Z`; nil outside the years 0001...9999.
  package static func format(nanoseconds: Int128) -> String? {
    let perDay = Int128(nanosecondsPerDay)
    var days = nanoseconds / perDay
    var rest = nanoseconds % perDay
    if rest < 0 {
      rest += perDay
      days -= 1
    }
    guard let narrow = Int64(exactly: days), let date = format(days: narrow),
      let time = format(nanosecondsOfDay: Int64(rest))
    else { return nil }
    return "\(date)T\(time)Z"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
