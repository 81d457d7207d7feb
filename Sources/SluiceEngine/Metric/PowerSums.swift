internal import SluiceContract

/// Sums of the first powers of a column's values, exactly: variance, skewness and kurtosis in one pass.
///
/// How it works: integers and decimals are summed as integers. A power of a double is written as several doubles whose
/// sum it is without error (two for a square, four for a cube, six for a fourth power), and those go to `ExactSum`. So
/// the moments about the mean can be had from the sums themselves: nothing cancels before the last step, and that is
/// made in integers.
/// Shape: up to four sums. Law: exact, so that no split and no order matters.
/// What to beware: parts of powers below 2^-1074 vanish, so that values all smaller than 2^-250 are not told apart.
/// Source: Dekker, "A floating-point technique for extending the available precision", 1971, for the parts.
struct PowerSums: MetricState, Sendable {
  /// The highest power: 2 to 4.
  let powers: Int
  /// Finite values.
  private(set) var count = 0
  /// Whether a value, or one of its powers, is too large to be summed.
  private(set) var isBeyond = false
  private let isNumber: Bool
  /// Digits after the point of integers that are decimals.
  private let scale: Int
  /// Of numbers, by power from 1 on.
  private var doubles: [ExactSum]
  /// Of integers.
  private var integers: [WideSum]
  /// Of integers with powers beyond 128 bits.
  private var large: [BigInteger]

  init(_ kind: ColumnKind, powers: Int) {
    self.powers = powers
    isNumber = kind == .number
    if case .decimal(_, let places) = kind { scale = places } else { scale = 0 }
    doubles = isNumber ? Array(repeating: ExactSum(), count: powers) : []
    integers = isNumber ? [] : Array(repeating: WideSum(), count: powers)
    large = isNumber ? [] : Array(repeating: .zero, count: powers)
  }

  mutating func add(_ column: ColumnBatch, _ lanes: PowerLanes) {
    if isNumber { addNumbers(column, lanes) } else { addIntegers(column) }
  }

  mutating func merge(_ other: PowerSums) {
    count += other.count
    isBeyond = isBeyond || other.isBeyond
    for index in doubles.indices { doubles[index].merge(other.doubles[index]) }
    for index in integers.indices { integers[index].merge(other.integers[index]) }
    for index in large.indices { large[index] = large[index] + other.large[index] }
  }

  // MARK: Integers

  private mutating func addIntegers(_ column: ColumnBatch) {
    let extrema = column.integerExtrema
    count += extrema.valid
    if extrema.valid > 0 {
      let bits = 64 - max(extrema.low.magnitude, extrema.high.magnitude).leadingZeroBitCount
      let room = 64 - UInt64(column.rows).leadingZeroBitCount
      // Cells that are not valid are 0 in the lane.
      for power in 1...powers {
        switch bits * power + room {
        case ..<63: integers[power - 1].add(Int128(Self.sum(column.integers, column.rows, power) as Int64))
        case ..<127: integers[power - 1].add(Self.sum(column.integers, column.rows, power) as Int128)
        default: for row in 0..<column.rows { addLarge(Int128(column.integers[row]), power) }
        }
      }
    }
    for cell in column.wide {
      guard let value = cell.value else {
        isBeyond = true
        continue
      }
      count += 1
      for power in 1...powers { addLarge(value, power) }
    }
  }

  @inline(__always)
  private static func sum<Sum: FixedWidthInteger>(_ values: Lane<Int64>, _ rows: Int, _ power: Int) -> Sum {
    var sum: Sum = 0
    switch power {
    case 1: for row in 0..<rows { sum &+= Sum(truncatingIfNeeded: values[row]) }
    case 2:
      for row in 0..<rows {
        let value = Sum(truncatingIfNeeded: values[row])
        sum &+= value &* value
      }
    case 3:
      for row in 0..<rows {
        let value = Sum(truncatingIfNeeded: values[row])
        sum &+= value &* value &* value
      }
    default:
      for row in 0..<rows {
        let value = Sum(truncatingIfNeeded: values[row])
        let square = value &* value
        sum &+= square &* square
      }
    }
    return sum
  }

  private mutating func addLarge(_ value: Int128, _ power: Int) {
    if value == 0 { return }
    let factor = BigInteger(value)
    large[power - 1] = large[power - 1] + (1..<power).reduce(factor) { product, _ in product * factor }
  }

  // MARK: Numbers

  private mutating func addNumbers(_ column: ColumnBatch, _ lanes: PowerLanes) {
    let extrema = column.doubleExtrema
    if extrema.finite == 0 { return }
    count += extrema.finite
    let limit = max(extrema.low.magnitude, extrema.high.magnitude)
    guard limit < 0x1p240 else {
      isBeyond = true
      return
    }
    for first in stride(from: 0, to: column.rows, by: ExactSum.blockRows) {
      let rows = min(ExactSum.blockRows, column.rows - first)
      lanes.take(column, from: first, rows: rows)
      add(lanes, rows, limit: limit)
    }
  }

  private mutating func add(_ lanes: PowerLanes, _ rows: Int, limit: Double) {
    doubles[0].add(lanes.values.part(from: 0, count: rows), limit: limit)
    lanes.square(rows)
    let rest = 0x1p-53
    let square = limit * limit
    doubles[1].add(lanes.high.part(from: 0, count: rows), limit: square)
    doubles[1].add(lanes.low.part(from: 0, count: rows), limit: square * rest)
    if powers >= 3 {
      let cube = square * limit
      add(lanes.high, lanes.values, lanes, rows, to: 2, limit: cube)
      add(lanes.low, lanes.values, lanes, rows, to: 2, limit: cube * rest)
    }
    if powers == 4 {
      let fourth = square * square
      add(lanes.high, lanes.high, lanes, rows, to: 3, limit: fourth)
      // Twice high × low: once for each order of the factors.
      add(lanes.high, lanes.low, lanes, rows, to: 3, limit: fourth * rest)
      add(lanes.high, lanes.low, lanes, rows, to: 3, limit: fourth * rest)
      add(lanes.low, lanes.low, lanes, rows, to: 3, limit: fourth * rest * rest)
    }
  }

