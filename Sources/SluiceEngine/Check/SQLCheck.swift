package import SluiceContract

/// Rules that the author wrote in SQL: one value, held against a threshold.
enum SQLCheck: CheckKind {
  static let id = "sql"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    guard case .sql(let query) = rule.test else { return .notRun(reason: "there is no query") }
    return rule.threshold == nil ? .notRun(reason: "what it gives is compared with numbers only") : .query(query)
  }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .query(let answer) = measurement, let threshold = rule.threshold else { return CheckOutcome(.error) }
    let expected = "the query \(threshold.words)"
    switch answer {
    case .refused(let reason): return CheckOutcome(.notRun, reason: reason)
    case .undecided(let reason):
      var error = CheckOutcome(.error, reason: reason)
      error.expected = expected
      return error
    case .value(let value, let facts):
      let isAdmitted = threshold.comparison.admits(value)
      var outcome = CheckOutcome(isAdmitted ? .pass : rule.severity.status)
      outcome.observed = facts.readsMasked ? nil : value.description
      outcome.unit = "value"
      outcome.expected = expected
      if facts.unparsable > 0 {
        outcome.details = [CheckResult.Detail(name: "unparsableCells", value: .integer(facts.unparsable))]
      }
      if !isAdmitted {
        outcome.reason =
          facts.readsMasked
          ? "the query does not give \(threshold.words); the value is not shown, since it is made of a classified column"
          : "the query gives \(value), expected \(threshold.words)"
      }
      return outcome
    }
  }
}

/// What came of a query.
package enum QueryAnswer: Sendable {
  case value(ExactDecimal, QueryFacts)
  /// It cannot be run, and why, in the words of whoever refuses it.
  case refused(String)
  /// It ran, and what it gave decides nothing.
  case undecided(String)
}

package struct QueryFacts: Sendable {
  /// Cells that were read as null because they do not parse.
  package var unparsable: Int
  /// Whether a column was read whose values must not be shown: what the query gives may be one of them.
  package var readsMasked: Bool

  package init(unparsable: Int, readsMasked: Bool) {
    self.unparsable = unparsable
    self.readsMasked = readsMasked
  }
}
