/// Extrema, exact sum and the counted-apart classes of a column of doubles.
struct NumberStatistics: MetricState, Sendable {
  private(set) var minimum = Double.infinity
  private(set) var maximum = -Double.infinity
  /// Finite values; the others leave extrema and sum.
  private(set) var finite = 0
  private(set) var nan = 0
  private(set) var infinite = 0
  /// Of these, those below all numbers.
  private(set) var negativeInfinite = 0
  private(set) var sum = ExactSum()

  /// A value that is not valid is 0, and so adds nothing to the sum.
  mutating func add(_ column: ColumnBatch) {
    let extrema = column.doubleExtrema
    minimum = min(minimum, extrema.low)
    maximum = max(maximum, extrema.high)
    finite += extrema.finite
    if extrema.finite < extrema.valid {
      addEach(column.doubles.part(from: 0, count: column.rows), column.status)
    } else if extrema.finite > 0 {
      let limit = max(extrema.low.magnitude, extrema.high.magnitude)
      for first in stride(from: 0, to: column.rows, by: ExactSum.blockRows) {
        let count = min(ExactSum.blockRows, column.rows - first)
        sum.add(column.doubles.part(from: first, count: count), limit: limit)
      }
    }
  }

  /// The sum and the classes of a column with values that are not finite.
  private mutating func addEach(_ values: Lane<Double>, _ status: Lane<UInt8>) {
    for row in 0..<values.count where status[row] == CellStatus.valid {
      let value = values[row]
      if value.isFinite {
        sum.add(value)
      } else if value.isNaN {
        nan += 1
      } else {
        infinite += 1
        negativeInfinite += value < 0 ? 1 : 0
      }
    }
  }

  mutating func merge(_ other: NumberStatistics) {
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    finite += other.finite
    nan += other.nan
    infinite += other.infinite
    negativeInfinite += other.negativeInfinite
    sum.merge(other.sum)
  }
}
