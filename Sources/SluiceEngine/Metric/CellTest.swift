internal import SluiceContract

/// What one cell must be: the compiled form of a rule about single values. Immutable, shared by all workers.
indirect enum CellTest: Sendable {
  /// Not null.
  case present
  /// Parses as the column's kind.
  case parses
  case inRange(IntegerRange)
  case inNumberRange(NumberRange)
  /// Length in Unicode scalars.
  case hasLength(ClosedRange<Int>)
  case matches(Pattern)
  case isOneOf(TextSet)
  case isOneOfIntegers(IntegerSet)
  case isOneOfNumbers([Double])
  case hasForm(TextForm)
  case hasFormat(ValueFormat)
  /// Written in the column's format, and not in ISO 8601 instead.
  case followsPattern
  case carriesOffset(OffsetTest)
  /// A double that stays finite, and does not vanish, in 32 bits.
  case fitsFloat32
  case isMultiple(Divisor)
  /// Neither null nor one of the tokens.
  case notMissing(TextSet)
  /// All of several.
  case all([CellTest])
  /// The test, but cells with one of the tokens pass.
  case unlessMissing(TextSet, CellTest)
}

/// Whether times have an offset from UTC.
struct OffsetTest: Sendable {
  var isWanted: Bool
  /// Reads cells that are not ISO 8601.
  var pattern: TimePattern?
  /// Bytes in front of which ISO 8601 has no sign of an offset: the date, which has hyphens of its own.
  var signFreeBytes: Int
}

/// Bounds in the units of a column's lane, of its wide cells, and as exact numbers for what is wider still.
struct IntegerRange: Sendable {
  /// Inclusive; no value is inside where the minimum is above the maximum.
  var laneMinimum: Int64
  var laneMaximum: Int64
  /// Inclusive.
  var wideMinimum: Int128
  var wideMaximum: Int128
  var exact: ExactRange
}

/// Bounds as they are written.
struct ExactRange: Sendable {
  var minimum: ExactDecimal?
  var maximum: ExactDecimal?
  var excludesMinimum = false
  var excludesMaximum = false

  func contains(_ value: ExactDecimal) -> Bool {
    if let minimum, value < minimum || (excludesMinimum && value == minimum) { return false }
    if let maximum, maximum < value || (excludesMaximum && value == maximum) { return false }
    return true
  }
}

/// Bounds of floating-point values. NaN never satisfies a range.
struct NumberRange: Sendable {
  var minimum: Double
  var maximum: Double
  var excludesMinimum: Bool
  var excludesMaximum: Bool

  /// Inclusive bounds: the neighbour of an exclusive one is the inclusive one.
  var lowest: Double { excludesMinimum ? minimum.nextUp : minimum }
  var highest: Double { excludesMaximum ? maximum.nextDown : maximum }
}

/// Allowed values of an integer-like column.
struct IntegerSet: Sendable {
  var lane: Set<Int64>
  var wide: Set<Int128>
  var huge: Set<ExactDecimal>
}
