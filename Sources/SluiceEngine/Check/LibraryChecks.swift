internal import SluiceContract

/// What the five library metrics have in common: a count, a population, a threshold.
enum LibraryOutcome {
  static func of(
    _ rule: Rule, _ threshold: Threshold, count: Int, population: Int, what: String
  ) -> CheckOutcome {
    if population == 0 && threshold.unit == .percent {
      return CheckOutcome(.notRun, reason: "0 rows with a value")
    }
    let isAdmitted = threshold.admits(count, of: population)
    var outcome = CheckOutcome(isAdmitted ? .pass : rule.severity.status)
    outcome.failing = count
    outcome.population = population
    outcome.unit = threshold.unit.rawValue
    outcome.observed =
      threshold.unit == .percent ? Percent.text(count, of: population) : String(count)
    outcome.expected = "\(what) \(threshold.words)"
    if !isAdmitted { outcome.reason = "expected \(threshold.words) \(what)" }
    return outcome
  }
}

/// Shares of a count as text.
enum Percent {
  /// Six significant digits, rounded half up; never `0` for a count above 0, never `100` for one below all.
  static func text(_ count: Int, of population: Int) -> String {
    guard population > 0, count > 0 else { return "0" }
    if count == population { return "100" }
    // In units of 10^-scale percent, with the scale chosen for six significant digits.
    var scale = 4
    var units = rounded(count, population, scale)
    while units < 100_000 && scale < 18 {
      scale += 1
      units = rounded(count, population, scale)
    }
    let whole = power(scale)
    if units >= 100 * whole { units = 100 * whole - 1 }
    return ExactDecimal("\(units)e-\(scale)")?.description ?? "\(units)"
  }

  private static func rounded(_ count: Int, _ population: Int, _ scale: Int) -> UInt128 {
    let population = UInt128(population)
    return (UInt128(count) * 100 * power(scale) * 2 + population) / (2 * population)
  }

  private static func power(_ exponent: Int) -> UInt128 {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}

/// Library metrics that count cells of one column.
protocol LibraryCellCheck: CheckKind {
  static var what: String { get }
  static func test(_ rule: Rule, _ target: CheckTarget) -> CellTest?
}

extension LibraryCellCheck {
  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement { cellRequirement(rule, target) }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    cellOutcome(rule, measurement)
  }

  static func cellRequirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    if case .invalidValues(.some, _) = rule.test, target.kind.isContainer {
      return .notRun(reason: CheckTarget.spelledReason)
    }
    return test(rule, target).map(Requirement.cells) ?? .notRun(reason: "the pattern does not compile")
  }

  /// Rates are over all rows (rulings 3 and 4).
  static func cellOutcome(_ rule: Rule, _ measurement: Measurement) -> CheckOutcome {
    guard case .cells(let findings, let column) = measurement, let threshold = rule.threshold else {
      return CheckOutcome(.error)
    }
    var outcome = LibraryOutcome.of(
      rule, threshold, count: findings.count, population: column.holders ?? column.rows, what: what)
    outcome.details = findings.details(column)
    if let first = findings.firstUndecided { return PatternCheck.undecided(first, outcome) }
    outcome.findings = outcome.status == .pass ? [] : findings.findings
    return outcome
  }
}

enum NullValuesCheck: LibraryCellCheck {
  static let id = "nullValues"
  static let what = "nulls"
  static func test(_ rule: Rule, _ target: CheckTarget) -> CellTest? { .present }
}

enum MissingValuesCheck: LibraryCellCheck {
  static let id = "missingValues"
  static let what = "missing values"

  static func test(_ rule: Rule, _ target: CheckTarget) -> CellTest? {
    guard case .missingValues(let tokens) = rule.test else { return nil }
    return .notMissing(TextSet(tokens.filter { $0 != .null }.map(\.bytes)))
  }
}

enum InvalidValuesCheck: LibraryCellCheck {
  static let id = "invalidValues"
  static let what = "invalid values"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    if case .listedElsewhere(let reference) = rule.test {
      return ListedElsewhere.requirement(rule, reference, target)
    }
    return cellRequirement(rule, target)
  }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .reference(let standing, let samples, let rows) = measurement,
      case .listedElsewhere(let reference) = rule.test
    else { return cellOutcome(rule, measurement) }
    return ListedElsewhere.outcome(rule, reference, standing, samples: samples, population: rows)
  }

  static func test(_ rule: Rule, _ target: CheckTarget) -> CellTest? {
    guard case .invalidValues(let values, let pattern) = rule.test else { return nil }
    var tests: [CellTest] = []
    if let values { tests.append(.oneOf(values, target.kind, target.reading)) }
    if let pattern {
      guard let compiled = Pattern(pattern) else { return nil }
      tests.append(.matches(compiled))
    }
    let test = tests.count == 1 ? tests[0] : .all(tests)
    return target.missingTokens.isEmpty ? test : .unlessMissing(TextSet(target.missingTokens), test)
  }
}

enum RowCountCheck: CheckKind {
  static let id = "rowCount"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    rule.condition == nil ? .batchFacts : .rows(RowRequirement(.counted, rule))
  }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard let threshold = rule.threshold else { return CheckOutcome(.error) }
    switch measurement {
    case .batchFacts(let facts): return outcome(rule, threshold, rows: facts.rows)
    case .rows(let state):
      if state.findings.firstUndecided != nil { return RowRuleCheck.undecided(rule, state) }
      var outcome = outcome(rule, threshold, rows: state.decided)
      outcome.details = state.details(hasCondition: true)
      return outcome
    default: return CheckOutcome(.error)
    }
  }

  private static func outcome(_ rule: Rule, _ threshold: Threshold, rows: Int) -> CheckOutcome {
    let isAdmitted = threshold.comparison.admits(ExactDecimal(rows))
    var outcome = CheckOutcome(isAdmitted ? .pass : rule.severity.status)
    outcome.observed = String(rows)
    outcome.unit = "rows"
    outcome.expected = rule.within("rows \(threshold.words)")
    if !isAdmitted { outcome.reason = rule.within("\(rows) rows, expected \(threshold.words)") }
    return outcome
  }
}

enum EmptyBatchCheck: CheckKind {
  static let id = "emptyBatch"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement { .batchFacts }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .batchFacts(let facts) = measurement, case .emptyBatch(let policy) = rule.test else {
      return CheckOutcome(.error)
    }
    let isEmpty = facts.filledRows == 0
    var outcome = CheckOutcome(isEmpty ? policy.status : .pass)
    outcome.observed = String(facts.filledRows)
    outcome.unit = "rows"
    outcome.expected = policy == .ignore ? "any number of rows" : "at least one row"
    if isEmpty && policy != .ignore { outcome.reason = "the batch has no rows" }
    return outcome
  }
}
