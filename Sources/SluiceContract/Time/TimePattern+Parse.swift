// From a cell's bytes to a date, a time and an offset.

/// A date and a time of day as a cell gives them.
package struct TimeValue: Sendable, Equatable {
  /// Days since 1970-01-01; 0 where there is no date.
  package var days: Int64
  package var nanosecondsOfDay: Int64
  /// Seconds east of UTC; nil where the cell says nothing of it.
  package var offsetSeconds: Int64?
}

extension TimePattern {
  /// nil where the bytes do not have the form, or no day or time is what they say.
  package func parse(_ bytes: Span<UInt8>) -> TimeValue? {
    var state = Parsed()
    guard walk(0, tokens.count, bytes, &state), state.position == bytes.count else { return nil }
    return state.value(hasDate: hasDateFields)
  }

  package func parse(_ text: String) -> TimeValue? { parse(Array(text.utf8).span) }

  /// Takes the tokens from `index` up to `end`; the state is spoilt where it gives false.
  private func walk(_ first: Int, _ end: Int, _ bytes: Span<UInt8>, _ state: inout Parsed) -> Bool {
    var index = first
    while index < end {
      switch tokens[index] {
      case .literal(let byte):
        guard state.position < bytes.count, bytes[state.position] == byte else { return false }
        state.position += 1
      case .number(let field, let minimum, let maximum, let reserved):
        guard let value = state.number(bytes, minimum, maximum, reserved), state.set(field, value) else { return false }
      case .shortYear(let reserved):
        guard let value = state.number(bytes, 2, 2, reserved), state.set(.year, 2000 + value) else { return false }
      case .fraction(let digits):
        guard let value = state.number(bytes, digits, digits, 0) else { return false }
        var nanoseconds = value
        for _ in digits..<9 { nanoseconds *= 10 }
        guard state.set(.nanosecond, nanoseconds) else { return false }
      case .name(let field, let names):
        guard let (number, length) = names.match(bytes, at: state.position), state.set(field, number) else {
          return false
        }
        state.position += length
      case .offset(let form):
        guard let seconds = state.offset(bytes, form), state.set(.offset, seconds) else { return false }
      case .optional(let count):
        let saved = state
        if !walk(index + 1, index + 1 + count, bytes, &state) { state = saved }
        index += count
      }
      index += 1
    }
    return true
  }
}

/// What of a cell is read so far.
private struct Parsed {
  var position = 0
  private var values = InlineArray<14, Int32>(repeating: unset)

  private static let unset = Int32.min

  /// False where the value is outside the field's range, or differs from what was read before.
  mutating func set(_ field: TimePattern.Field, _ value: Int32) -> Bool {
    let isPossible =
      switch field {
      case .year: value >= 1 && value <= 9999
      case .month: value >= 1 && value <= 12
      case .day: value >= 1 && value <= 31
      case .dayOfYear: value >= 1 && value <= 366
      case .weekday, .halfDay, .nanosecond, .offset: true
      case .hour: value < 24
      case .clockHour: value >= 1 && value <= 24
      case .halfDayHour: value < 12
      case .clockHalfDayHour: value >= 1 && value <= 12
      case .minute, .second: value < 60
      }
    let known = values[field.rawValue]
    guard isPossible, known == Self.unset || known == value else { return false }
    values[field.rawValue] = value
    return true
  }

  mutating func number(_ bytes: Span<UInt8>, _ minimum: Int, _ maximum: Int, _ reserved: Int) -> Int32? {
    var available = 0
    while available < maximum + reserved, position + available < bytes.count,
      bytes[position + available] &- UInt8(ascii: "0") < 10
    {
      available += 1
    }
    let taken = reserved > 0 ? max(minimum, available - reserved) : available
    guard taken >= minimum, taken <= available, taken <= maximum else { return nil }
    var value: Int32 = 0
    for index in 0..<taken { value = value * 10 + Int32(bytes[position + index] - UInt8(ascii: "0")) }
    position += taken
    return value
  }

