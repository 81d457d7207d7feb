internal import SluiceContract

/// Decodes timestamps of a column with a default zone: those without an offset are local times of it.
///
/// A local time that clocks skipped is invalid; one that they showed twice is the earlier instant.
enum ZonedTimestamps {
  static func decode(_ column: ColumnBatch, _ zone: ZoneRules) {
    let (bytes, starts, lengths, status) = (column.bytes, column.starts, column.lengths, column.status)
    let values = column.integerLane()
    var clock = LocalClock(zone)
    for row in 0..<column.rows {
      values[row] = 0
      if status[row] != CellStatus.valid { continue }
      guard var stamp = TimestampParser.value(bytes, Int(starts[row]), Int(lengths[row])) else {
        status[row] = CellStatus.invalid
        column.invalid += 1
        continue
      }
      if !stamp.hasOffset {
        guard let offset = clock.offset(atLocal: stamp.localSeconds) else {
          status[row] = CellStatus.invalid
          column.invalid += 1
          column.clockGaps += 1
          continue
        }
        stamp.offsetSeconds = offset
      }
      TimestampParser.store(stamp, column, values, row)
    }
  }
}

extension TimestampParser.Stamp {
  /// As written, since 1970-01-01T00:00:00.
  @inline(__always)
  var localSeconds: Int64 { days &* 86_400 &+ nanosecondsOfDay / 1_000_000_000 }
}
