// Reads the footer's text: `EST5EDT,M3.2.0,M11.1.0`, `<+1030>-10:30<+11>-11,M10.1.0,M4.1.0`.

extension PosixZone {
  /// nil where the text is no such rule.
  init?(_ text: some Sequence<UInt8>) {
    var reader = RuleReader(rest: Array(text)[...])
    guard reader.takeName(), let west = reader.takeTime(hours: 24) else { return nil }
    standard = -west
    if reader.rest.isEmpty {
      summer = nil
      return
    }
    guard reader.takeName() else { return nil }
    var offset = -west + 3600
    if reader.rest.first != UInt8(ascii: ",") {
      guard let west = reader.takeTime(hours: 24) else { return nil }
      offset = -west
    }
    guard let begin = reader.takeChange(), let end = reader.takeChange(), reader.rest.isEmpty else { return nil }
    summer = Summer(offset: offset, begin: begin, end: end)
  }
}

/// Takes the parts of a rule off its front.
private struct RuleReader {
  var rest: ArraySlice<UInt8>

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  /// Letters, or anything in angle brackets; what the name says is of no matter.
  mutating func takeName() -> Bool {
    if take("<") {
      guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
      rest = rest[(end + 1)...]
      return true
    }
    let letters = rest.prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
    rest.removeFirst(letters.count)
    return letters.count >= 3
  }

  mutating func takeNumber(_ range: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
    guard (1...3).contains(digits.count) else { return nil }
    rest.removeFirst(digits.count)
    let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return range.contains(value) ? value : nil
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  mutating func takeTime(hours: Int) -> Int64? {
    let isNegative = take("-")
    if !isNegative { _ = take("+") }
    guard let hour = takeNumber(0...hours) else { return nil }
    var seconds = hour * 3600
    if take(":") {
      guard let minute = takeNumber(0...59) else { return nil }
      seconds += minute * 60
      if take(":") {
        guard let second = takeNumber(0...59) else { return nil }
        seconds += second
      }
    }
    return Int64(isNegative ? -seconds : seconds)
  }

  /// `,date[/time]`
  mutating func takeChange() -> PosixZone.Change? {
    guard take(","), let day = takeDay() else { return nil }
    guard take("/") else { return PosixZone.Change(day: day, time: 7200) }
    return takeTime(hours: 167).map { PosixZone.Change(day: day, time: $0) }
  }

  private mutating func takeDay() -> PosixZone.Change.Day? {
    if take("J") { return takeNumber(1...365).map { .julian($0) } }
    guard take("M") else { return takeNumber(0...365).map { .ordinal($0) } }
    guard let month = takeNumber(1...12), take("."), let week = takeNumber(1...5), take("."),
      let weekday = takeNumber(0...6)
    else { return nil }
    return .weekday(month: month, week: week, weekday: weekday)
  }
}
