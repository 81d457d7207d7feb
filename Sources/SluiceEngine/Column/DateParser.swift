internal import CSluiceKernels

/// Decodes dates, `YYYY-MM-DD` in the proleptic Gregorian calendar, years 1 to 9999, to days since 1970-01-01.
///
/// A timestamp at midnight is a date too: exporters write date columns so when they have only one time type.
enum DateParser {
  static func decode(_ column: ColumnBatch) {
    guard let kernel = unsafe ColumnKernels.best.dates else { return decodeAlone(column) }
    let (values, left) = (column.integerLane(), column.leftLane())
    // SAFETY: every lane has `rows` elements, and every cell lies in the memory behind `bytes`, which is padded.
    let count = unsafe kernel(
      column.bytes.base, column.starts.base, column.lengths.base, column.status.base, column.rows, values.base,
      left.base)
    var last = LastDate()
    for index in 0..<count { read(column, values, Int(left[index]), &last) }
  }

  /// The same without the kernel (times_avx2.c), whose oracle this is.
  static func decodeAlone(_ column: ColumnBatch) {
    let (status, values) = (column.status, column.integerLane())
    var last = LastDate()
    for row in 0..<column.rows {
      if status[row] == CellStatus.valid { read(column, values, row, &last) } else { values[row] = 0 }
    }
  }

  @inline(__always)
  private static func read(_ column: ColumnBatch, _ values: Lane<Int64>, _ row: Int, _ last: inout LastDate) {
    let (bytes, start, length) = (column.bytes, Int(column.starts[row]), Int(column.lengths[row]))
    if length == 10, let days = last.days(bytes, start) {
      values[row] = days
    } else if length > 10, let stamp = TimestampParser.value(bytes, start, length), stamp.isMidnightAsWritten,
      let days = days(bytes, start)
    {
      values[row] = days
    } else {
      values[row] = 0
      column.status[row] = CellStatus.invalid
      column.invalid += 1
    }
  }

  /// Days of the ten bytes from `start` on; nil where they are no date.
  @inline(__always)
  static func days(_ bytes: Bytes, _ start: Int) -> Int64? {
    // "YYYY-MM-" and "YY-MM-DD": after XOR with the pattern, digits are their values and dashes are 0.
    let head = bytes.word(at: start) ^ 0x2D30_302D_3030_3030
    let tail = bytes.word(at: start &+ 2) ^ 0x3030_2D30_302D_3030
    let both = head | tail
    let bad =
      (both | (head &+ 0x0606_0606_0606_0606) | (tail &+ 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0
    // Dashes must be 0, not merely a low nibble.
    let dashes = (head & 0xFF00_00FF_0000_0000) | (tail & 0x0000_FF00_00FF_0000)
    guard bad | dashes == 0 else { return nil }
    let year = digit(head, 0) &* 1000 &+ digit(head, 1) &* 100 &+ digit(head, 2) &* 10 &+ digit(head, 3)
    let month = digit(head, 5) &* 10 &+ digit(head, 6)
    let day = digit(tail, 6) &* 10 &+ digit(tail, 7)
    return days(year: year, month: month, day: day)
  }

  @inline(__always)
  private static func digit(_ word: UInt64, _ index: UInt64) -> Int {
    Int(truncatingIfNeeded: (word &>> (8 &* index)) & 0xFF)
  }

  /// nil where there is no such day.
  @inline(__always)
  static func days(year: Int, month: Int, day: Int) -> Int64? {
    guard year >= 1, month >= 1, month <= 12, day >= 1 else { return nil }
    let isLeap = year & 3 == 0 && (year % 100 != 0 || year % 400 == 0)
    let length = month == 2 ? (isLeap ? 29 : 28) : 30 &+ ((month &+ month &>> 3) & 1)
    guard day <= length else { return nil }
    // Years that begin in March put the leap day last (Hinnant, "chrono-compatible low-level date algorithms").
    let shifted = month > 2 ? year : year &- 1
    let era = shifted / 400
    let yearOfEra = shifted &- era &* 400
    let dayOfYear = (153 &* (month > 2 ? month &- 3 : month &+ 9) &+ 2) / 5 &+ day &- 1
    let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
    return Int64(era &* 146_097 &+ dayOfEra &- 719_468)
  }
}

/// Remembers one date: those of neighbouring rows are nearly always the same.
struct LastDate {
  // 1970-01-01, as two words that overlap; its days are 0.
  private var head: UInt64 = 0x2D31_302D_3037_3931
  private var tail: UInt64 = 0x3130_2D31_302D_3037
  private var known: Int64 = 0

  /// Days of the ten bytes from `start` on; nil where they are no date.
  @inline(__always)
  mutating func days(_ bytes: Bytes, _ start: Int) -> Int64? {
    let (head, tail) = (bytes.word(at: start), bytes.word(at: start &+ 2))
    if head == self.head && tail == self.tail { return known }
    guard let days = DateParser.days(bytes, start) else { return nil }
    (self.head, self.tail, known) = (head, tail, days)
    return days
  }
}
