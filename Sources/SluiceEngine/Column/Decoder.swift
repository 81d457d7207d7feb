internal import SluiceContract

/// Decodes the gathered cells of a column by its kind: one specialised loop per kind, no dispatch per cell.
enum Decoder {
  /// `reading`: how the column's times are written; nil for ISO 8601 in UTC, and for columns without times.
  static func decode(_ column: ColumnBatch, as kind: ColumnKind, _ reading: TimeReading?, dialect: Dialect) {
    if let reading {
      if let pattern = reading.pattern {
        PatternedTimes.decode(column, as: kind, pattern, zone: reading.zone)
        return
      }
      if let zone = reading.zone, kind == .timestamp {
        ZonedTimestamps.decode(column, zone)
        return
      }
      if kind == .time {
        TimeParser.decodeWithOffsets(column)
        return
      }
    }
    if dialect.decimal == UInt8(ascii: ",") && kind.mayHavePoint {
      DecimalComma.decode(column) { decode(column, as: kind, dialect: dialect) }
    } else {
      decode(column, as: kind, dialect: dialect)
    }
  }

  private static func decode(_ column: ColumnBatch, as kind: ColumnKind, dialect: Dialect) {
    switch kind {
    case .text: break
    case .integer: IntegerParser.decode(column)
    case .number: NumberParser.decode(column)
    case .decimal(let precision, let scale): DecimalParser.decode(column, precision: precision, scale: scale)
    case .boolean: BooleanParser.decode(column, dialect: dialect)
    case .date: DateParser.decode(column)
    case .time: TimeParser.decode(column)
    case .timestamp: TimestampParser.decode(column)
    case .container(let container): ContainerParser.decode(column, as: container)
    }
  }
}
