internal import SluiceContract

/// Checks of which columns the batch has.
enum ColumnPresentCheck: CheckKind {
  static let id = "columnPresent"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement { .batchFacts }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .batchFacts(let facts) = measurement, case .columnPresent(let policy) = rule.test else {
      return CheckOutcome(.error)
    }
    let name = target.property?.columnName ?? ""
    var outcome = CheckOutcome(.pass)
    outcome.expected = "a column \"\(name)\""
    if facts.isPresent { return outcome }
    outcome.failing = 1
    guard let rename = facts.rename else {
      outcome.status = policy.status
      outcome.reason = "column \"\(name)\" is not in the header"
      return outcome
    }
    let statuses = [policy.status, rename.extraPolicy.status]
    outcome.check = "columnRenamed"
    outcome.status = statuses.contains(.fail) ? .fail : statuses.contains(.warn) ? .warn : .pass
    outcome.reason = "column \"\(name)\" is probably called \"\(rename.newName)\" now"
    outcome.observed = rename.newName
    outcome.unit = "value"
    outcome.details = [
      CheckResult.Detail(name: "newName", value: .text(rename.newName)),
      CheckResult.Detail(name: "evidence", value: .list(rename.evidence)),
    ]
    return outcome
  }
}

enum ColumnExtraCheck: CheckKind {
  static let id = "columnExtra"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement { .batchFacts }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .batchFacts(let facts) = measurement, case .columnExtra(let policy) = rule.test else {
      return CheckOutcome(.error)
    }
    let extra = facts.extraColumns
    var outcome = CheckOutcome(extra.isEmpty ? .pass : policy.status)
    outcome.expected = "only the columns that the contract lists"
    outcome.observed = String(extra.count)
    outcome.failing = extra.count
    outcome.unit = "value"
    if !extra.isEmpty {
      let noun = extra.count == 1 ? "column" : "columns"
      outcome.reason = "the contract does not list \(noun) \(ListWords.joined(extra.map { "\"\($0)\"" }))"
      outcome.details = [CheckResult.Detail(name: "columns", value: .list(extra))]
    }
    return outcome
  }
}

enum ColumnOrderCheck: CheckKind {
  static let id = "columnOrder"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement { .batchFacts }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .batchFacts(let facts) = measurement, case .columnOrder(let policy) = rule.test else {
      return CheckOutcome(.error)
    }
    let present = Set(facts.order)
    let wanted = target.object.properties.map(\.columnName).filter { present.contains($0) }
    let wrong = zip(facts.order, wanted).filter { !$0.utf8.elementsEqual($1.utf8) }
    var outcome = CheckOutcome(wrong.isEmpty ? .pass : policy.status)
    outcome.expected = "columns in the order of the contract"
    outcome.failing = wrong.count
    if let wrong = wrong.first {
      outcome.reason = "\"\(wrong.0)\" stands where the contract has \"\(wrong.1)\""
    }
    return outcome
  }
}