  mutating func offset(_ bytes: Span<UInt8>, _ form: TimePattern.OffsetForm) -> Int32? {
    guard position < bytes.count else { return nil }
    let sign = bytes[position]
    if form.takesZulu && sign == UInt8(ascii: "Z") {
      position += 1
      return 0
    }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    position += 1
    guard let hours = number(bytes, 2, 2, 0) else { return nil }
    var seconds = hours * 3600
    if let minutes = sixtieth(bytes, form) {
      seconds += minutes * 60
      if form.takesSeconds, let more = sixtieth(bytes, form) { seconds += more }
    } else if form.needsMinutes {
      return nil
    }
    // As in java.time.
    guard seconds <= 18 * 3600 else { return nil }
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }

  /// Minutes or seconds of an offset; the position stays where there are none.
  private mutating func sixtieth(_ bytes: Span<UInt8>, _ form: TimePattern.OffsetForm) -> Int32? {
    let before = position
    if form.hasColon {
      guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { return nil }
      position += 1
    }
    if let value = number(bytes, 2, 2, 0), value < 60 { return value }
    position = before
    return nil
  }

  private func read(_ field: TimePattern.Field) -> Int? {
    let value = values[field.rawValue]
    return value == Self.unset ? nil : Int(value)
  }

  func value(hasDate: Bool) -> TimeValue? {
    guard let days = hasDate ? day() : 0, let seconds = secondsOfDay() else { return nil }
    return TimeValue(
      days: days, nanosecondsOfDay: Int64(seconds) * 1_000_000_000 + Int64(read(.nanosecond) ?? 0),
      offsetSeconds: read(.offset).map(Int64.init))
  }

  /// The date, where all that was read of it agrees.
  private func day() -> Int64? {
    guard let year = read(.year) else { return nil }
    var days: Int64
    if let month = read(.month), let day = read(.day) {
      guard let found = CivilTime.days(year: year, month: month, day: day) else { return nil }
      days = found
      if let ordinal = read(.dayOfYear), CivilTime.days(year: year, month: 1, day: 1) != days - Int64(ordinal - 1) {
        return nil
      }
    } else {
      guard let ordinal = read(.dayOfYear), let newYear = CivilTime.days(year: year, month: 1, day: 1) else {
        return nil
      }
      days = newYear + Int64(ordinal - 1)
      let next = newYear + (CivilTime.days(year: year, month: 2, day: 29) == nil ? 365 : 366)
      guard days < next else { return nil }
      if let month = read(.month) {
        guard let first = CivilTime.days(year: year, month: month, day: 1), days >= first,
          CivilTime.days(year: year, month: month, day: Int(days - first) + 1) == days
        else { return nil }
      }
    }
    // 1970-01-01 was a Thursday; Monday is 1.
    if let weekday = read(.weekday), ((days + 3) % 7 + 7) % 7 + 1 != Int64(weekday) { return nil }
    return days
  }

  /// Midnight where nothing was read of it; nil where two hours disagree, or half an hour is missing its half.
  private func secondsOfDay() -> Int? {
    var hour = read(.hour) ?? read(.clockHour).map { $0 % 24 }
    if let clock = read(.clockHour), hour != clock % 24 { return nil }
    let half = read(.halfDay)
    if let hourOfHalf = read(.halfDayHour) ?? read(.clockHalfDayHour).map({ $0 % 12 }) {
      if let clock = read(.clockHalfDayHour), hourOfHalf != clock % 12 { return nil }
      guard let half else { return nil }
      let found = half * 12 + hourOfHalf
      guard hour == nil || hour == found else { return nil }
      hour = found
    } else if let half, let hour, hour / 12 != half {
      return nil
    }
    return (hour ?? 0) * 3600 + (read(.minute) ?? 0) * 60 + (read(.second) ?? 0)
  }
}
