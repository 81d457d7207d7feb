internal import SluiceContract

/// Checks of `engine: sluice` that hold one figure of a column against a threshold.
///
/// Nulls and cells that do not parse are left out, and counted. Where no value is left, nothing is measured (rulings 7
/// and 8). Integers and decimals are compared exactly, numbers as doubles; NaN satisfies nothing.
protocol AggregateCheck: CheckKind {}

extension AggregateCheck {
  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    guard case .aggregate(let test) = rule.test else { return .notRun(reason: "what is measured is not known") }
    if target.kind.isContainer { return .notRun(reason: CheckTarget.spelledReason) }
    return .aggregate(
      AggregateRequirement(need: test.measure.need(target), condition: rule.condition?.expression))
  }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .aggregate(let measured) = measurement, case .aggregate(let test) = rule.test else {
      return CheckOutcome(.error)
    }
    if let scope = measured.scope, scope.findings.firstUndecided != nil { return RowRuleCheck.undecided(rule, scope) }
    var outcome = outcome(rule, test, target, measured)
    let details = measured.details(test.measure, target.kind, hasCondition: rule.condition != nil)
    outcome.details += details
    let isMasked = target.property?.isMasked ?? false
    if isMasked && test.measure.showsValues {
      outcome.observed = nil
      outcome.details = details
      if outcome.status == .fail || outcome.status == .warn {
        outcome.reason = rule.within("expected \(outcome.expected ?? ""); the value is not shown")
      }
    }
    return outcome
  }

  private static func outcome(
    _ rule: Rule, _ test: AggregateTest, _ target: CheckTarget, _ measured: AggregateMeasurement
  ) -> CheckOutcome {
    let figure = measured.figure(test.measure, target.kind, target.reading)
    switch figure {
    case .notRun(let reason): return CheckOutcome(.notRun, reason: rule.within(reason))
    case .error(let reason): return CheckOutcome(.error, reason: rule.within(reason))
    default: break
    }
    guard let verdict = rule.verdict(on: figure, test, target) else {
      return CheckOutcome(
        .error, reason: "more than \(ValueCounts.mostKept) values are tied, and not all are told apart")
    }
    var outcome = CheckOutcome(verdict.isAdmitted ? .pass : rule.severity.status)
    outcome.observed = verdict.observed
    outcome.unit = rule.threshold?.unit.rawValue ?? Threshold.Unit.value.rawValue
    outcome.threshold = rule.threshold?.summary ?? test.values?.summary
    outcome.details = verdict.details
    let words = rule.threshold?.words ?? test.values?.words ?? ""
    outcome.expected = rule.within("\(rule.check) \(words)")
    if !verdict.isAdmitted {
      let unit = rule.threshold?.unit == .percent ? " percent" : ""
      outcome.reason = rule.within("\(rule.check) is \(verdict.observed)\(unit), expected \(words)")
    }
    return outcome
  }
}

extension Aggregate {
  fileprivate func need(_ target: CheckTarget) -> AggregateRequirement.Need {
    switch self {
    case .minimum, .maximum: target.kind == .text ? .texts : .basics
    case .sum, .mean, .nanRate: .basics
    case .quantile(let share): .quantile(share)
    case .standardDeviation, .variance: .powers(2)
    case .skewness: .powers(3)
    case .kurtosis: .powers(4)
    case .correlation(let partner): .product(with: partner)
    case .distinctCount, .distinctRatio, .uniqueRatio, .entropy, .mostCommon: .counts
    case .zeroRate: .zeros
    case .containsValues(let values): .sought(SoughtValues(values, target.kind, target.reading))
    }
  }
}

extension SoughtValues {
  init(_ values: [Scalar], _ kind: ColumnKind, _ reading: TimeReading?) {
    for (index, value) in values.enumerated() {
      if kind == .text {
        texts[value.bytes] = index
      } else if kind == .number {
        guard let number = value.double else { continue }
        words[number == 0 ? 0 : number.isNaN ? Double.nan.bitPattern : number.bitPattern] = index
      } else if let units = value.units(kind, reading, allowsPattern: true) {
        if units.floor != units.ceiling {
          huge[value.number ?? .zero] = index
        } else if let word = Int64(exactly: units.floor) {
          words[UInt64(bitPattern: word)] = index
        } else {
          wide[units.floor] = index
        }
      } else if let number = value.number {
        huge[number] = index
      }
    }
  }
}

extension Scalar {
  /// The nearest double; of texts, `nan` and the infinities as cells spell them too.
  var double: Double? {
    if let number { return number.doubleValue }
    if case .text(let text) = self { return Double(text) }
    return nil
  }
}

extension ValueThreshold {
  var summary: CheckResult.ThresholdSummary {
    CheckResult.ThresholdSummary(
      comparison: comparison.rawValue, operands: operands.map(\.value.text), unit: Threshold.Unit.value.rawValue)
  }

  /// In words, such as `at least 2024-01-01`.
  var words: String {
    let texts = operands.map(\.value.text)
    let list = texts.count == 1 ? texts[0] : "one of \(ListWords.joined(texts))"
    return switch comparison {
    case .mustBe: list
    case .mustNotBe: "not \(list)"
    case .mustBeGreaterThan: "more than \(texts[0])"
    case .mustBeGreaterOrEqualTo: "at least \(texts[0])"
    case .mustBeLessThan: "less than \(texts[0])"
    case .mustBeLessOrEqualTo: "at most \(texts[0])"
    case .mustBeBetween: "between \(texts[0]) and \(texts[1])"
    case .mustNotBeBetween: "outside \(texts[0]) to \(texts[1])"
    }
  }
}

enum MinCheck: AggregateCheck { static let id = "min" }
enum MaxCheck: AggregateCheck { static let id = "max" }
enum SumCheck: AggregateCheck { static let id = "sum" }
enum MeanCheck: AggregateCheck { static let id = "mean" }
enum MedianCheck: AggregateCheck { static let id = "median" }
enum QuantileCheck: AggregateCheck { static let id = "quantile" }
enum StandardDeviationCheck: AggregateCheck { static let id = "stddev" }
enum VarianceCheck: AggregateCheck { static let id = "variance" }
enum SkewnessCheck: AggregateCheck { static let id = "skewness" }
enum KurtosisCheck: AggregateCheck { static let id = "kurtosis" }
enum CorrelationCheck: AggregateCheck { static let id = "correlation" }
enum DistinctCountCheck: AggregateCheck { static let id = "distinctCount" }
enum DistinctRatioCheck: AggregateCheck { static let id = "distinctRatio" }
enum UniqueRatioCheck: AggregateCheck { static let id = "uniqueRatio" }
enum EntropyCheck: AggregateCheck { static let id = "entropy" }
enum ZeroRateCheck: AggregateCheck { static let id = "zeroRate" }
enum NaNRateCheck: AggregateCheck { static let id = "nanRate" }
enum MostCommonCheck: AggregateCheck { static let id = "mostCommon" }
enum ContainsValuesCheck: AggregateCheck { static let id = "containsValues" }
