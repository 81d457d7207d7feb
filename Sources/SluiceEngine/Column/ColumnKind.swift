/// How the cells of a column are decoded, and what their values are.
enum ColumnKind: Sendable, Hashable {
  case text
  /// Int64; beyond it Int128, beyond that the text itself.
  case integer
  case number
  /// Units of 10^-scale, in Int64; beyond it Int128, beyond that the text itself.
  case decimal(precision: Int, scale: Int)
  case boolean
  /// Days since 1970-01-01.
  case date
  /// Nanoseconds of the day.
  case time
  /// Microseconds since 1970-01-01T00:00:00Z; finer ones as nanoseconds in Int128.
  case timestamp
  /// JSON in a cell; the lane holds how many items or members it has.
  case container(Container)

  enum Container: String, Sendable, Hashable {
    case object, array, map, vector

    /// What JSON calls it.
    var jsonName: String { isObject ? "object" : "array" }
    /// Whether it is written in braces.
    var isObject: Bool { self == .object || self == .map }
  }

  /// Whether values may be written with a decimal point: integers too, as `1.0`.
  var mayHavePoint: Bool {
    switch self {
    case .integer, .number, .decimal: true
    default: false
    }
  }

  var name: String {
    switch self {
    case .text: "string"
    case .integer: "integer"
    case .number: "number"
    case .decimal: "decimal"
    case .boolean: "boolean"
    case .date: "date"
    case .time: "time"
    case .timestamp: "timestamp"
    case .container(let container): container.rawValue
    }
  }

  /// Whether equal values may be written in several ways that only a reader of JSON tells to be equal.
  var isContainer: Bool {
    if case .container = self { true } else { false }
  }
}

/// What became of one cell.
enum CellStatus {
  /// The value stands in the column's lane (text: the slice is the value).
  static let valid: UInt8 = 0
  static let null: UInt8 = 1
  /// Does not parse as the column's kind.
  static let invalid: UInt8 = 2
  /// Valid, but too wide for the lane: in `ColumnBatch.wide`.
  static let wide: UInt8 = 3
}
