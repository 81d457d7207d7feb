/// Extrema, exact sum and the counted-apart classes of a column of doubles.
struct NumberStatistics: MetricState, Sendable {
  private(set) var minimum = Double.infinity
  private(set) var maximum = -Double.infinity
  /// Finite values; the others leave extrema and sum.
  private(set) var finite = 0
  private(set) var nan = 0
  private(set) var infinite = 0
  private(set) var sum = ExactSum()

  /// Values are looked at a block at a time: first for extrema, then, while they are near, for the sum.
  mutating func add(_ column: ColumnBatch) {
    var first = 0
    while first < column.rows {
      let count = min(ExactSum.blockRows, column.rows - first)
      add(column.doubles.part(from: first, count: count), column.status.part(from: first, count: count))
      first += count
    }
  }

  /// A value that is not valid is 0, and so adds nothing to the sum.
  private mutating func add(_ values: Lane<Double>, _ status: Lane<UInt8>) {
    var (low, high) = (Double.infinity, -Double.infinity)
    var (valid, count) = (0, 0)
    for row in 0..<values.count {
      // Adding 0 makes -0 the 0 that it equals, so that extrema do not depend on which of them came first.
      let value = values[row] + 0
      let isValid = status[row] == CellStatus.valid
      let isCounted = isValid && value.magnitude < .infinity
      let (above, below) = isCounted ? (value, value) : (.infinity, -.infinity)
      low = above < low ? above : low
      high = below > high ? below : high
      valid &+= isValid ? 1 : 0
      count &+= isCounted ? 1 : 0
    }
    minimum = min(minimum, low)
    maximum = max(maximum, high)
    finite += count
    if count == valid {
      if count > 0 { sum.add(values, limit: max(low.magnitude, high.magnitude)) }
    } else {
      addEach(values, status)
    }
  }

  /// The sum and the classes of a block with values that are not finite.
  private mutating func addEach(_ values: Lane<Double>, _ status: Lane<UInt8>) {
    for row in 0..<values.count where status[row] == CellStatus.valid {
      let value = values[row]
      if value.isFinite {
        sum.add(value)
      } else if value.isNaN {
        nan += 1
      } else {
        infinite += 1
      }
    }
  }

  mutating func merge(_ other: NumberStatistics) {
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    finite += other.finite
    nan += other.nan
    infinite += other.infinite
    sum.merge(other.sum)
  }
}
