/// What a part of an expression is, known before any row is read.
package enum ExpressionType: Sendable, Hashable {
  case boolean
  /// A whole number of units of 10^-scale, exact in 128 bits: integers have scale 0.
  case exact(scale: Int)
  /// A binary floating-point number of 64 bits.
  case number
  case text
  case date
  /// Time of the day.
  case time
  /// An instant.
  case timestamp
  /// A cell of JSON, of which nothing can be asked but whether it is there.
  case json
  /// The word `null`, which becomes what stands beside it.
  case null

  package init(_ type: LogicalType?) {
    switch type {
    case .string, nil: self = .text
    case .integer: self = .exact(scale: 0)
    case .decimal(_, let scale): self = .exact(scale: scale)
    case .number: self = .number
    case .boolean: self = .boolean
    case .date: self = .date
    case .time: self = .time
    case .timestamp: self = .timestamp
    case .nested: self = .json
    }
  }

  /// Digits that an exact number may have after its point.
  static let maximumScale = 38

  var isNumeric: Bool {
    switch self {
    case .exact, .number: true
    default: false
    }
  }

  /// For messages: `text`, `a date`.
  var words: String {
    switch self {
    case .boolean: "a boolean"
    case .exact(scale: 0): "an integer"
    case .exact: "a decimal"
    case .number: "a number"
    case .text: "text"
    case .date: "a date"
    case .time: "a time"
    case .timestamp: "a timestamp"
    case .json: "JSON"
    case .null: "null"
    }
  }
}