  private mutating func add(
    _ left: Lane<Double>, _ right: Lane<Double>, _ lanes: PowerLanes, _ rows: Int, to index: Int, limit: Double
  ) {
    lanes.multiply(left, right, rows)
    doubles[index].add(lanes.product.part(from: 0, count: rows), limit: limit)
    doubles[index].add(lanes.error.part(from: 0, count: rows), limit: limit * 0x1p-53)
  }

  // MARK: Moments

  /// The variance; nil for too few values.
  func variance(ofPopulation: Bool) -> ScaledDouble? {
    let divisor = ofPopulation ? count : count - 1
    guard divisor > 0 else { return nil }
    let denominator = BigInteger(Int128(count)) * divisor * BigInteger.powerOfTen(2 * scale)
    let quotient = second.scaled / denominator.scaled
    return isNumber ? ScaledDouble(significand: quotient.significand, exponent: quotient.exponent - 2 * unit) : quotient
  }

  /// Whether all values are equal.
  var hasNoSpread: Bool { second.isZero }

  /// nil for too few values, or equal ones.
  func skewness(ofPopulation: Bool) -> Double? {
    let spread = second
    guard !spread.isZero, ofPopulation || count > 2 else { return nil }
    let (a, b) = (sum(1), sum(2))
    let n = count
    let third =
      (sum(3) * n * n).shifted(by: 2 * unit) - (a * b * (3 * n)).shifted(by: unit) + a * a * a * 2
    // Its square is a fraction of integers, so that only the last steps round.
    let (above, below) = (third * third, spread * spread * spread)
    let square =
      ofPopulation ? above.scaled / below.scaled : (above * n * (n - 1)).scaled / (below * (n - 2) * (n - 2)).scaled
    return third.isNegative ? -square.squareRoot.value : square.squareRoot.value
  }

  /// In excess of a normal distribution's; nil for too few values, or equal ones.
  func kurtosis(ofPopulation: Bool) -> Double? {
    let spread = second
    guard !spread.isZero, ofPopulation || count > 3 else { return nil }
    let (a, b) = (sum(1), sum(2))
    let n = count
    let fourth =
      (sum(4) * n * n * n).shifted(by: 3 * unit) - (a * sum(3) * 4 * n * n).shifted(by: 2 * unit)
      + (a * a * b * 6 * n).shifted(by: unit) - a * a * a * a * 3
    let square = spread * spread
    let excess = fourth - square * 3
    if ofPopulation { return (excess.scaled / square.scaled).value }
    let above = (excess * (n + 1) + square * 6) * (n - 1)
    return (above.scaled / (square * (n - 2) * (n - 3)).scaled).value
  }

  /// n Σx² − (Σx)², in the square of the unit.
  private var second: BigInteger {
    let sum = sum(1)
    return (self.sum(2) * count).shifted(by: unit) - sum * sum
  }

  private var unit: Int { isNumber ? ExactSum.unitBits : 0 }

  private func sum(_ power: Int) -> BigInteger {
    isNumber ? doubles[power - 1].integer : integers[power - 1].integer + large[power - 1]
  }
}

/// Memory for the parts of powers of one block of doubles; a worker's own.
final class PowerLanes {
  private let storage = (0..<5).map { _ in LaneStorage<Double>(repeating: 0, count: ExactSum.blockRows) }

  /// Finite values, 0 for all else.
  var values: Lane<Double> { storage[0].lane }
  /// high + low is the square.
  var high: Lane<Double> { storage[1].lane }
  var low: Lane<Double> { storage[2].lane }
  /// product + error is what was multiplied last.
  var product: Lane<Double> { storage[3].lane }
  var error: Lane<Double> { storage[4].lane }

  func take(_ column: ColumnBatch, from first: Int, rows: Int) {
    let values = self.values
    let (numbers, status) = (
      column.doubles.part(from: first, count: rows), column.status.part(from: first, count: rows)
    )
    for row in 0..<rows {
      let value = numbers[row]
      values[row] = status[row] == CellStatus.valid && value.magnitude < .infinity ? value : 0
    }
  }

  func square(_ rows: Int) { Self.multiply(values, values, rows, high, low) }

  func multiply(_ left: Lane<Double>, _ right: Lane<Double>, _ rows: Int) {
    Self.multiply(left, right, rows, product, error)
  }

  /// Products and their rounding errors: each factor is cut into halves of 26 bits, whose products are exact.
  static func multiply(
    _ left: Lane<Double>, _ right: Lane<Double>, _ rows: Int, _ product: Lane<Double>, _ error: Lane<Double>
  ) {
    let splitter = Double((1 << 27) + 1)
    for row in 0..<rows {
      let (a, b) = (left[row], right[row])
      let (c, d) = (splitter * a, splitter * b)
      let (aHigh, bHigh) = (c - (c - a), d - (d - b))
      let (aLow, bLow) = (a - aHigh, b - bHigh)
      let whole = a * b
      product[row] = whole
      error[row] = aLow * bLow - (((whole - aHigh * bHigh) - aLow * bHigh) - aHigh * bLow)
    }
  }
}
