/// How long a service level allows: a number and one of the standard's units.
///
/// Back from a point in time, months and years are those of the calendar (UTC). Between two times of the data they
/// have their mean length: a year of 365.2425 days, a month a twelfth of it.
package struct ServicePeriod: Sendable, Equatable {
  /// Not negative.
  package let amount: ExactDecimal
  package let unit: Unit

  package enum Unit: String, Sendable, CaseIterable {
    case milliseconds = "ms"
    case seconds = "s"
    case minutes = "min"
    case hours = "h"
    case days = "d"
    case weeks = "wk"
    case months = "mo"
    case years = "y"

    /// As the standard and people write it, in any case; nil for `m`, which is a month to some and a minute to others.
    package init?(_ word: String) {
      let word = word.lowercased()
      guard let unit = Self.allCases.first(where: { $0.words.contains { $0.utf8.elementsEqual(word.utf8) } }) else {
        return nil
      }
      self = unit
    }

    package var words: [String] {
      switch self {
      case .milliseconds: ["ms", "millisecond", "milliseconds"]
      case .seconds: ["s", "sec", "second", "seconds"]
      case .minutes: ["min", "minute", "minutes"]
      case .hours: ["h", "hr", "hrs", "hour", "hours"]
      case .days: ["d", "day", "days"]
      case .weeks: ["w", "wk", "week", "weeks"]
      case .months: ["mo", "month", "months"]
      case .years: ["y", "yr", "yrs", "a", "year", "years"]
      }
    }

    /// Of months and years the mean.
    var nanoseconds: ExactDecimal {
      switch self {
      case .milliseconds: ExactDecimal(1_000_000)
      case .seconds: ExactDecimal(1_000_000_000)
      case .minutes: ExactDecimal(60 * 1_000_000_000)
      case .hours: ExactDecimal(3600 * 1_000_000_000)
      case .days: ExactDecimal(86_400 * 1_000_000_000)
      case .weeks: ExactDecimal(7 * 86_400 * 1_000_000_000)
      case .months: ExactDecimal(2_629_746 * 1_000_000_000)
      case .years: ExactDecimal(31_556_952 * 1_000_000_000)
      }
    }
  }

  package init(amount: ExactDecimal, unit: Unit) {
    self.amount = amount
    self.unit = unit
  }

  /// Whether a time span of the data, in nanoseconds, is not longer.
  package func admits(_ span: Int128) -> Bool { span <= nanosecondsRoundedDown }

  /// Whether a past instant is not farther from a present one; `strictly`: nearer. In nanoseconds since 1970.
  package func admits(from past: Int128, to present: Int128, strictly: Bool) -> Bool {
    if let limit = calendarDay(before: present) { return strictly ? past > limit : past >= limit }
    return strictly ? present - past < nanosecondsRoundedUp : present - past <= nanosecondsRoundedDown
  }

  /// The whole nanoseconds that are at most the period; more than all of time where it is longer.
  package var nanosecondsRoundedDown: Int128 { product.scaledDown(toScale: 0) ?? .max }

  private var nanosecondsRoundedUp: Int128 { product.scaledUp(toScale: 0) ?? .max }

  /// The same time of day, whole months or years earlier; nil for other units, and for parts of a month.
  ///
  /// A month before the 31st is the last day of its month where that has none.
  private func calendarDay(before instant: Int128) -> Int128? {
    let months = unit == .years ? 12 : unit == .months ? 1 : 0
    guard months > 0, let count = amount.intValue, count <= 1_000_000 else { return nil }
    let perDay = Int128(CivilTime.nanosecondsPerDay)
    let day = instant >= 0 ? instant / perDay : -((perDay - 1 - instant) / perDay)
    return Int128(CivilYear.day(Int64(day), monthsBack: Int64(count * months))) * perDay + (instant - day * perDay)
  }

  private var product: ExactDecimal { amount.multiplied(by: unit.nanoseconds) }
}

extension ExactDecimal {
  /// The exact product.
  func multiplied(by other: ExactDecimal) -> ExactDecimal {
    var product = [Int](repeating: 0, count: digits.count + other.digits.count)
    for (i, left) in digits.enumerated() {
      for (j, right) in other.digits.enumerated() { product[i + j + 1] += Int(left) * Int(right) }
    }
    var carry = 0
    for index in product.indices.reversed() {
      carry += product[index]
      product[index] = carry % 10
      carry /= 10
    }
    let (exponent, overflow) = exponent.addingReportingOverflow(other.exponent)
    guard !overflow else { return self }
    return ExactDecimal(
      isNegative: isNegative != other.isNegative, digits: product.map { UInt8($0) }, exponent: exponent) ?? .zero
  }
}

extension CivilYear {
  /// The day some months earlier; the last of its month where that is shorter.
  static func day(_ day: Int64, monthsBack: Int64) -> Int64 {
    let year = of(day: day)
    let ofYear = day - firstDay(of: year)
    var month = 12
    while daysBefore(month: month, in: year) > ofYear { month -= 1 }
    let ofMonth = ofYear - daysBefore(month: month, in: year)
    let index = year * 12 + Int64(month - 1) - monthsBack
    let newYear = index >= 0 ? index / 12 : -((11 - index) / 12)
    let newMonth = Int(index - newYear * 12) + 1
    let before = daysBefore(month: newMonth, in: newYear)
    let length = daysBefore(month: newMonth + 1, in: newYear) - before
    return firstDay(of: newYear) + before + min(ofMonth, length - 1)
  }
}
