/// Sums of two columns' values, their squares and products, exactly: Pearson's r in one pass.
///
/// Over the rows in which both are finite. Law: exact, as `PowerSums`. What to beware: integers beyond 2^53 are taken as
/// the nearest double.
struct ProductSums: MetricState, Sendable {
  private(set) var count = 0
  private(set) var isBeyond = false
  private var x = ExactSum()
  private var y = ExactSum()
  private var xx = ExactSum()
  private var yy = ExactSum()
  private var xy = ExactSum()

  mutating func add(_ lanes: ProductLanes) {
    var first = 0
    while first < lanes.count {
      let rows = min(ExactSum.blockRows, lanes.count - first)
      let (left, right) = (lanes.x.part(from: first, count: rows), lanes.y.part(from: first, count: rows))
      first += rows
      let (limitX, limitY) = (Self.limit(left), Self.limit(right))
      guard limitX < 0x1p500, limitY < 0x1p500 else {
        isBeyond = true
        continue
      }
      count += rows
      x.add(left, limit: limitX)
      y.add(right, limit: limitY)
      Self.add(left, left, lanes, limit: limitX * limitX, to: &xx)
      Self.add(right, right, lanes, limit: limitY * limitY, to: &yy)
      Self.add(left, right, lanes, limit: limitX * limitY, to: &xy)
    }
    if lanes.isBeyond { isBeyond = true }
  }

  private static func limit(_ values: Lane<Double>) -> Double {
    var limit = 0.0
    for row in 0..<values.count { limit = max(limit, values[row].magnitude) }
    return limit
  }

  private static func add(
    _ left: Lane<Double>, _ right: Lane<Double>, _ lanes: ProductLanes, limit: Double, to sum: inout ExactSum
  ) {
    let (product, error) = (
      lanes.product.part(from: 0, count: left.count), lanes.error.part(from: 0, count: left.count)
    )
    PowerLanes.multiply(left, right, left.count, product, error)
    sum.add(product, limit: limit)
    sum.add(error, limit: limit * 0x1p-53)
  }

  mutating func merge(_ other: ProductSums) {
    count += other.count
    isBeyond = isBeyond || other.isBeyond
    x.merge(other.x)
    y.merge(other.y)
    xx.merge(other.xx)
    yy.merge(other.yy)
    xy.merge(other.xy)
  }

  /// nil where a side does not vary.
  var pearson: Double? {
    let (a, b) = (x.integer, y.integer)
    func centred(_ products: ExactSum, _ sums: BigInteger) -> BigInteger {
      (products.integer * count).shifted(by: ExactSum.unitBits) - sums
    }
    let (left, right, both) = (centred(xx, a * a), centred(yy, b * b), centred(xy, a * b))
    if left.isZero || right.isZero { return nil }
    let r = (both.scaled / (left.scaled.squareRoot * right.scaled.squareRoot)).value
    return min(1, max(-1, r))
  }
}

/// The pairs of one batch whose both sides are finite; a worker's own memory.
final class ProductLanes {
  private let storage = (0..<2).map { _ in LaneStorage<Double>(repeating: 0) }
  private let products = (0..<2).map { _ in LaneStorage<Double>(repeating: 0, count: ExactSum.blockRows) }
  private(set) var count = 0
  /// Whether a value is there that no double stands for.
  private(set) var isBeyond = false

  var x: Lane<Double> { storage[0].lane }
  var y: Lane<Double> { storage[1].lane }
  var product: Lane<Double> { products[0].lane }
  var error: Lane<Double> { products[1].lane }

  /// Rows that are 0 in `mask` are left out.
  func take(
    _ left: ColumnBatch, _ leftKind: ColumnKind, _ right: ColumnBatch, _ rightKind: ColumnKind, _ mask: Lane<UInt8>?
  ) {
    let (x, y) = (storage[0].lane(of: left.rows), storage[1].lane(of: left.rows))
    isBeyond = false
    var count = 0
    for row in 0..<left.rows where mask.map({ $0[row] != 0 }) ?? true {
      guard let a = value(left, leftKind, row), let b = value(right, rightKind, row), a.isFinite, b.isFinite else {
        continue
      }
      (x[count], y[count]) = (a, b)
      count += 1
    }
    self.count = count
  }

  @inline(__always)
  private func value(_ column: ColumnBatch, _ kind: ColumnKind, _ row: Int) -> Double? {
    if column.status[row] == CellStatus.valid {
      return kind == .number ? column.doubles[row] : Double(column.integers[row])
    }
    return column.status[row] == CellStatus.wide ? wide(column, row) : nil
  }

  @inline(never)
  private func wide(_ column: ColumnBatch, _ row: Int) -> Double? {
    guard let value = column.wide.first(where: { $0.row == row })?.value else {
      isBeyond = true
      return nil
    }
    return Double(value)
  }
}
