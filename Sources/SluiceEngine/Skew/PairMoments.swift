/// First and second moments of pairs, exactly the same whatever the order in which they come: Pearson's r.
///
/// How it works: values are moved and scaled to integers of 40 bits over the range of a sample, with seven bits to
/// spare, and those are summed exactly. A value beyond that range is kept apart, as its products summed by `ExactSum`.
/// What to beware: r of values rounded to 2^-40 of their range; some 1e-12 for anything but a range of 10^6 deviations.
struct PairMoments: MetricState, Sendable {
  /// Where the integers begin, and how many there are to a unit; the same in all states that are merged.
  let center: Double
  let scale: Double

  private(set) var count = 0
  private(set) var x: Int128 = 0
  private(set) var y: Int128 = 0
  private(set) var xx: Int128 = 0
  private(set) var yy: Int128 = 0
  private(set) var xy: Int128 = 0
  private var far: FarSums?

  /// Pairs beyond the range, as doubles around the same center.
  private struct FarSums: Sendable {
    var count = 0
    var x = ExactSum()
    var y = ExactSum()
    var xx = ExactSum()
    var yy = ExactSum()
    var xy = ExactSum()
  }

  /// Magnitude that integers stay below.
  static let limit = 0x1p47

  /// `low` ... `high`: the range of a sample; both finite.
  init(low: Double, high: Double) {
    let center = low / 2 + high / 2
    let reach = max(high - center, center - low)
    self.center = center.isFinite ? center : 0
    // A power of two, so that scaling rounds nothing.
    let exponent = reach > 0 && reach.isFinite ? 39 - reach.exponent : 0
    scale = Double(sign: .plus, exponent: Int(min(max(exponent, -1000), 1000)), significand: 1)
  }

  /// The integer of a value; nil where it is out of range, or no number.
  @inline(__always)
  func integer(_ value: Double) -> Int64? {
    let scaled = (value - center) * scale
    guard scaled.magnitude < Self.limit else { return nil }
    // Adding 1.5 × 2^52 leaves the nearest integer in the lowest bits.
    return Int64(bitPattern: (scaled + 0x1.8p52).bitPattern) &- Int64(bitPattern: (0x1.8p52).bitPattern)
  }

  /// Sums of many pairs of equal values.
  mutating func add(equal count: Int, sum: Int64, squares: Int128) {
    self.count += count
    x += Int128(sum)
    y += Int128(sum)
    xx += squares
    yy += squares
    xy += squares
  }

  /// One pair of finite values.
  mutating func add(_ left: Double, _ right: Double) {
    guard let a = integer(left), let b = integer(right) else { return addFar(left - center, right - center) }
    count += 1
    x += Int128(a)
    y += Int128(b)
    xx += Int128(a) * Int128(a)
    yy += Int128(b) * Int128(b)
    xy += Int128(a) * Int128(b)
  }

  @inline(never)
  private mutating func addFar(_ left: Double, _ right: Double) {
    var sums = far ?? FarSums()
    far = nil
    sums.count += 1
    let terms = (left, right, left * left, right * right, left * right)
    if terms.0.isFinite { sums.x.add(terms.0) }
    if terms.1.isFinite { sums.y.add(terms.1) }
    if terms.2.isFinite { sums.xx.add(terms.2) }
    if terms.3.isFinite { sums.yy.add(terms.3) }
    if terms.4.isFinite { sums.xy.add(terms.4) }
    far = sums
  }

  mutating func merge(_ other: PairMoments) {
    count += other.count
    x += other.x
    y += other.y
    xx += other.xx
    yy += other.yy
    xy += other.xy
    guard let theirs = other.far else { return }
    guard var ours = far else {
      far = theirs
      return
    }
    ours.count += theirs.count
    ours.x.merge(theirs.x)
    ours.y.merge(theirs.y)
    ours.xx.merge(theirs.xx)
    ours.yy.merge(theirs.yy)
    ours.xy.merge(theirs.xy)
    far = ours
  }

  /// nil where a side does not vary.
  var pearson: Double? {
    guard let far else {
      // n Σxy − Σx Σy is exact up to 2^127; beyond, doubles of the centred sums do.
      return Self.pearson(
        Double(count), Double(x), Double(y), Double(xx), Double(yy), Double(xy), exact: exactProducts)
    }
    let n = Double(count + far.count)
    func sum(_ near: Int128, _ far: ExactSum, _ factor: Double) -> Double { Double(near) / factor + far.value }
    let square = scale * scale
    return Self.pearson(
      n, sum(x, far.x, scale), sum(y, far.y, scale), sum(xx, far.xx, square), sum(yy, far.yy, square),
      sum(xy, far.xy, square), exact: nil)
  }

  /// n Σxx − (Σx)², n Σyy − (Σy)², n Σxy − Σx Σy; nil where 128 bits are too few.
  private var exactProducts: (xx: Double, yy: Double, xy: Double)? {
    func product(_ square: Int128, _ left: Int128, _ right: Int128) -> Double? {
      let (a, overA) = square.multipliedReportingOverflow(by: Int128(count))
      let (b, overB) = left.multipliedReportingOverflow(by: right)
      let (difference, over) = a.subtractingReportingOverflow(b)
      return overA || overB || over ? nil : Double(difference)
    }
    guard let xx = product(xx, x, x), let yy = product(yy, y, y), let xy = product(xy, x, y) else { return nil }
    return (xx, yy, xy)
  }

  private static func pearson(
    _ n: Double, _ x: Double, _ y: Double, _ xx: Double, _ yy: Double, _ xy: Double,
    exact: (xx: Double, yy: Double, xy: Double)?
  ) -> Double? {
    if n < 2 { return nil }
    let a = exact?.xx ?? (xx - x * x / n)
    let b = exact?.yy ?? (yy - y * y / n)
    let c = exact?.xy ?? (xy - x * y / n)
    guard a > 0, b > 0 else { return nil }
    return min(1, max(-1, c / (a.squareRoot() * b.squareRoot())))
  }
}
