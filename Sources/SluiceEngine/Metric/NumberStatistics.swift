/// Extrema, exact sum and the counted-apart classes of a column of doubles.
struct NumberStatistics: MetricState, Sendable {
  private(set) var minimum = Double.infinity
  private(set) var maximum = -Double.infinity
  /// Finite values; the others leave extrema and sum.
  private(set) var finite = 0
  private(set) var nan = 0
  private(set) var infinite = 0
  private(set) var sum = ExactSum()

  mutating func add(_ column: ColumnBatch) {
    let (values, status) = (column.doubles, column.status)
    for row in 0..<column.rows where status[row] == CellStatus.valid {
      // Adding 0 makes -0 the 0 that it equals, so that extrema do not depend on which of them came first.
      let value = values[row] + 0
      if value.isFinite {
        minimum = min(minimum, value)
        maximum = max(maximum, value)
        finite &+= 1
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
