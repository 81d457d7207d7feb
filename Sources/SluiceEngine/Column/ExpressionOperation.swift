internal import SluiceContract

/// What one step of a program computes.
enum ExpressionOperation: Sendable, Hashable {
  /// A column of the pass.
  case column(Int, isInstant: Bool)
  case truth(Bool)
  case exact(Int128)
  /// Nanoseconds since 1970.
  case instant(Int128)
  /// The bits of a Double, so that NaN and the two zeros are told apart.
  case number(UInt64)
  case text([UInt8])
  case null
  /// What the run takes for now.
  case now

  /// Exact: times 10^power.
  case rescale(power: Int)
  /// Exact with that scale, to the nearest Double.
  case toNumber(scale: Int)
  /// A date to its midnight.
  case toInstant
  case negate
  case arithmetic(ArithmeticSign)
  case absolute
  /// Exact: drops digits behind the point. Numbers: to whole ones.
  case floor(dropping: Int)
  /// Exact: drops digits, half away from zero. Numbers: to `dropping` places.
  case round(dropping: Int)

  case compare(ComparisonSign)
  case and, or, not
  case isNull
  case isInExact([Int128])
  /// Nanoseconds since 1970.
  case isInInstants([Int128])
  case isInNumbers([UInt64])
  case isInTexts([[UInt8]])
  case isInTruths([Bool])
  /// Condition, value, condition, value, …, otherwise.
  case choose
  case coalesce
  case nullIf

  case length, lower, upper, trim
  case startsWith, contains
  case like([UInt8])
  case matches(String)

  case difference(DateUnit, TimeScale)
  case part(DateUnit, TimeScale)

  /// What the exact lanes of times count.
  enum TimeScale: Sendable, Hashable {
    case days
    /// Nanoseconds of the day.
    case nanoseconds
    /// Microseconds since 1970 in 64 bits, nanoseconds in 128.
    case instants
  }
}
