internal import SluiceContract

/// Values that must exist in another batch: foreign keys.
enum ReferenceCheck: CheckKind {
  static let id = "reference"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    guard case .reference(let columns, let reference) = rule.test else {
      return .notRun(reason: "the relationship names no columns")
    }
    let isNested = columns.contains { name in
      if case .nested = target.object.property(named: name)?.valueType { true } else { false }
    }
    return isNested ? .notRun(reason: CheckTarget.spelledReason) : .reference(columns: columns, reference)
  }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .reference(let standing, let samples, _) = measurement,
      case .reference(let columns, let reference) = rule.test
    else { return CheckOutcome(.error) }
    let expected = "\(columns.count == 1 ? columns[0] : "(\(columns.joined(separator: ", ")))") in \(reference.words)"
    guard case .counted(let counts) = standing else { return standing.undecided(reference, expected: expected) }
    var outcome = CheckOutcome(counts.missingRows > 0 ? rule.severity.status : .pass)
    outcome.failing = counts.missingRows
    outcome.population = counts.rows
    outcome.observed = String(counts.missingRows)
    outcome.unit = "rows"
    outcome.expected = expected
    outcome.details = counts.details(isComposite: columns.count > 1)
    if counts.missingRows > 0 {
      outcome.reason = "expected \(expected)"
      outcome.samples = samples
    }
    return outcome
  }
}

/// Of `invalidValues` and `invalid`: the values allowed stand in a file.
enum ListedElsewhere {
  static func requirement(_ rule: Rule, _ reference: ReferenceTarget, _ target: CheckTarget) -> Requirement {
    guard let column = target.property?.name, !target.kind.isContainer else {
      return .notRun(reason: CheckTarget.spelledReason)
    }
    return rule.condition.map { .referenceWhere(columns: [column], reference, $0.expression) }
      ?? .reference(columns: [column], reference)
  }

  /// `population`: what a percentage is of; nil for the rows that have a value.
  static func outcome(
    _ rule: Rule, _ reference: ReferenceTarget, _ standing: ReferenceStanding, samples: [Sample], population: Int?
  ) -> CheckOutcome {
    guard let threshold = rule.threshold else { return CheckOutcome(.error) }
    let expected = rule.within("\(rule.column ?? "value") in \(reference.words)")
    guard case .counted(let counts) = standing else { return standing.undecided(reference, expected: expected) }
    var outcome = LibraryOutcome.of(
      rule, threshold, count: counts.missingRows, population: population ?? counts.rows, what: "invalid values")
    outcome.details = counts.details(isComposite: false)
    guard outcome.status != .notRun else { return outcome }
    outcome.expected = expected
    outcome.samples = outcome.status == .pass ? [] : samples
    return outcome
  }
}

extension ReferenceStanding {
  /// What a rule ends as for which nothing was counted.
  func undecided(_ reference: ReferenceTarget, expected: String) -> CheckOutcome {
    switch self {
    case .absent:
      let name = reference.object
      return CheckOutcome(
        .notRun, reason: "no batch of \(name) was given; add --batch \(name)=PATH or --reference \(name)=PATH")
    case .unusable(let reason):
      var error = CheckOutcome(.error, reason: reason)
      error.expected = expected
      return error
    case .counted: return CheckOutcome(.error)
    }
  }
}

extension ReferenceTarget {
  /// `customers.id`, `customers (shop, number)`, or the name alone.
  var words: String {
    if columns == [""] { return object }
    return columns.count == 1 ? "\(object).\(columns[0])" : "\(object) (\(columns.joined(separator: ", ")))"
  }
}

extension ReferenceCounts {
  fileprivate func details(isComposite: Bool) -> [CheckResult.Detail] {
    var details = [
      CheckResult.Detail(name: "missingKeys", value: .integer(missingKeys)),
      CheckResult.Detail(name: "referenceKeys", value: .integer(referenceKeys)),
      CheckResult.Detail(name: "referenceRows", value: .integer(referenceRows)),
    ]
    if isComposite { details.append(CheckResult.Detail(name: "partialRows", value: .integer(partialRows))) }
    if brokenRecords > 0 {
      details.append(CheckResult.Detail(name: "referenceBrokenRecords", value: .integer(brokenRecords)))
    }
    return details
  }
}
