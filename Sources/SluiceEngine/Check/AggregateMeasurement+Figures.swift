internal import SluiceContract

// From what was measured to the figure that a rule is about.

extension AggregateMeasurement {
  func figure(_ measure: Aggregate, _ kind: ColumnKind, _ reading: TimeReading? = nil) -> AggregateFigure {
    let basics = result.basics
    let values = basics.rows - basics.nulls - basics.invalid
    if values == 0 { return .notRun("0 rows with a value") }
    let finite = basics.numbers?.finite ?? values
    let needsFinite =
      switch measure {
      case .minimum, .maximum, .sum, .mean, .quantile, .standardDeviation, .variance, .skewness, .kurtosis: true
      default: false
      }
    if let numbers = basics.numbers, needsFinite, finite == 0 {
      // Only NaN is left, or infinities, which are extremes but make no sum.
      switch measure {
      case .minimum where numbers.infinite > 0, .maximum where numbers.infinite > 0: break
      default: return .number(.nan)
      }
    }
    switch measure {
    case .minimum: return extreme(kind, isMinimum: true)
    case .maximum: return extreme(kind, isMinimum: false)
    case .sum: return sum(kind, dividedBy: nil)
    case .mean: return sum(kind, dividedBy: finite)
    case .quantile(let share): return quantile(share, kind)
    case .standardDeviation(let ofPopulation): return spread(ofPopulation) { $0.squareRoot.value }
    case .variance(let ofPopulation): return spread(ofPopulation) { $0.value }
    case .skewness(let ofPopulation):
      return shape("skewness", least: ofPopulation ? 1 : 3) { $0.skewness(ofPopulation: ofPopulation) }
    case .kurtosis(let ofPopulation):
      return shape("kurtosis", least: ofPopulation ? 1 : 4) { $0.kurtosis(ofPopulation: ofPopulation) }
    case .correlation: return correlation
    case .distinctCount: return result.counts.map { .exact(ExactDecimal($0.distinct)) } ?? .error("")
    case .distinctRatio: return result.counts.map { .share($0.distinct, of: $0.values) } ?? .error("")
    case .uniqueRatio: return result.counts.map { .share($0.unique, of: $0.values) } ?? .error("")
    case .entropy(let isBinary):
      return result.counts.map { .number(isBinary ? $0.entropy / 0x1.62e42fefa39efp-1 : $0.entropy) } ?? .error("")
    case .zeroRate: return .share(result.zeros, of: values)
    case .nanRate: return .share(basics.numbers?.nan ?? 0, of: values)
    case .mostCommon:
      return result.counts.map { .mostCommon($0.top, tied: $0.tied, count: $0.topCount) } ?? .error("")
    case .containsValues(let listed):
      let sought = SoughtValues(listed, kind, reading).count
      return .exact(ExactDecimal(sought - result.found[part].count))
    }
  }

  private static let beyond = "a value is too large for what is computed of it"

  // MARK: Extremes, sums, quantiles

  private func extreme(_ kind: ColumnKind, isMinimum: Bool) -> AggregateFigure {
    if kind == .text { return (isMinimum ? result.text.low : result.text.high).map { .text($0) } ?? .error("") }
    if let numbers = result.basics.numbers {
      let infinite = isMinimum ? numbers.negativeInfinite : numbers.infinite - numbers.negativeInfinite
      if infinite > 0 { return .number(isMinimum ? -.infinity : .infinity) }
      if numbers.finite == 0 { return .number(isMinimum ? .infinity : -.infinity) }
      return .number(isMinimum ? numbers.minimum : numbers.maximum)
    }
    guard let integers = result.basics.integers else { return .error("") }
    if let huge = integers.hugeExtreme(isMinimum: isMinimum) { return .exact(huge) }
    guard let units = integers.extreme(kind, isMinimum: isMinimum) else { return .error("") }
    switch kind {
    case .integer: return ExactDecimal("\(units)").map { .exact($0) } ?? .error("")
    case .decimal(_, let scale): return ExactDecimal("\(units)e-\(scale)").map { .exact($0) } ?? .error("")
    default: return .units(units)
    }
  }

