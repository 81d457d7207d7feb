internal import SluiceContract

/// Checks that compare a batch with an earlier one, of which `--baseline` tells.
///
/// What is not known is never taken for unchanged: without a baseline, or where it lacks the object, the column or the
/// figure, the rule is not run; a column of another type makes it an error.
protocol ChangeCheck: CheckKind {
  /// What must be measured of the rule's column; nil for rules about the object.
  static var need: AggregateRequirement.Need? { get }
  static func change(_ comparison: BatchComparison) -> ChangeFigure
}

/// What a rule about change is told.
struct ChangeMeasurement: Sendable {
  /// nil where none was given.
  var baseline: Baseline?
  var rows: Int
  /// Of rules about a column.
  var column: AggregateMeasurement?
}

/// Both batches, as far as a rule looks at them.
struct BatchComparison {
  let then: Baseline.Object
  /// What is known of the rule's column; nil for rules about the object.
  let column: Baseline.Column?
  let now: ChangeMeasurement
  let target: CheckTarget
  let isPercent: Bool
}

/// What came out of a comparison.
enum ChangeFigure {
  /// The first divided by the product of the others, which are above 0.
  case quotient(Int128, by: [Int], [CheckResult.Detail])
  case number(Double, [CheckResult.Detail])
  /// Values that only one of the batches has, in the order in which they are to be listed, and what they are called.
  case values([String], named: String, [CheckResult.Detail])
  case notRun(String)
  case error(String)
}

extension ChangeCheck {
  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    if case .categories = need, target.kind.isContainer { return .notRun(reason: CheckTarget.spelledReason) }
    return .change(need)
  }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .change(let now) = measurement, let threshold = rule.threshold else { return CheckOutcome(.error) }
    guard let baseline = now.baseline else {
      return CheckOutcome(
        .notRun, reason: "no baseline was given; --baseline FILE takes an earlier profile, or an earlier JSON report")
    }
    let path = PathText.shown(baseline.path)
    guard let then = baseline.object(named: target.object.name) else {
      return CheckOutcome(.notRun, reason: "\(path) tells nothing of \(target.object.name); \(Self.again)")
    }
    var column: Baseline.Column?
    if need != nil, let property = target.property {
      column = then.column(named: property.name)
      guard let column else {
        return CheckOutcome(.notRun, reason: "\(path) tells nothing of the column \(property.name); \(Self.again)")
      }
      guard column.type == target.kind.name else {
        return CheckOutcome(
          .error,
          reason: "\(path) has the column \(property.name) as \(column.type), the contract says \(target.kind.name); "
            + Self.again)
      }
    }
    let comparison = BatchComparison(
      then: then, column: column, now: now, target: target, isPercent: threshold.unit == .percent)
    var outcome = outcome(rule, threshold, change(comparison), isMasked: target.property?.isMasked ?? false)
    if outcome.status != .notRun {
      outcome.details.append(CheckResult.Detail(name: "baseline", value: .text(path)))
    }
    return outcome
  }

  private static var again: String { "make it anew: sluice profile --contract CONTRACT BATCH --output FILE" }

  private static func outcome(
    _ rule: Rule, _ threshold: Threshold, _ figure: ChangeFigure, isMasked: Bool
  ) -> CheckOutcome {
    var observed: String
    let isAdmitted: Bool
    var details: [CheckResult.Detail]
    switch figure {
    case .notRun(let reason): return CheckOutcome(.notRun, reason: reason)
    case .error(let reason): return CheckOutcome(.error, reason: reason)
    case .number(let value, let more):
      isAdmitted = threshold.comparison.admits(value)
      (observed, details) = (AggregateFigure.text(value), more)
    case .quotient(let difference, let divisors, let more):
      let numerator = threshold.unit == .percent ? difference * 100 : difference
      isAdmitted = threshold.comparison.admits(numerator, dividedBy: divisors)
      observed = "\(numerator)"
      if !divisors.isEmpty {
        observed = AggregateFigure.text(divisors.reduce(Double(numerator)) { $0 / Double($1) })
      }
      details = more
    case .values(let values, let name, let more):
      isAdmitted = threshold.comparison.admits(ExactDecimal(values.count))
      (observed, details) = (String(values.count), more)
      if !values.isEmpty {
        details.append(CheckResult.Detail(name: name, value: .list(values.prefix(mostShown).map(shown))))
      }
    }
    // What is left are counts.
    if isMasked { details.removeAll { if case .integer = $0.value { false } else { true } } }
    var outcome = CheckOutcome(isAdmitted ? .pass : rule.severity.status)
    outcome.observed = observed
    outcome.unit = threshold.unit.rawValue
    outcome.expected = "\(rule.check) \(threshold.words)"
    outcome.details = details
    if !isAdmitted {
      let unit = threshold.unit == .value ? "" : " \(threshold.unit.rawValue)"
      outcome.reason = "\(rule.check) is \(observed)\(unit), expected \(threshold.words)"
    }
    return outcome
  }

  /// Values that a result lists.
  private static var mostShown: Int { 20 }

  /// A value as far as a report shows one.
  private static func shown(_ value: String) -> String {
    value.utf8.count <= SampledText.longest
      ? value : String(decoding: value.utf8.prefix(SampledText.longest), as: UTF8.self)
  }
}

extension Threshold.Comparison {
  /// Whether a quotient is admitted, multiplied out.
  fileprivate func admits(_ numerator: Int128, dividedBy divisors: [Int]) -> Bool {
    guard let exact = ExactDecimal("\(numerator)") else { return false }
    var scaled = self
    for divisor in divisors { scaled = scaled.mapOperands { $0.multiplied(by: divisor) } }
    return scaled.admits(exact)
  }
}
