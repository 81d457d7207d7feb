internal import SluiceContract

/// Decodes dates, times and timestamps of a column with a `format`.
///
/// A cell in another form that is ISO 8601 keeps its value and is noted as foreign: what is wrong is its form, and
/// the other checks go on with what it says. Anything else is invalid.
enum PatternedTimes {
  static func decode(_ column: ColumnBatch, as kind: ColumnKind, _ pattern: TimePattern, zone: ZoneRules?) {
    let status = column.status
    let values = column.integerLane()
    var clock = zone.map { LocalClock($0) }
    for row in 0..<column.rows {
      values[row] = 0
      if status[row] != CellStatus.valid { continue }
      var stamp = parsed(column, row, pattern)
      if stamp == nil {
        stamp = standard(column, row, kind)
        if stamp != nil { column.foreignForms.append(row) }
      }
      guard let stamp, store(stamp, column, values, row, kind, &clock) else {
        status[row] = CellStatus.invalid
        column.invalid += 1
        continue
      }
    }
  }

  // SAFETY: the cell's bytes lie inside the chunk, and the span does not leave this call.
  @inline(__always)
  static func parsed(_ column: ColumnBatch, _ row: Int, _ pattern: TimePattern) -> TimestampParser.Stamp? {
    let start = unsafe UnsafePointer(column.bytes.base + Int(column.starts[row]))
    let cell = unsafe Span(_unsafeStart: start, count: Int(column.lengths[row]))
    guard let value = pattern.parse(cell) else { return nil }
    return TimestampParser.Stamp(
      days: value.days, nanosecondsOfDay: value.nanosecondsOfDay, offsetSeconds: value.offsetSeconds ?? 0,
      hasOffset: value.offsetSeconds != nil)
  }

  /// The cell as ISO 8601.
  @inline(never)
  private static func standard(_ column: ColumnBatch, _ row: Int, _ kind: ColumnKind) -> TimestampParser.Stamp? {
    let (bytes, start, length) = (column.bytes, Int(column.starts[row]), Int(column.lengths[row]))
    switch kind {
    case .time:
      guard let time = TimeParser.value(bytes, start, length), time.bytes == length else { return nil }
      return TimestampParser.Stamp(days: 0, nanosecondsOfDay: time.nanoseconds, offsetSeconds: 0)
    case .date:
      let stamp = TimestampParser.value(bytes, start, length)
      return stamp?.isMidnightAsWritten == true ? stamp : nil
    default: return TimestampParser.value(bytes, start, length)
    }
  }

  /// False where the local time does not exist.
  @inline(__always)
  private static func store(
    _ stamp: TimestampParser.Stamp, _ column: ColumnBatch, _ values: Lane<Int64>, _ row: Int, _ kind: ColumnKind,
    _ clock: inout LocalClock?
  ) -> Bool {
    switch kind {
    case .date: values[row] = stamp.days
    case .time: values[row] = stamp.nanosecondsOfDay
    default:
      var stamp = stamp
      if !stamp.hasOffset && clock != nil {
        guard let offset = clock?.offset(atLocal: stamp.localSeconds) else {
          column.clockGaps += 1
          return false
        }
        stamp.offsetSeconds = offset
      }
      TimestampParser.store(stamp, column, values, row)
    }
    return true
  }
}
