/// Decodes the gathered cells of a column by its kind: one specialised loop per kind, no dispatch per cell.
enum Decoder {
  static func decode(_ column: ColumnBatch, as kind: ColumnKind, dialect: Dialect) {
    if dialect.decimal == UInt8(ascii: ",") && kind.mayHavePoint {
      DecimalComma.decode(column) { decodePoints(column, as: kind, dialect: dialect) }
    } else {
      decodePoints(column, as: kind, dialect: dialect)
    }
  }

  private static func decodePoints(_ column: ColumnBatch, as kind: ColumnKind, dialect: Dialect) {
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
