internal import SluiceContract

/// What a rule asks of rows, of all or of those for which its `where` holds.
struct RowRequirement: Sendable {
  enum Test: Sendable {
    case holds(TypedExpression)
    /// Cells of the rule's column; rows with a null are outside the population where `skipsNulls`.
    case cells(CellTest, skipsNulls: Bool)
    case counted
  }

  var test: Test
  var condition: TypedExpression?

  init(_ test: Test, _ rule: Rule) {
    self.test = test
    condition = rule.condition?.expression
  }
}

/// Checks of `engine: sluice` that count rows: a count, a population, a threshold, and what was not decided.
///
/// The population is the rows for which the rule is true or false. Rows outside `where`, rows for which it is unknown and
/// rows with a cell that does not parse are counted apart.
protocol RowCheck: CheckKind {
  static func test(_ rule: Rule, _ target: CheckTarget) -> RowRequirement.Test?
  /// What is expected of every row, without `where`.
  static func expected(_ rule: Rule, _ target: CheckTarget) -> String
}

extension RowCheck {
  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    test(rule, target).map { .rows(RowRequirement($0, rule)) } ?? .notRun(reason: "the pattern does not compile")
  }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    if case .reference(let standing, let samples, _) = measurement, case .listedElsewhere(let reference) = rule.test {
      return ListedElsewhere.outcome(rule, reference, standing, samples: samples, population: nil)
    }
    guard case .rows(let state) = measurement, let threshold = rule.threshold else { return CheckOutcome(.error) }
    let expected = rule.within(expected(rule, target))
    if state.findings.firstUndecided != nil { return undecided(rule, state, expected: expected) }
    let failing = state.findings.count
    var outcome = LibraryOutcome.of(rule, threshold, count: failing, population: state.decided, what: "failing rows")
    outcome.details = state.details(hasCondition: rule.condition != nil)
    guard outcome.status != .notRun else { return outcome }
    outcome.expected = expected
    if outcome.status != .pass {
      outcome.reason =
        threshold.isNone ? "expected \(expected)" : "expected \(threshold.words) rows that break: \(expected)"
      outcome.findings = state.findings.findings
    }
    return outcome
  }
}

extension RowCheck {
  /// A row that is neither right nor wrong makes the rule an error.
  static func undecided(_ rule: Rule, _ state: RowTestState, expected: String? = nil) -> CheckOutcome {
    var error = CheckOutcome(.error, reason: state.errorWords)
    error.expected = expected
    error.findings = [state.findings.firstUndecided].compactMap(\.self)
    return error
  }
}

extension Rule {
  /// What is expected, with the rows of which it is.
  func within(_ expected: String) -> String { condition.map { "\(expected), where \($0.text)" } ?? expected }
}

extension Threshold {
  /// Whether no row may fail.
  var isNone: Bool { comparison == .mustBe(.zero) }
}

extension RowTestState {
  fileprivate var errorWords: String {
    error == ValueStatus.overflow
      ? "a value needs more than 128 bits in some rows, of which this is the first"
      : "the pattern needs too many steps to decide on some cells, of which this is the first"
  }

  /// Rows that are no part of the population.
  func details(hasCondition: Bool) -> [CheckResult.Detail] {
    var details = [
      CheckResult.Detail(name: "unknownRows", value: .integer(unknown)),
      CheckResult.Detail(name: "rowsNotCovered", value: .integer(uncovered)),
    ]
    if hasCondition { details.append(CheckResult.Detail(name: "rowsOutsideWhere", value: .integer(outside))) }
    return details
  }
}

enum RowRuleCheck: RowCheck {
  static let id = "rowRule"

  static func test(_ rule: Rule, _ target: CheckTarget) -> RowRequirement.Test? {
    guard case .rowRule(let condition) = rule.test else { return nil }
    return .holds(condition.expression)
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String {
    guard case .rowRule(let condition) = rule.test else { return "" }
    return condition.text
  }
}

enum DistinctAcrossCheck: RowCheck {
  static let id = "distinctAcross"

  static func test(_ rule: Rule, _ target: CheckTarget) -> RowRequirement.Test? {
    guard case .distinctAcross(let condition, _) = rule.test else { return nil }
    return .holds(condition.expression)
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String {
    guard case .distinctAcross(let condition, _) = rule.test else { return "" }
    return condition.text
  }
}

enum NullsCheck: RowCheck {
  static let id = "nulls"

  static func test(_ rule: Rule, _ target: CheckTarget) -> RowRequirement.Test? { .cells(.present, skipsNulls: false) }
  static func expected(_ rule: Rule, _ target: CheckTarget) -> String { "no nulls" }
}

enum InvalidCheck: RowCheck {
  static let id = "invalid"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    if case .listedElsewhere(let reference) = rule.test {
      return ListedElsewhere.requirement(rule, reference, target)
    }
    if case .invalid(.some, _) = rule.test, target.kind.isContainer {
      return .notRun(reason: CheckTarget.spelledReason)
    }
    return test(rule, target).map { .rows(RowRequirement($0, rule)) } ?? .notRun(reason: "the pattern does not compile")
  }

  static func test(_ rule: Rule, _ target: CheckTarget) -> RowRequirement.Test? {
    guard case .invalid(let values, let pattern) = rule.test else { return nil }
    var tests: [CellTest] = []
    if let values { tests.append(.oneOf(values, target.kind, target.reading)) }
    if let pattern {
      guard let compiled = Pattern(pattern) else { return nil }
      tests.append(.matches(compiled))
    }
    return .cells(tests.count == 1 ? tests[0] : .all(tests), skipsNulls: true)
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String {
    guard case .invalid(let values, let pattern) = rule.test else { return "" }
    let listed = values.map { "one of \(ListWords.joined($0.map(\.text)))" }
    return [listed, pattern.map { "matches \($0)" }].compactMap(\.self).joined(separator: ", ")
  }
}

enum ValidFormatCheck: RowCheck {
  static let id = "validFormat"

  static func test(_ rule: Rule, _ target: CheckTarget) -> RowRequirement.Test? {
    guard case .validFormat(let format) = rule.test else { return nil }
    return .cells(format.form.map(CellTest.hasForm) ?? .hasFormat(format), skipsNulls: true)
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String {
    guard case .validFormat(let format) = rule.test else { return "" }
    return format.rawValue
  }
}

/// Rows whose key another row has too, of all rows or of those for which `where` holds.
enum DuplicatesCheck: KeyCheck {
  static let id = "duplicates"

  static func columns(_ rule: Rule, _ target: CheckTarget) -> [String] {
    guard case .duplicates(let columns) = rule.test else { return [] }
    return columns
  }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .key(let counts, let samples) = measurement, let threshold = rule.threshold else {
      return CheckOutcome(.error)
    }
    var outcome = LibraryOutcome.of(
      rule, threshold, count: counts.rowsInGroups, population: counts.rows, what: "duplicated rows")
    outcome.details = counts.details
    guard outcome.status != .notRun else { return outcome }
    let names = columns(rule, target)
    outcome.expected = rule.within(
      names.count == 1 ? "no value twice" : "no combination of \(ListWords.joined(names)) twice")
    if outcome.status != .pass {
      outcome.samples = samples
      outcome.reason = "expected \(threshold.isNone ? outcome.expected ?? "" : "\(threshold.words) duplicated rows")"
    }
    return outcome
  }
}
