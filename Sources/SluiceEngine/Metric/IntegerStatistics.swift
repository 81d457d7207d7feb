internal import SluiceContract

/// Extrema and sum of a column of integers in some unit: integers, decimals, days, nanoseconds, microseconds.
///
/// Exact at any size: Int64 for what the lane holds, Int128 for wide cells, text for the rest.
struct IntegerStatistics: MetricState, Sendable {
  private(set) var minimum = Int64.max
  private(set) var maximum = Int64.min
  private(set) var laneCount = 0
  private(set) var wideMinimum: Int128?
  private(set) var wideMaximum: Int128?
  private(set) var hugeMinimum: ExactDecimal?
  private(set) var hugeMaximum: ExactDecimal?
  /// Sum of lane cells, in their unit.
  private(set) var sum: Int128 = 0
  private(set) var wideCount = 0
  /// Wide cells below zero, and so below all that the lane holds.
  private(set) var wideNegative = 0
  private var wideTotal = WideSum()

  /// Sum of wide cells, in their unit; nil where it does not fit, or where a cell did not.
  var wideSum: Int128? { hugeMinimum == nil ? wideTotal.value : nil }

  mutating func add(_ column: ColumnBatch) {
    let extrema = column.integerExtrema
    // Cells that are not valid are 0 in the lane.
    if extrema.valid > 0 && Self.fits(extrema.low, extrema.high, column.rows) {
      sum += Int128(extrema.sum)
    } else if extrema.valid > 0 {
      let values = column.integers
      for row in 0..<column.rows { sum += Int128(values[row]) }
    }
    minimum = min(minimum, extrema.low)
    maximum = max(maximum, extrema.high)
    laneCount += extrema.valid
    for cell in column.wide { addWide(cell, column) }
  }

  /// Whether the sum of `rows` values between `low` and `high` fits 64 bits.
  private static func fits(_ low: Int64, _ high: Int64, _ rows: Int) -> Bool {
    max(low.magnitude, high.magnitude) <= UInt64(Int64.max) / UInt64(max(1, rows))
  }

  private mutating func addWide(_ cell: ColumnBatch.WideCell, _ column: ColumnBatch) {
    wideCount += 1
    if let value = cell.value {
      wideMinimum = min(wideMinimum ?? value, value)
      wideMaximum = max(wideMaximum ?? value, value)
      wideTotal.add(value)
      wideNegative += value < 0 ? 1 : 0
    } else if let value = ExactDecimal(String(decoding: column.text(cell.row), as: UTF8.self)) {
      hugeMinimum = min(hugeMinimum ?? value, value)
      hugeMaximum = max(hugeMaximum ?? value, value)
      wideNegative += value.isNegative ? 1 : 0
    }
  }

  mutating func merge(_ other: IntegerStatistics) {
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    laneCount += other.laneCount
    sum += other.sum
    wideCount += other.wideCount
    wideNegative += other.wideNegative
    wideTotal.merge(other.wideTotal)
    wideMinimum = Self.pick(wideMinimum, other.wideMinimum, min)
    wideMaximum = Self.pick(wideMaximum, other.wideMaximum, max)
    hugeMinimum = Self.pick(hugeMinimum, other.hugeMinimum, min)
    hugeMaximum = Self.pick(hugeMaximum, other.hugeMaximum, max)
  }

  /// The smallest or the largest value of at most 128 bits, in the kind's finest unit.
  func extreme(_ kind: ColumnKind, isMinimum: Bool) -> Int128? {
    let perLane: Int128 = kind == .timestamp ? 1000 : 1
    let lane = laneCount > 0 ? Int128(isMinimum ? minimum : maximum) * perLane : nil
    return Self.pick(lane, isMinimum ? wideMinimum : wideMaximum, isMinimum ? min : max)
  }

  /// The extreme, where it is beyond 128 bits: smaller than all narrower ones exactly when it is negative.
  func hugeExtreme(isMinimum: Bool) -> ExactDecimal? {
    guard let huge = isMinimum ? hugeMinimum : hugeMaximum else { return nil }
    return huge.isNegative == isMinimum || (laneCount == 0 && wideMinimum == nil) ? huge : nil
  }

  private static func pick<Value>(_ a: Value?, _ b: Value?, _ choose: (Value, Value) -> Value) -> Value? {
    guard let a, let b else { return a ?? b }
    return choose(a, b)
  }
}
