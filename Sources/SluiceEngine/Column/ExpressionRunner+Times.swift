internal import SluiceContract

// Dates and times: differences in whole units, and parts of the calendar, all in UTC.

extension ExpressionRunner {
  /// From the left to the right, towards zero.
  func difference<I: ExactLane>(
    _ unit: DateUnit, _ scale: ExpressionOperation.TimeScale, _ left: ExpressionLanes, _ right: ExpressionLanes,
    _ out: ExpressionLanes, _: I.Type
  ) -> Bool {
    meet(left, right, out, ownStatus: true)
    let (a, b, values, status) = (I.lane(left), I.lane(right), I.lane(out), out.status)
    if unit == .year || unit == .month {
      let perUnit: I = unit == .year ? 12 : 1
      for row in 0..<rows where status[row] == ValueStatus.known {
        values[row] = CalendarDay.months(a[row], b[row], ticksPerDay: I.ticksPerDay(scale)) / perUnit
      }
      return true
    }
    // A unit is a number of ticks, or a tick a number of units.
    let ticks = I.ticksPerDay(scale)
    let perDay: I = unit.perDay()
    let divisor = unit == .week ? ticks * 7 : max(1, ticks / perDay)
    let factor = unit == .week ? 1 : max(1, perDay / ticks)
    var isOver = false
    for row in 0..<rows {
      let (span, overflow) = b[row].subtractingReportingOverflow(a[row])
      let (value, overflows) = (span / divisor).multipliedReportingOverflow(by: factor)
      values[row] = value
      guard overflow || overflows, status[row] == ValueStatus.known else { continue }
      if I.isWidest { status[row] = ValueStatus.overflow } else { isOver = true }
    }
    return !isOver
  }

  func part<I: ExactLane>(
    _ unit: DateUnit, _ scale: ExpressionOperation.TimeScale, _ operand: ExpressionLanes, _ out: ExpressionLanes,
    _: I.Type
  ) {
    follow(operand, out)
    let (a, values, status) = (I.lane(operand), I.lane(out), out.status)
    let ticks = I.ticksPerDay(scale)
    for row in 0..<rows where status[row] == ValueStatus.known {
      var (days, rest) = a[row].quotientAndRemainder(dividingBy: ticks)
      if rest < 0 { (days, rest) = (days - 1, rest + ticks) }
      switch unit {
      case .hour: values[row] = rest / (ticks / 24)
      case .minute: values[row] = rest / (ticks / 1440) % 60
      case .second: values[row] = rest / (ticks / 86_400) % 60
      // 1970-01-01 was a Thursday.
      case .weekday, .week: values[row] = ((days + 3) % 7 + 7) % 7 + 1
      case .year: values[row] = I(truncatingIfNeeded: CalendarDay(Int64(truncatingIfNeeded: days)).year)
      case .month: values[row] = I(truncatingIfNeeded: CalendarDay(Int64(truncatingIfNeeded: days)).month)
      case .day: values[row] = I(truncatingIfNeeded: CalendarDay(Int64(truncatingIfNeeded: days)).day)
      case .yearday: values[row] = I(truncatingIfNeeded: CalendarDay(Int64(truncatingIfNeeded: days)).dayOfYear)
      }
    }
  }
}

extension ExactLane {
  fileprivate static func ticksPerDay(_ scale: ExpressionOperation.TimeScale) -> Self {
    switch scale {
    case .days: 1
    case .nanoseconds: 86_400_000_000_000
    case .instants: 86_400 * ticksPerSecond
    }
  }
}

extension DateUnit {
  fileprivate func perDay<I: ExactLane>() -> I {
    switch self {
    case .hour: 24
    case .minute: 1440
    case .second: 86_400
    default: 1
    }
  }
}

/// A day of the proleptic Gregorian calendar.
///
/// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
struct CalendarDay {
  let year: Int
  let month: Int
  let day: Int

  /// Days since 1970-01-01, within some ten thousand years of it.
  init(_ days: Int64) {
    let shifted = Int(days) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  var dayOfYear: Int {
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1]
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return before + day + (month > 2 && isLeap ? 1 : 0)
  }

  /// Whole months from one time to another: the same day of the month at the same time makes one full.
  static func months<I: ExactLane>(_ from: I, _ to: I, ticksPerDay: I) -> I {
    let isBackwards = to < from
    let (first, last) = isBackwards ? (to, from) : (from, to)
    let (start, end) = (Split(first, ticksPerDay), Split(last, ticksPerDay))
    var months = (end.day.year - start.day.year) * 12 + end.day.month - start.day.month
    if (end.day.day, end.rest) < (start.day.day, start.rest) { months -= 1 }
    return I(truncatingIfNeeded: isBackwards ? -months : months)
  }

  private struct Split<I: ExactLane> {
    var day: CalendarDay
    var rest: I

    init(_ value: I, _ ticksPerDay: I) {
      var (days, rest) = value.quotientAndRemainder(dividingBy: ticksPerDay)
      if rest < 0 { (days, rest) = (days - 1, rest + ticksPerDay) }
      day = CalendarDay(Int64(truncatingIfNeeded: days))
      self.rest = rest
    }
  }
}
