/// The footer of a TZif file: the rule for all years after its table, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// Source: POSIX.1-2017, 8.3, with the hours from -167 to 167 of RFC 8536.
struct PosixZone: Sendable {
  /// Seconds east of UTC.
  let standard: Int64
  let summer: Summer?

  struct Summer: Sendable {
    var offset: Int64
    var begin: Change
    var end: Change
  }

  /// When clocks change in a year.
  struct Change: Sendable {
    enum Day: Sendable {
      /// 1...365, where February has 28 days in every year.
      case julian(Int)
      /// 0...365
      case ordinal(Int)
      /// `week` 5 is the last one, `weekday` 0 is Sunday.
      case weekday(month: Int, week: Int, weekday: Int)
    }

    var day: Day
    /// Seconds after midnight, on the clock before the change.
    var time: Int64
  }

  var isUTC: Bool { standard == 0 && summer == nil }

  func segment(at instant: Int64) -> ZoneRules.Segment {
    guard let summer else {
      return ZoneRules.Segment(from: -ZoneRules.forever, until: ZoneRules.forever, offset: standard)
    }
    // The change before and the change after lie in this year or one beside it.
    let year = CivilYear.of(day: Self.floor(instant + standard, 86_400))
    var last = ZoneRules.Segment(from: -ZoneRules.forever, until: ZoneRules.forever, offset: standard)
    for year in (year - 1)...(year + 1) {
      let changes = [
        (at: summer.begin.seconds(in: year) - standard, to: summer.offset),
        (at: summer.end.seconds(in: year) - summer.offset, to: standard),
      ]
      for change in changes.sorted(by: { $0.at < $1.at }) {
        if change.at > instant {
          last.until = change.at
          return last
        }
        // Zones with summer time all the year end it in the second in which the next year's begins.
        last = ZoneRules.Segment(from: change.at, until: ZoneRules.forever, offset: change.to)
      }
    }
    return last
  }

  private static func floor(_ value: Int64, _ divisor: Int64) -> Int64 {
    value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
  }
}

extension PosixZone.Change {
  /// Local seconds since 1970 of the change in a year.
  func seconds(in year: Int64) -> Int64 { dayNumber(in: year) * 86_400 + time }

  private func dayNumber(in year: Int64) -> Int64 {
    let newYear = CivilYear.firstDay(of: year)
    switch day {
    case .julian(let number):
      return newYear + Int64(number - 1) + (CivilYear.isLeap(year) && number >= 60 ? 1 : 0)
    case .ordinal(let number): return newYear + Int64(number)
    case .weekday(let month, let week, let weekday):
      let first = newYear + CivilYear.daysBefore(month: month, in: year)
      let next = newYear + CivilYear.daysBefore(month: month + 1, in: year)
      // 1970-01-01 was a Thursday.
      let firstWeekday = ((first + 4) % 7 + 7) % 7
      let day = first + (Int64(weekday) - firstWeekday + 7) % 7 + Int64(week - 1) * 7
      return day < next ? day : day - 7
    }
  }
}

/// Years of the proleptic Gregorian calendar, of any size: what zone rules need of a calendar.
enum CivilYear {
  static func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// Days from 1970-01-01 to the first of January.
  static func firstDay(of year: Int64) -> Int64 {
    // 400 years are 146,097 days; year 0 is one of 366.
    let era = year >= 0 ? year / 400 : -((399 - year) / 400)
    let inEra = year - era * 400
    let leapDays = (inEra + 3) / 4 - (inEra + 99) / 100 + (inEra + 399) / 400
    return era * 146_097 + inEra * 365 + leapDays - 719_528
  }

  static func of(day: Int64) -> Int64 {
    var year = day / 365 + 1970
    while firstDay(of: year) > day { year -= 1 }
    while firstDay(of: year + 1) <= day { year += 1 }
    return year
  }

  /// Days of the year before the first of a month, 1...13.
  static func daysBefore(month: Int, in year: Int64) -> Int64 {
    let common: [Int64] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]
    return common[month - 1] + (month > 2 && isLeap(year) ? 1 : 0)
  }
}
