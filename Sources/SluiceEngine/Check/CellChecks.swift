internal import SluiceContract

/// Checks that every cell of a column must pass: type, required, range, length, pattern, enum.
protocol CellCheck: CheckKind {
  static func expected(_ rule: Rule, _ target: CheckTarget) -> String
  /// Cells that the test was asked of.
  static func population(_ column: ColumnState) -> Int
}

extension CellCheck {
  /// Cells that are there and parse; for values inside cells the rows that hold them.
  static func population(_ column: ColumnState) -> Int {
    column.holders ?? column.rows - column.nulls - column.invalid
  }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .cells(let findings, let column) = measurement else { return CheckOutcome(.error) }
    return outcome(rule, target, findings, column)
  }

  /// Any cell that breaks the rule is one too many.
  static func outcome(
    _ rule: Rule, _ target: CheckTarget, _ findings: FindingState, _ column: ColumnState
  ) -> CheckOutcome {
    var outcome = CheckOutcome(.pass)
    outcome.expected = expected(rule, target)
    outcome.failing = findings.count
    outcome.population = population(column)
    outcome.observed = String(findings.count)
    outcome.unit = "rows"
    outcome.findings = findings.findings
    outcome.details = findings.details(column)
    if findings.count > 0 {
      outcome.status = rule.severity.status
      outcome.reason = "expected \(expected(rule, target))"
    }
    return findings.firstUndecided.map { undecided($0, outcome) } ?? outcome
  }

  /// A rule with a cell that is neither right nor wrong is an error, and what was counted means nothing.
  static func undecided(_ finding: RowFinding, _ outcome: CheckOutcome) -> CheckOutcome {
    var error = CheckOutcome(
      .error, reason: "the pattern needs too many steps to decide on some cells, of which this is the first")
    error.expected = outcome.expected
    error.findings = [finding]
    return error
  }
}

enum TypeCheck: CellCheck {
  static let id = "type"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement { .cells(.parses) }

  static func population(_ column: ColumnState) -> Int { column.holders ?? column.rows - column.nulls }

  /// Integers that are written as floats are taken, and told of once per column (ruling 12).
  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .cells(let findings, let column) = measurement else { return CheckOutcome(.error) }
    var outcome = outcome(rule, target, findings, column)
    if column.clockGaps > 0, let zone = target.reading?.zone {
      let words = "\(column.clockGaps) of them do not exist in \(zone.name): clocks went forward"
      outcome.details = [CheckResult.Detail(name: "clockGap", value: .text(words))]
      outcome.reason = outcome.reason.map { "\($0); \(words)" }
    }
    let count = target.writesIntegersAsFloats ? 0 : column.integralFloats
    if let faults = column.nested?.faults, let container = target.container { tell(faults, container, &outcome) }
    if count == 0 { return outcome }
    outcome.details.append(CheckResult.Detail(name: "integerAsFloat", value: .integer(count)))
    if outcome.status != .pass { return outcome }
    // No cell breaks the type, so there is no count of them to show.
    outcome.status = .warn
    (outcome.failing, outcome.observed, outcome.unit) = (nil, nil, nil)
    outcome.reason =
      "\(count) of \(column.rows - column.nulls) integers are written as floats, such as 1.0; "
      + "pandas does so beside nulls"
    return outcome
  }

  /// What most cells are that are not JSON, and how many are what.
  private static func tell(
    _ faults: JSONFaultCounts, _ container: ColumnKind.Container, _ outcome: inout CheckOutcome
  ) {
    guard let first = faults.ranked.first else { return }
    let words = first.fault.words(promised: container)
    outcome.reason = outcome.reason.map { "\($0); \(first.count) of them are \(words)" }
    outcome.details.append(CheckResult.Detail(name: "cause", value: .text(words)))
    outcome.details += faults.ranked.map { CheckResult.Detail(name: $0.fault.name, value: .integer($0.count)) }
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String {
    switch target.kind {
    case .decimal(let precision, let scale): "decimal(\(precision),\(scale))"
    case .container(let container): "\(container.rawValue), as JSON"
    default: target.reading?.pattern.map { "\(target.kind.name), written as \($0.text)" } ?? target.kind.name
    }
  }
}

enum RequiredCheck: CellCheck {
  static let id = "required"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement { .cells(.present) }
  static func population(_ column: ColumnState) -> Int { column.holders ?? column.rows }
  static func expected(_ rule: Rule, _ target: CheckTarget) -> String { "no nulls" }
}

enum RangeCheck: CellCheck {
  static let id = "range"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    guard case .range(let bounds) = rule.test, let test = bounds.cellTest(target.kind, target.reading) else {
      return .notRun(reason: "\(target.kind.name) columns have no range")
    }
    return .cells(test)
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String {
    guard case .range(let bounds) = rule.test else { return "" }
    let name = target.property?.name ?? ""
    let low = bounds.minimum.map { "\($0.value.text) \($0.isExclusive ? "<" : "<=") " } ?? ""
    let high = bounds.maximum.map { " \($0.isExclusive ? "<" : "<=") \($0.value.text)" } ?? ""
    return low + name + high
  }
}

enum LengthCheck: CellCheck {
  static let id = "length"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    guard case .length(let minimum, let maximum) = rule.test else { return .batchFacts }
    let low = minimum ?? 0
    return .cells(.hasLength(low...max(low, maximum ?? .max)))
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String {
    guard case .length(let minimum, let maximum) = rule.test else { return "" }
    switch (minimum, maximum) {
    case (let low?, let high?): return low == high ? "\(low) characters" : "\(low) to \(high) characters"
    case (let low?, nil): return "at least \(low) characters"
    default: return "at most \(maximum ?? 0) characters"
    }
  }
}

enum PatternCheck: CellCheck {
  static let id = "pattern"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    guard case .pattern(let text) = rule.test, let pattern = Pattern(text) else {
      return .notRun(reason: "the pattern does not compile")
    }
    return .cells(.matches(pattern))
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String {
    guard case .pattern(let text) = rule.test else { return "" }
    return "matches \(text)"
  }
}

enum EnumCheck: CellCheck {
  static let id = "enum"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    guard case .enumeration(let values) = rule.test else { return .batchFacts }
    if target.kind.isContainer { return .notRun(reason: CheckTarget.spelledReason) }
    return .cells(.oneOf(values.map(\.value), target.kind, target.reading))
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String {
    guard case .enumeration(let values) = rule.test else { return "" }
    return "one of \(ListWords.joined(values.map(\.value.text)))"
  }
}

extension CheckTarget {
  var container: ColumnKind.Container? {
    if case .container(let container) = kind { container } else { nil }
  }

  /// Why no values are compared with whole cells of JSON.
  static let spelledReason = "equal JSON may be written in several ways, and whole cells of it are not compared"
}

extension FindingState {
  /// How many of the values inside cells break a test, beside the rows that hold them.
  func details(_ column: ColumnState) -> [CheckResult.Detail] {
    guard column.holders != nil else { return [] }
    return [
      CheckResult.Detail(name: "values", value: .integer(column.rows)),
      CheckResult.Detail(name: "failingValues", value: .integer(values)),
    ]
  }
}

/// Lists in words, cut where they grow long.
enum ListWords {
  static func joined(_ items: [String], limit: Int = 8) -> String {
    let shown = items.prefix(limit).joined(separator: ", ")
    return items.count > limit ? "\(shown), … (\(items.count) in all)" : shown
  }
}
