internal import CSluiceKernels

/// Decodes timestamps to microseconds since 1970-01-01T00:00:00Z; finer ones go to the wide cells, in nanoseconds.
///
/// Grammar: a date; a space or `T` and a time; nothing, `Z`, `+HH`, `+HHMM` or `+HH:MM` (an offset may follow one
/// space). A bare date is midnight. Without an offset the time is UTC.
enum TimestampParser {
  struct Stamp {
    var days: Int64
    /// As written, before the offset is taken off.
    var nanosecondsOfDay: Int64
    var offsetSeconds: Int64
    var hasOffset = false

    var isMidnightAsWritten: Bool { nanosecondsOfDay == 0 }

    var microseconds: Int64 {
      (days &* 86_400 &- offsetSeconds) &* 1_000_000 &+ nanosecondsOfDay / 1000
    }
    var nanosecondsBelow: Int64 { nanosecondsOfDay % 1000 }
  }

  static func decode(_ column: ColumnBatch) {
    guard let kernel = unsafe ColumnKernels.best.timestamps else { return decodeAlone(column) }
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
      values[row] = 0
      if status[row] == CellStatus.valid { read(column, values, row, &last) }
    }
  }

  @inline(__always)
  private static func read(_ column: ColumnBatch, _ values: Lane<Int64>, _ row: Int, _ last: inout LastDate) {
    let (bytes, start, length) = (column.bytes, Int(column.starts[row]), Int(column.lengths[row]))
    // What most exporters write: whole seconds, without an offset.
    if length == 19 && isSeparator(bytes[start &+ 10]), let seconds = TimeParser.seconds(bytes, start &+ 11),
      let days = last.days(bytes, start)
    {
      values[row] = (days &* 86_400 &+ seconds) &* 1_000_000
      return
    }
    guard let stamp = value(bytes, start, length) else {
      column.status[row] = CellStatus.invalid
      column.invalid += 1
      return
    }
    store(stamp, column, values, row)
  }

  @inline(__always)
  static func store(_ stamp: Stamp, _ column: ColumnBatch, _ values: Lane<Int64>, _ row: Int) {
    if stamp.nanosecondsBelow == 0 {
      values[row] = stamp.microseconds
    } else {
      let value = Int128(stamp.microseconds) * 1000 + Int128(stamp.nanosecondsBelow)
      column.status[row] = CellStatus.wide
      column.wide.append(ColumnBatch.WideCell(row: row, value: value))
    }
  }

  @inline(__always)
  static func value(_ bytes: Bytes, _ start: Int, _ length: Int) -> Stamp? {
    guard length >= 10, let days = DateParser.days(bytes, start) else { return nil }
    if length == 10 { return Stamp(days: days, nanosecondsOfDay: 0, offsetSeconds: 0) }
    guard isSeparator(bytes[start &+ 10]), let time = TimeParser.value(bytes, start &+ 11, length &- 11)
    else { return nil }
    let used = 11 &+ time.bytes
    if used == length { return Stamp(days: days, nanosecondsOfDay: time.nanoseconds, offsetSeconds: 0) }
    let blank = bytes[start &+ used] == UInt8(ascii: " ") ? 1 : 0
    guard let offset = offset(bytes, start &+ used &+ blank, length &- used &- blank) else { return nil }
    return Stamp(days: days, nanosecondsOfDay: time.nanoseconds, offsetSeconds: offset, hasOffset: true)
  }

  /// Whether a time may stand behind it.
  @inline(__always)
  private static func isSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "T") }

  /// Seconds east of UTC; nil where the bytes are no offset.
  static func offset(_ bytes: Bytes, _ start: Int, _ length: Int) -> Int64? {
    if length == 1 { return bytes[start] == UInt8(ascii: "Z") ? 0 : nil }
    let sign: Int64
    switch bytes[start] {
    case UInt8(ascii: "+"): sign = 1
    case UInt8(ascii: "-"): sign = -1
    default: return nil
    }
    guard length == 3 || length == 5 || (length == 6 && bytes[start + 3] == UInt8(ascii: ":")) else {
      return nil
    }
    let hours = Digits.run(bytes, start + 1, 2)
    let minutes =
      length == 3 ? Digits.Run(value: 0, bad: 0) : Digits.run(bytes, start + length - 2, 2)
    guard hours.bad | minutes.bad == 0, hours.value < 24, minutes.value < 60 else { return nil }
    return sign * Int64(hours.value * 60 + minutes.value) * 60
  }
}
