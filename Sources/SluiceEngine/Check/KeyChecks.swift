internal import SluiceContract

/// Checks that count how often keys repeat: unique, primaryKey, duplicateValues.
protocol KeyCheck: CheckKind {
  static func columns(_ rule: Rule, _ target: CheckTarget) -> [String]
}

extension KeyCheck {
  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    let columns = columns(rule, target)
    let isNested = columns.contains { name in
      if case .nested = target.object.property(named: name)?.valueType { true } else { false }
    }
    if isNested { return .notRun(reason: CheckTarget.spelledReason) }
    return rule.condition.map { .keyWhere(columns: columns, $0.expression) } ?? .key(columns: columns)
  }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .key(let counts, let samples) = measurement else { return CheckOutcome(.error) }
    var outcome = CheckOutcome(counts.rowsInGroups > 0 ? rule.severity.status : .pass)
    outcome.failing = counts.rowsInGroups
    outcome.population = counts.rows
    outcome.observed = String(counts.rowsInGroups)
    outcome.unit = "rows"
    outcome.samples = samples
    let names = columns(rule, target)
    outcome.expected =
      names.count == 1 ? "no value twice" : "no combination of \(ListWords.joined(names)) twice"
    outcome.details = counts.details
    if counts.rowsInGroups > 0 {
      outcome.reason = "expected \(outcome.expected ?? "")"
    }
    return outcome
  }
}

extension KeyCounts {
  /// The three ways to count duplicates, always together.
  var details: [CheckResult.Detail] {
    [
      CheckResult.Detail(name: "duplicatedValues", value: .integer(duplicatedValues)),
      CheckResult.Detail(name: "surplusRows", value: .integer(surplusRows)),
      CheckResult.Detail(name: "rowsInGroups", value: .integer(rowsInGroups)),
    ]
  }
}

enum UniqueCheck: KeyCheck {
  static let id = "unique"
  static func columns(_ rule: Rule, _ target: CheckTarget) -> [String] {
    target.property.map { [$0.name] } ?? []
  }
}

enum PrimaryKeyCheck: KeyCheck {
  static let id = "primaryKey"

  static func columns(_ rule: Rule, _ target: CheckTarget) -> [String] {
    guard case .primaryKey(let columns) = rule.test else { return [] }
    return columns
  }
}

enum DuplicateValuesCheck: KeyCheck {
  static let id = "duplicateValues"

  static func columns(_ rule: Rule, _ target: CheckTarget) -> [String] {
    guard case .duplicateValues(let columns) = rule.test else { return [] }
    return columns
  }

  /// Rows count duplicated values, percent counts surplus rows of rows that have a value (ruling 5).
  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .key(let counts, let samples) = measurement, let threshold = rule.threshold else {
      return CheckOutcome(.error)
    }
    let isPercent = threshold.unit == .percent
    var outcome = LibraryOutcome.of(
      rule, threshold, count: isPercent ? counts.surplusRows : counts.duplicatedValues,
      population: counts.rows,
      what: isPercent ? "surplus rows" : "duplicated values")
    outcome.samples = outcome.status == .pass ? [] : samples
    outcome.details = counts.details
    return outcome
  }
}
