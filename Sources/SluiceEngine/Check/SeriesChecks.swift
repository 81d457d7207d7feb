internal import SluiceContract

// Checks of `engine: sluice` that count rows by other rows of their column: outliers, and values out of order.

/// What was found out about a rule of outliers.
struct OutlierMeasurement: Sendable {
  var bounds: OutlierBounds
  /// nil where there are no bounds.
  var state: RowTestState?
}

enum OutliersCheck: CheckKind {
  static let id = "outliers"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    guard case .outliers(let test) = rule.test else { return .notRun(reason: "what an outlier is is not known") }
    return .outliers(test, rule.condition?.expression)
  }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .outliers(let measured) = measurement, let threshold = rule.threshold else {
      return CheckOutcome(.error)
    }
    switch measured.bounds {
    case .notRun(let reason): return CheckOutcome(.notRun, reason: rule.within(reason))
    case .error(let reason): return CheckOutcome(.error, reason: rule.within(reason))
    case .known: break
    }
    guard let state = measured.state else { return CheckOutcome(.error) }
    let isMasked = target.property?.isMasked ?? false
    let words = isMasked ? "no outliers" : "no value that is not \(measured.bounds.words ?? "")"
    if state.findings.firstUndecided != nil {
      return RowRuleCheck.undecided(rule, state, expected: rule.within(words))
    }
    var outcome = LibraryOutcome.of(
      rule, threshold, count: state.findings.count, population: state.decided, what: "outliers")
    outcome.details = state.details(hasCondition: rule.condition != nil)
    guard outcome.status != .notRun else { return outcome }
    outcome.expected = rule.within(words)
    if !isMasked, let bounds = measured.bounds.words {
      outcome.details.append(CheckResult.Detail(name: "bounds", value: .text(bounds)))
    }
    if outcome.status != .pass {
      outcome.reason =
        "expected \(threshold.isNone ? outcome.expected ?? "" : rule.within("\(threshold.words) outliers"))"
      outcome.findings = state.findings.findings
    }
    return outcome
  }
}

/// `increasing` and `decreasing`.
protocol OrderCheck: CheckKind {}

extension OrderCheck {
  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    guard case .order(let test) = rule.test else { return .notRun(reason: "the order is not known") }
    if target.kind.isContainer { return .notRun(reason: CheckTarget.spelledReason) }
    return .order(test, rule.condition?.expression)
  }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .order(let counts, let column, let scope) = measurement, case .order(let test) = rule.test,
      let threshold = rule.threshold
    else { return CheckOutcome(.error) }
    if let scope, scope.findings.firstUndecided != nil { return RowRuleCheck.undecided(rule, scope) }
    var outcome = LibraryOutcome.of(
      rule, threshold, count: counts.failing, population: counts.rows, what: "rows out of order")
    outcome.details =
      scope?.details(hasCondition: true)
      ?? [CheckResult.Detail(name: "rowsNotCovered", value: .integer(column.invalid))]
    guard outcome.status != .notRun else { return outcome }
    let words = "values that are \(test.isStrict ? "strictly " : "")\(id)"
    outcome.expected = rule.within(words)
    if outcome.status != .pass {
      outcome.reason =
        "expected \(threshold.isNone ? outcome.expected ?? "" : rule.within("\(threshold.words) rows out of order"))"
      outcome.rows = counts.firstRows
    }
    return outcome
  }
}

enum IncreasingCheck: OrderCheck { static let id = "increasing" }
enum DecreasingCheck: OrderCheck { static let id = "decreasing" }
