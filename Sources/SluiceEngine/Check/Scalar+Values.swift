internal import SluiceContract

/// Values of a contract in the units of a column's lane.
extension Scalar {
  /// As a cell would spell it.
  var text: String {
    switch self {
    case .text(let text): text
    case .number(let number): number.description
    case .boolean(let value): value ? "true" : "false"
    case .null: ""
    }
  }

  var bytes: [UInt8] { Array(text.utf8) }

  /// The number that is meant, also where it was written as text.
  var number: ExactDecimal? {
    switch self {
    case .number(let number): number
    case .text(let text): ExactDecimal(text)
    case .boolean(let value): ExactDecimal(value ? 1 : 0)
    case .null: nil
    }
  }

  /// The value in the finest unit of an integer-like kind, rounded down and up; nil where it is none, or where
  /// 128 bits are too few.
  ///
  /// Times are ISO 8601; a listed one (`allowsPattern`) may have the column's format, as cells have.
  func units(
    _ kind: ColumnKind, _ reading: TimeReading?, allowsPattern: Bool = false
  ) -> (floor: Int128, ceiling: Int128)? {
    switch kind {
    case .integer, .boolean: scaled(0)
    case .decimal(_, let scale): scaled(scale)
    case .date: instant(.date, reading, allowsPattern)
    case .time: instant(.time, reading, allowsPattern)
    case .timestamp: instant(.timestamp, reading, allowsPattern)
    case .text, .number, .container: nil
    }
  }

  private func instant(
    _ type: LogicalType, _ reading: TimeReading?, _ allowsPattern: Bool
  ) -> (floor: Int128, ceiling: Int128)? {
    TimeText.value(text, as: type, reading, allowsPattern: allowsPattern).map { ($0, $0) }
  }

  private func scaled(_ scale: Int) -> (floor: Int128, ceiling: Int128)? {
    guard let number, let floor = number.scaledDown(toScale: scale),
      let ceiling = number.scaledUp(toScale: scale)
    else { return nil }
    return (floor, ceiling)
  }
}

extension Bounds {
  /// nil where a bound cannot be read as a value of the kind; contracts are refused for that before.
  func cellTest(_ kind: ColumnKind, _ reading: TimeReading? = nil) -> CellTest? {
    switch kind {
    case .text, .container: nil
    case .number: numberRange().map(CellTest.inNumberRange)
    default: integerRange(kind, reading).map(CellTest.inRange)
    }
  }

  private func numberRange() -> NumberRange? {
    if let minimum, minimum.value.number == nil { return nil }
    if let maximum, maximum.value.number == nil { return nil }
    return NumberRange(
      minimum: minimum?.value.number?.doubleValue ?? -.infinity,
      maximum: maximum?.value.number?.doubleValue ?? .infinity,
      excludesMinimum: minimum?.isExclusive ?? false, excludesMaximum: maximum?.isExclusive ?? false)
  }

  private func integerRange(_ kind: ColumnKind, _ reading: TimeReading?) -> IntegerRange? {
    var low = Int128.min
    var high = Int128.max
    var exact = ExactRange()
    if let minimum {
      exact.minimum = minimum.value.number
      exact.excludesMinimum = minimum.isExclusive
      if let units = minimum.value.units(kind, reading) {
        low = minimum.isExclusive ? units.floor + 1 : units.ceiling
      } else if let number = minimum.value.number {
        // Beyond 128 bits: nothing narrower is above it, or everything is.
        low = number.isNegative ? .min : .max
      } else {
        return nil
      }
    }
    if let maximum {
      exact.maximum = maximum.value.number
      exact.excludesMaximum = maximum.isExclusive
      if let units = maximum.value.units(kind, reading) {
        high = maximum.isExclusive ? units.ceiling - 1 : units.floor
      } else if let number = maximum.value.number {
        high = number.isNegative ? .min : .max
      } else {
        return nil
      }
    }
    // The lane of timestamps counts microseconds, their finest unit is the nanosecond.
    let perLane: Int128 = kind == .timestamp ? 1000 : 1
    return IntegerRange(
      laneMinimum: Int64(clamping: low.dividedRoundingUp(by: perLane)),
      laneMaximum: Int64(clamping: high.dividedRoundingDown(by: perLane)), wideMinimum: low,
      wideMaximum: high,
      exact: exact)
  }
}

extension Int128 {
  package func dividedRoundingDown(by divisor: Int128) -> Int128 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }

  func dividedRoundingUp(by divisor: Int128) -> Int128 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder > 0 ? quotient + 1 : quotient
  }
}

extension CellTest {
  /// Membership in a list of contract values.
  static func oneOf(_ values: [Scalar], _ kind: ColumnKind, _ reading: TimeReading? = nil) -> CellTest {
    switch kind {
    case .text: return .isOneOf(TextSet(values.filter { $0 != .null }.map(\.bytes)))
    case .number: return .isOneOfNumbers(values.compactMap { $0.number?.doubleValue })
    default: break
    }
    var set = IntegerSet(lane: [], wide: [], huge: [])
    let perLane: Int128 = kind == .timestamp ? 1000 : 1
    for value in values {
      if let units = value.units(kind, reading, allowsPattern: true) {
        // A value between two units equals no cell.
        guard units.floor == units.ceiling else { continue }
        set.wide.insert(units.floor)
        if units.floor % perLane == 0, let lane = Int64(exactly: units.floor / perLane) {
          set.lane.insert(lane)
        }
      } else if let number = value.number {
        set.huge.insert(number)
      }
    }
    return .isOneOfIntegers(set)
  }
}
