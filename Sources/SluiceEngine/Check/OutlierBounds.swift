internal import SluiceContract

/// What a rule about outliers asks of a pass.
struct OutlierSpec: Sendable {
  /// Index into the columns of the pass.
  var column: Int
  var test: OutlierTest
  /// What the bounds are made of: index into `PassSpec.aggregates`.
  var aggregate: Int
  /// The step of `where`, and the columns that it reads.
  var condition: Int?
  var conditionColumns: [Int]
}

/// The bounds beyond which the values of a column are outliers, as the column itself gives them.
enum OutlierBounds: Sendable {
  case known(Bounds)
  case notRun(String)
  case error(String)

  /// The shares of the quartiles.
  static let quartiles = ["0.25", "0.75"].compactMap { ExactDecimal($0) }

  init(_ test: OutlierTest, _ kind: ColumnKind, _ result: AggregateResult) {
    let measured = AggregateMeasurement(result: result, part: 0, scope: nil)
    let figures: [AggregateFigure]
    switch test.method {
    case .iqr: figures = Self.quartiles.map { measured.figure(.quantile($0), kind) }
    case .zscore: figures = [.mean, .standardDeviation(ofPopulation: false)].map { measured.figure($0, kind) }
    }
    for figure in figures {
      switch figure {
      case .notRun(let reason):
        self = .notRun(reason)
        return
      case .error(let reason):
        self = .error(reason)
        return
      default: break
      }
    }
    let ends: (low: ExactDecimal?, high: ExactDecimal?)?
    if case .exact(let first) = figures[0], case .exact(let third) = figures[1] {
      ends = Self.exact(first, third, test.k)
    } else {
      ends = Self.doubles(test, figures[0].double, figures[1].double)
    }
    guard let ends else {
      self = .notRun("the values do not vary enough to have outliers")
      return
    }
    func bound(_ value: ExactDecimal?, _ side: OutlierTest.Side) -> Bounds.Bound? {
      test.side == side ? nil : value.map { Bounds.Bound(value: .number($0), isExclusive: false, mark: .start) }
    }
    self = .known(Bounds(minimum: bound(ends.low, .high), maximum: bound(ends.high, .low)))
  }

  /// Quartiles of integers and decimals, without rounding; nil where they are equal.
  private static func exact(
    _ first: ExactDecimal, _ third: ExactDecimal, _ k: ExactDecimal
  ) -> (low: ExactDecimal?, high: ExactDecimal?)? {
    if first == third { return nil }
    let scale = max(0, -first.exponent, -third.exponent)
    guard let low = first.scaledDown(toScale: scale), let high = third.scaledDown(toScale: scale),
      let factor = k.scaledDown(toScale: 6)
    else { return doubles(first.doubleValue, third.doubleValue, reach: k.doubleValue) }
    let (reach, isOver) = (high - low).multipliedReportingOverflow(by: factor)
    let one = Int128(1_000_000)
    let (lowUnits, lowOver) = low.multipliedReportingOverflow(by: one)
    let (highUnits, highOver) = high.multipliedReportingOverflow(by: one)
    if isOver || lowOver || highOver { return doubles(first.doubleValue, third.doubleValue, reach: k.doubleValue) }
    return (
      ExactDecimal("\(lowUnits - reach)e-\(scale + 6)"), ExactDecimal("\(highUnits + reach)e-\(scale + 6)")
    )
  }

  private static func doubles(
    _ first: Double, _ third: Double, reach: Double
  ) -> (low: ExactDecimal?, high: ExactDecimal?)? {
    let width = third - first
    return (ExactDecimal("\(first - reach * width)"), ExactDecimal("\(third + reach * width)"))
  }

  private static func doubles(
    _ test: OutlierTest, _ first: Double, _ second: Double
  ) -> (low: ExactDecimal?, high: ExactDecimal?)? {
    guard first.isFinite, second.isFinite else { return nil }
    let k = test.k.doubleValue
    switch test.method {
    case .iqr: return first == second ? nil : doubles(first, second, reach: k)
    case .zscore:
      return second == 0 ? nil : (ExactDecimal("\(first - k * second)"), ExactDecimal("\(first + k * second)"))
    }
  }

  /// `-1.5 … 12`; a side that is not looked at is left open.
  var words: String? {
    guard case .known(let bounds) = self else { return nil }
    switch (bounds.minimum?.value.text, bounds.maximum?.value.text) {
    case (let low?, let high?): return "between \(low) and \(high)"
    case (let low?, nil): return "at least \(low)"
    case (nil, let high?): return "at most \(high)"
    default: return "any"
    }
  }
}

extension AggregateFigure {
  fileprivate var double: Double {
    switch self {
    case .exact(let value): value.doubleValue
    case .quotient(let sum, let count): sum.doubleValue / Double(count)
    case .number(let value): value
    default: .nan
    }
  }
}
