internal import SluiceEngine

/// The words in which a text report says how a rule ended; all of them in this one place.
enum CheckWords {
  /// What a passed rule looked at.
  static func passed(_ result: CheckResult) -> String {
    guard let measured = measured(result) else {
      return ShownText.sentence(result.expected ?? result.reason ?? "")
    }
    return demand(result).map { measured + ", " + $0 } ?? measured
  }

  /// What broke, with its denominator, and what was expected; else the reason the engine gave.
  static func broken(_ result: CheckResult) -> String {
    guard result.status != .error, let measured = measured(result) else {
      return ShownText.sentence(result.reason ?? result.expected ?? "no reason given")
    }
    if let demand = demand(result) { return measured + ", " + demand }
    return measured
  }

  /// `214 of 8,500,000 rows (0.0025 %) outside 0 <= amount <= 100000`
  private static func measured(_ result: CheckResult) -> String? {
    guard let failing = result.failing, let population = result.population else { return observed(result) }
    let noun = result.check == "duplicateValues" && result.unit != "percent" ? "value" : "row"
    let share = failing > 0 ? " (\(percent(result, failing, of: population)))" : ""
    return "\(Quantity.count(failing)) of \(Quantity.count(population, noun))\(share) \(phrase(result))"
  }

  /// The exact percentage where one is demanded and it is short: 0.1 % says nothing about "under 0.1 %".
  private static func percent(_ result: CheckResult, _ failing: Int, of population: Int) -> String {
    if result.unit == "percent", let observed = result.observed, observed.utf8.count <= 12 {
      return ShownText.sentence(observed) + " %"
    }
    return Quantity.percent(failing, of: population)
  }

  private static func observed(_ result: CheckResult) -> String? {
    guard let observed = result.observed else { return nil }
    let number = Int(observed).map { Quantity.count($0) } ?? ShownText.sentence(observed)
    return switch result.unit {
    case "percent": number + " %"
    case "rows": number + (number == "1" ? " row" : " rows")
    default: number
    }
  }

  /// What the counted rows do wrong.
  private static func phrase(_ result: CheckResult) -> String {
    let expected = result.expected.map(ShownText.sentence)
    let of = { (words: String) in expected.map { words + " " + $0 } ?? words }
    return switch result.check {
    case "type": expected.map { "do not parse as " + $0 } ?? "do not parse"
    case "required", "nullValues": "are null"
    case "unique": "hold a value that another row holds too"
    case "primaryKey": "have no key or one that another row has too"
    case "range", "exclusiveRange": of("outside")
    case "length": of("of another length than")
    case "pattern": of("do not match")
    case "enum": of("not in")
    case "missingValues": "are missing"
    case "invalidValues": "are invalid"
    case "duplicateValues": result.unit == "percent" ? "are surplus duplicates" : "occur more than once"
    default: of("break")
    }
  }

  /// `must be less than 5 %`
  private static func demand(_ result: CheckResult) -> String? {
    guard let threshold = result.threshold else { return nil }
    let unit = threshold.unit == "percent" ? " %" : threshold.unit == "rows" ? " rows" : ""
    let operands = threshold.operands.map { operand in
      (Int(operand).map { Quantity.count($0) } ?? ShownText.sentence(operand)) + unit
    }
    return operatorWords(threshold.comparison) + " " + operands.joined(separator: " and ")
  }

  /// `mustBeGreaterOrEqualTo` as people say it.
  private static func operatorWords(_ name: String) -> String {
    switch name {
    case "mustBe": "must be"
    case "mustNotBe": "must not be"
    case "mustBeGreaterThan": "must be more than"
    case "mustBeGreaterOrEqualTo": "must be at least"
    case "mustBeLessThan": "must be less than"
    case "mustBeLessOrEqualTo": "must be at most"
    case "mustBeBetween": "must be between"
    case "mustNotBeBetween": "must not be between"
    default: name
    }
  }

  /// What to do about a broken rule, where there is something to say that holds for every contract.
  static func wayOut(_ result: CheckResult) -> String? {
    switch result.check {
    case "columnRenamed":
      let found = result.details.lazy.compactMap { detail -> String? in
        if case .text(let name) = detail.value, detail.name == "found" { return name }
        return nil
      }.first
      guard let found else { return "map the new name with physicalName, or ask the producer" }
      return "map it with physicalName: \(ShownText.name(found)), or ask the producer"
    case "columnPresent":
      return "ask the producer for the column, or say sluicePresence: optional in the contract"
    case "columnExtra":
      return "list the column in the contract, or say sluiceExtraColumns: ignore"
    case "type":
      return "sluice inspect shows what the column really holds"
    case "enum":
      return "if the value is meant, add it to the enum of the contract"
    case "emptyBatch":
      return "if a batch may be empty, say sluiceEmptyBatch: pass in the contract"
    default:
      return nil
    }
  }
}