  private func sum(_ kind: ColumnKind, dividedBy count: Int?) -> AggregateFigure {
    if let numbers = result.basics.numbers {
      return .number(count.map { numbers.sum.quotient(by: $0) } ?? numbers.sum.value)
    }
    guard let integers = result.basics.integers, let wide = integers.wideSum else { return .error(Self.beyond) }
    let (total, overflow) = integers.sum.addingReportingOverflow(wide)
    let scale = if case .decimal(_, let places) = kind { places } else { 0 }
    guard !overflow, let sum = ExactDecimal("\(total)e-\(scale)") else { return .error(Self.beyond) }
    return count.map { .quotient(sum, by: $0) } ?? .exact(sum)
  }

  private func quantile(_ share: ExactDecimal, _ kind: ColumnKind) -> AggregateFigure {
    guard let pair = result.quantiles[share] else { return .error(Self.beyond) }
    switch (pair.low, pair.high) {
    case (.number(let low), .number(let high)):
      return .number(Quantile.interpolated(low, high, pair.weight.doubleValue))
    case (.integer(let low), .integer(let high)):
      let scale = if case .decimal(_, let places) = kind { places } else { 0 }
      // low + weight × (high − low), in units of 10^-15 of the column's.
      guard let weight = pair.weight.scaledDown(toScale: 15) else { return .error(Self.beyond) }
      let (width, isOver) = (Int128(high) - Int128(low)).multipliedReportingOverflow(by: weight)
      let units = Int128(low) * 1_000_000_000_000_000
      guard !isOver, let value = ExactDecimal("\(units + width)e-\(scale + 15)") else { return .error(Self.beyond) }
      return .exact(value)
    default: return .error(Self.beyond)
    }
  }

  // MARK: Moments

  private func spread(_ ofPopulation: Bool, _ figure: (ScaledDouble) -> Double) -> AggregateFigure {
    guard let powers = result.powers, !powers.isBeyond else { return .error(Self.beyond) }
    guard let variance = powers.variance(ofPopulation: ofPopulation) else {
      return .notRun("1 value has no deviation")
    }
    return .number(figure(variance))
  }

  private func shape(_ name: String, least: Int, _ figure: (PowerSums) -> Double?) -> AggregateFigure {
    guard let powers = result.powers, !powers.isBeyond else { return .error(Self.beyond) }
    if powers.count < least { return .notRun("\(powers.count) values are too few for \(name)") }
    if powers.hasNoSpread { return .notRun("the values do not vary") }
    return figure(powers).map { .number($0) } ?? .error("")
  }

  private var correlation: AggregateFigure {
    let product = result.products[part]
    if product.isBeyond { return .error(Self.beyond) }
    if product.count < 2 { return .notRun("\(product.count) rows have both values, and two are needed") }
    return product.pearson.map { .number($0) } ?? .notRun("one of the columns does not vary")
  }

  // MARK: Details

  func details(_ measure: Aggregate, _ kind: ColumnKind, hasCondition: Bool) -> [CheckResult.Detail] {
    let basics = result.basics
    var details = [("values", basics.rows - basics.nulls - basics.invalid)]
    if case .correlation = measure { details = [("values", result.products[part].count)] }
    details.append(("cellsNotCovered", basics.invalid))
    if let numbers = basics.numbers {
      if numbers.nan > 0 { details.append(("nan", numbers.nan)) }
      if numbers.infinite > 0 { details.append(("infinite", numbers.infinite)) }
    }
    if hasCondition, let scope {
      details.append(("rowsNotCovered", scope.uncovered))
      details.append(("rowsOutsideWhere", scope.outside))
    }
    return details.map { CheckResult.Detail(name: $0.0, value: .integer($0.1)) }
  }
}
