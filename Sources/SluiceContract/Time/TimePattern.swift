/// A `format` of dates and times in the letters of java.time, compiled: `dd.MM.yyyy`, `yyyy-MM-dd'T'HH:mm[:ss]XXX`.
///
/// Parses as `DateTimeFormatter.ofPattern(…, Locale.ROOT)` of JDK 9 and later does, with English names, and stricter
/// in two things: a day that its month does not have is no date (java.time would take February's last), and years
/// are 1 to 9999. Shape: a flat list of tokens, walked over the bytes of a cell; nothing is allocated.
package struct TimePattern: Sendable {
  /// As written in the contract.
  package let text: String
  let tokens: [Token]
  /// Whether cells hold a date; asked for every cell, so kept.
  let hasDateFields: Bool

  enum Token: Sendable, Equatable {
    case literal(UInt8)
    /// `reserved`: digits behind it that belong to fields of fixed width which follow without a separator.
    case number(Field, minimum: Int, maximum: Int, reserved: Int)
    /// Two digits of the years 2000...2099.
    case shortYear(reserved: Int)
    case fraction(digits: Int)
    case name(Field, TimeNames)
    case offset(OffsetForm)
    /// The next `count` tokens may be absent together.
    case optional(count: Int)
  }

  /// What a token says something about.
  enum Field: Int, Sendable {
    case year, month, day, dayOfYear, weekday
    case hour, clockHour, halfDayHour, clockHalfDayHour, halfDay
    case minute, second, nanosecond, offset
  }

  /// How an offset from UTC is written.
  struct OffsetForm: Sendable, Equatable {
    var hasColon: Bool
    var needsMinutes: Bool
    var takesSeconds: Bool
    /// `Z` for no offset.
    var takesZulu: Bool
  }

  /// Fields that the pattern can give, those of optional sections too.
  var fields: Set<Field> { Set(tokens.compactMap(\.field)) }

  package var hasDate: Bool { hasDateFields }

  package var hasTime: Bool {
    !fields.isDisjoint(with: [.hour, .clockHour, .halfDayHour, .clockHalfDayHour])
  }

  /// Whether cells can, or must, carry an offset.
  package var offset: OffsetPresence {
    guard fields.contains(.offset) else { return .never }
    var index = 0
    while index < tokens.count {
      switch tokens[index] {
      case .offset: return .always
      case .optional(let count): index += count
      default: break
      }
      index += 1
    }
    return .sometimes
  }

  package enum OffsetPresence: Sendable {
    case never, sometimes, always
  }
}

extension TimePattern.Token {
  var field: TimePattern.Field? {
    switch self {
    case .literal, .optional: nil
    case .number(let field, _, _, _), .name(let field, _): field
    case .shortYear: .year
    case .fraction: .nanosecond
    case .offset: .offset
    }
  }
}

/// English names of months, weekdays and halves of the day, told apart by their first bytes.
enum TimeNames: Sendable {
  case shortMonths, fullMonths, shortWeekdays, fullWeekdays, halves

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ].map { Array($0.utf8) }
  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ].map { Array($0.utf8) }

  /// The number of the name that stands at `position`, and its length; nil where none does.
  func match(_ bytes: Span<UInt8>, at position: Int) -> (number: Int32, length: Int)? {
    guard position + 2 <= bytes.count else { return nil }
    switch self {
    case .halves:
      guard bytes[position + 1] == UInt8(ascii: "M") else { return nil }
      switch bytes[position] {
      case UInt8(ascii: "A"): return (0, 2)
      case UInt8(ascii: "P"): return (1, 2)
      default: return nil
      }
    case .shortMonths, .shortWeekdays, .fullMonths, .fullWeekdays: break
    }
    let names = self == .shortMonths || self == .fullMonths ? Self.months : Self.weekdays
    let isShort = self == .shortMonths || self == .shortWeekdays
    for index in names.indices {
      let length = isShort ? 3 : names[index].count
      guard position + length <= bytes.count else { continue }
      var isEqual = true
      for offset in 0..<length where bytes[position + offset] != names[index][offset] {
        isEqual = false
        break
      }
      if isEqual { return (Int32(index + 1), length) }
    }
    return nil
  }
}
