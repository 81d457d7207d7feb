internal import SluiceContract

/// What an aggregate needs measured of its column, beside counts, extrema and sums.
struct AggregateRequirement: Sendable {
  enum Need: Sendable {
    case basics
    case zeros
    /// Sums of powers up to this one.
    case powers(Int)
    case texts
    /// How often values occur.
    case counts
    /// The values themselves, as long as they are few.
    case categories
    case quantile(ExactDecimal)
    case product(with: String)
    case sought(SoughtValues)
  }

  var need: Need
  var condition: TypedExpression?
}

/// What was measured for an aggregate.
struct AggregateMeasurement: Sendable {
  var result: AggregateResult
  /// Which of the partners or lists is the rule's.
  var part: Int
  /// How the rows stand to `where`, and to the other column of a correlation; nil without them.
  var scope: RowTestState?
}

/// What came out, as exactly as it is known.
enum AggregateFigure: Sendable {
  case exact(ExactDecimal)
  /// The first divided by the second.
  case quotient(ExactDecimal, by: Int)
  /// A share of a count.
  case share(Int, of: Int)
  case number(Double)
  /// In the finest unit of the column's kind.
  case units(Int128)
  case text([UInt8])
  case mostCommon([CountedValue], tied: Int, count: Int)
  /// Nothing can be said, and why.
  case notRun(String)
  case error(String)
}

extension AggregateFigure {
  /// A value as reports show it; nil where it is none that this kind has.
  static func text(_ units: Int128, _ kind: ColumnKind) -> String? {
    switch kind {
    case .date: Int64(exactly: units).flatMap { CivilTime.format(days: $0) }
    case .time: Int64(exactly: units).flatMap { CivilTime.format(nanosecondsOfDay: $0) }
    case .timestamp: CivilTime.format(nanoseconds: units)
    case .boolean: units == 0 ? "false" : "true"
    case .decimal(_, let scale): ExactDecimal("\(units)e-\(scale)")?.description
    default: "\(units)"
    }
  }

  /// The shortest digits that mean the value, without an exponent where that is short.
  static func text(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    return ExactDecimal("\(value)")?.description ?? "\(value)"
  }

  /// `longest`: bytes of a text that are shown.
  static func text(_ value: CountedValue, _ kind: ColumnKind, longest: Int = SampledText.longest) -> String {
    switch value {
    case .integer(let value): text(Int128(value), kind) ?? "\(value)"
    case .number(let value): text(value)
    case .bytes(let bytes) where kind == .text: String(decoding: bytes.prefix(longest), as: UTF8.self)
    case .bytes(let bytes): KeyValue.wideText(bytes) { text($0, kind) ?? "\($0)" }
    }
  }
}
