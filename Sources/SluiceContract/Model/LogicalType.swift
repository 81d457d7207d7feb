/// The type that a property promises, from `logicalType` and, for decimals, `physicalType`.
package enum LogicalType: Sendable, Hashable {
  case string
  case integer
  /// A binary floating-point number.
  case number
  /// `number` with a `physicalType` such as `DECIMAL(18,2)`: exact, with precision and scale.
  case decimal(precision: Int, scale: Int)
  case boolean
  case date
  case time
  case timestamp
  /// `object`, `array`, `map`, `vector`: JSON in a cell.
  case nested(String)

  /// Whether values are days or times.
  var isTemporal: Bool { self == .date || self == .time || self == .timestamp }
}
