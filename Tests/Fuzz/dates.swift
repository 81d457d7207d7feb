internal import Glibc

/// Dates, times and timestamps are accepted exactly where Python's regular expressions and `datetime` accept them,
/// with the same values, and so does a calendar that counts days one year after the other.
///
/// Each line of an input is a cell. All cells of an input are judged by Python in one exchange.
@_cdecl("LLVMFuzzerTestOneInput")
public func compareDates(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let cells = CellColumn.cells(of: InputBytes(data, size).rest)
  if cells.isEmpty { return 0 }
  let judged = python.judge(cells)
  column.with(cells) { column in
    for (place, kind) in [ColumnKind.date, .time, .timestamp].enumerated() {
      column.resetForDecoding()
      Decoder.decode(column, as: kind, nil, dialect: .standard)
      for (row, text) in cells.enumerated() {
        let found = DecodedCell(column, row)
        let (slow, theirs) = (Calendar.cell(text, kind), judged[row][place])
        if found != slow || found != theirs {
          difference("\(shown(text)) as \(kind): found \(found), the slow calendar \(slow), Python \(theirs)")
        }
      }
    }
  }
  return 0
}

private nonisolated(unsafe) let column = CellColumn()
private nonisolated(unsafe) let python = PythonDates()

/// A calendar that knows only how long each year and each month is.
private enum Calendar {
  static func cell(_ text: [UInt8], _ kind: ColumnKind) -> DecodedCell {
    switch kind {
    case .date:
      // A timestamp at midnight, as written, is a date.
      guard let stamp = timestamp(text), stamp.time == 0 else { return .invalid }
      return .integer(Int64(stamp.days))
    case .time:
      var rest = text[...]
      guard let time = time(&rest), rest.isEmpty else { return .invalid }
      return .integer(Int64(time))
    default:
      guard let stamp = timestamp(text) else { return .invalid }
      let nanoseconds =
        (Int128(stamp.days) * 86_400 - Int128(stamp.offset)) * 1_000_000_000 + Int128(stamp.time)
      return nanoseconds % 1000 == 0 ? .integer(Int64(nanoseconds / 1000)) : .wide(nanoseconds)
    }
  }

  /// Days and nanoseconds as written, and seconds east of UTC.
  private static func timestamp(_ text: [UInt8]) -> (days: Int, time: Int, offset: Int)? {
    var rest = text[...]
    guard let days = date(&rest) else { return nil }
    if rest.isEmpty { return (days, 0, 0) }
    guard take(&rest, " T"), let time = time(&rest) else { return nil }
    if rest.isEmpty { return (days, time, 0) }
    _ = take(&rest, " ")
    guard let offset = offset(&rest), rest.isEmpty else { return nil }
    return (days, time, offset)
  }

  private static func date(_ rest: inout ArraySlice<UInt8>) -> Int? {
    guard let year = number(&rest, 4), take(&rest, "-"), let month = number(&rest, 2), take(&rest, "-"),
      let day = number(&rest, 2), year >= 1, (1...12).contains(month), day >= 1,
      day <= lengths(year)[month - 1]
    else { return nil }
    return firstDay[year] + lengths(year)[..<(month - 1)].reduce(0, +) + day - 1
  }

  /// Days from 1970-01-01 to the first day of each year.
  private static let firstDay: [Int] = {
    var days = [0, 0]
    for year in 1..<9999 { days.append(days[year] + lengths(year).reduce(0, +)) }
    return days.map { $0 - days[1970] }
  }()

  private static func lengths(_ year: Int) -> [Int] {
    let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  }

  private static func time(_ rest: inout ArraySlice<UInt8>) -> Int? {
    guard let hour = number(&rest, 2), hour < 24, take(&rest, ":"), let minute = number(&rest, 2), minute < 60
    else { return nil }
    var nanoseconds = (hour * 60 + minute) * 60_000_000_000
    guard take(&rest, ":") else { return nanoseconds }
    guard let second = number(&rest, 2), second < 60 else { return nil }
    nanoseconds += second * 1_000_000_000
    guard take(&rest, ".") else { return nanoseconds }
    let fraction = rest.prefix { (0x30...0x39).contains($0) }
    guard (1...9).contains(fraction.count), let value = number(&rest, fraction.count) else { return nil }
    return nanoseconds + (fraction.count..<9).reduce(value) { value, _ in value * 10 }
  }

  private static func offset(_ rest: inout ArraySlice<UInt8>) -> Int? {
    if take(&rest, "Z") { return 0 }
    let isNegative = rest.first == UInt8(ascii: "-")
    guard take(&rest, "+-"), let hours = number(&rest, 2), hours < 24 else { return nil }
    if rest.isEmpty { return (isNegative ? -hours : hours) * 3600 }
    _ = take(&rest, ":")
    guard let minutes = number(&rest, 2), minutes < 60 else { return nil }
    return (isNegative ? -1 : 1) * (hours * 60 + minutes) * 60
  }

  private static func number(_ rest: inout ArraySlice<UInt8>, _ digits: Int) -> Int? {
    let run = rest.prefix(digits)
    guard run.count == digits, run.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    rest = rest.dropFirst(digits)
    return run.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func take(_ rest: inout ArraySlice<UInt8>, _ letters: String) -> Bool {
    guard let first = rest.first, letters.utf8.contains(first) else { return false }
    rest = rest.dropFirst()
    return true
  }
}
