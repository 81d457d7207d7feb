/// Decodes times of day, `HH:MM:SS` with up to nine fraction digits, or `HH:MM`, to nanoseconds of the day.
enum TimeParser {
  static func decode(_ column: ColumnBatch) {
    let (bytes, starts, lengths, status) = (column.bytes, column.starts, column.lengths, column.status)
    let values = column.integerLane()
    for row in 0..<column.rows {
      values[row] = 0
      if status[row] != CellStatus.valid { continue }
      let (start, length) = (Int(starts[row]), Int(lengths[row]))
      if let time = value(bytes, start, length), time.bytes == length {
        values[row] = time.nanoseconds
      } else {
        status[row] = CellStatus.invalid
        column.invalid += 1
      }
    }
  }

  /// The same where a time may have an offset, as `timezone: true` asks; the value is the time as written.
  static func decodeWithOffsets(_ column: ColumnBatch) {
    let (bytes, status) = (column.bytes, column.status)
    let values = column.integerLane()
    for row in 0..<column.rows {
      values[row] = 0
      if status[row] != CellStatus.valid { continue }
      let (start, length) = (Int(column.starts[row]), Int(column.lengths[row]))
      if let time = value(bytes, start, length),
        time.bytes == length || TimestampParser.offset(bytes, start + time.bytes, length - time.bytes) != nil
      {
        values[row] = time.nanoseconds
      } else {
        status[row] = CellStatus.invalid
        column.invalid += 1
      }
    }
  }

  /// The time at the beginning of `length` bytes, and how many bytes it takes; nil where there is none.
  @inline(__always)
  static func value(_ bytes: Bytes, _ start: Int, _ length: Int) -> (nanoseconds: Int64, bytes: Int)? {
    guard length >= 8 else { return short(bytes, start, length) }
    // "00:00:00"
    let word = bytes.word(at: start) ^ 0x3030_3A30_303A_3030
    let bad = (word | (word &+ 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0
    guard bad | (word & 0x0000_FF00_00FF_0000) == 0 else { return short(bytes, start, length) }
    let hour = pair(word, 0)
    let minute = pair(word, 3)
    let second = pair(word, 6)
    guard hour < 24 && minute < 60 && second < 60 else { return nil }
    let seconds = (hour &* 60 &+ minute) &* 60 &+ second
    guard length > 8 && bytes[start &+ 8] == UInt8(ascii: ".") else { return (seconds &* 1_000_000_000, 8) }
    var digits = 0
    while digits < length &- 9 && Digits.isDigit(bytes[start &+ 9 &+ digits]) { digits &+= 1 }
    guard digits >= 1 && digits <= 9 else { return nil }
    let power = unsafe PowersOfTen.all.integers[9 &- digits]
    let fraction = Digits.run(bytes, start &+ 9, digits).value &* power
    return (seconds &* 1_000_000_000 &+ Int64(truncatingIfNeeded: fraction), 9 &+ digits)
  }

  /// Seconds of the day of `HH:MM:SS`; nil where the eight bytes from `start` on are anything else.
  @inline(__always)
  static func seconds(_ bytes: Bytes, _ start: Int) -> Int64? {
    let word = bytes.word(at: start) ^ 0x3030_3A30_303A_3030
    let bad = (word | (word &+ 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0
    // Each pair of digits joined, in its first byte.
    let pairs = word &* 10 &+ (word &>> 8)
    let (hour, minute, second) = (pairs & 0xFF, (pairs &>> 24) & 0xFF, (pairs &>> 48) & 0xFF)
    guard bad | (word & 0x0000_FF00_00FF_0000) == 0, hour < 24, minute < 60, second < 60 else { return nil }
    return Int64(truncatingIfNeeded: (hour &* 60 &+ minute) &* 60 &+ second)
  }

  @inline(__always)
  private static func pair(_ word: UInt64, _ index: UInt64) -> Int64 {
    let low = (word &>> (8 &* index)) & 0xFF
    let high = (word &>> (8 &* index &+ 8)) & 0xFF
    return Int64(truncatingIfNeeded: low &* 10 &+ high)
  }

  /// `HH:MM` and nothing of seconds.
  private static func short(_ bytes: Bytes, _ start: Int, _ length: Int) -> (nanoseconds: Int64, bytes: Int)? {
    guard length >= 5, bytes[start + 2] == UInt8(ascii: ":"),
      length == 5 || bytes[start + 5] != UInt8(ascii: ":")
    else { return nil }
    let hour = Digits.run(bytes, start, 2)
    let minute = Digits.run(bytes, start + 3, 2)
    guard hour.bad | minute.bad == 0, hour.value < 24, minute.value < 60 else { return nil }
    return (Int64(hour.value * 60 + minute.value) * 60_000_000_000, 5)
  }
}
