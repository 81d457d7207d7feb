internal import SluiceEngine

/// The words in which a text report says how a rule ended; all of them in this one place.
enum CheckWords {
  /// What a passed rule looked at.
  static func passed(_ result: CheckResult) -> String {
    guard isCounted(result), let measured = measured(result) else {
      return ShownText.sentence(result.expected ?? result.reason ?? "")
    }
    let limits = result.unit == "value" ? within(result) : ""
    return (demand(result).map { measured + ", " + $0 } ?? measured) + limits
  }

  /// What broke, with its denominator, and what was expected; else the reason the engine gave.
  static func broken(_ result: CheckResult) -> String {
    guard result.status != .error, isCounted(result), !isSentence(result), let measured = measured(result) else {
      return ShownText.sentence(result.reason ?? result.expected ?? "no reason given")
    }
    if let demand = demand(result) { return measured + ", " + demand }
    return measured
  }

  /// Whether there are rows to count or a threshold to hold a number against; columns are spoken of in sentences.
  private static func isCounted(_ result: CheckResult) -> Bool {
    (result.failing != nil && result.population != nil) || result.threshold != nil
  }

  /// Service levels and aggregates have a sentence of their own, since a length of time or a number alone says little.
  private static func isSentence(_ result: CheckResult) -> Bool { result.unit == "value" }

  /// `214 of 8,500,000 rows (0.0025 %) outside 0 <= amount <= 100000`
  private static func measured(_ result: CheckResult) -> String? {
    guard let failing = result.failing, let population = result.population else { return observed(result) }
    let rows = Quantity.count(population, "row")
    if result.check == "duplicateValues" && result.unit != "percent" {
      // Values are counted here and rows are what they are in: no share of one in the other.
      return Quantity.count(failing, "value") + " more than once in " + rows
    }
    let share = failing > 0 ? " (\(percent(result, failing, of: population)))" : ""
    return "\(Quantity.count(failing)) of \(rows)\(share) \(phrase(result))"
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
    let with = { (words: String, alone: String) in expected.map { words + " " + $0 } ?? alone }
    return switch result.check {
    case "type": with("do not parse as", "do not parse")
    case "required", "nullValues": "are null"
    case "nulls": "are null" + within(result)
    case "invalid": "are invalid" + within(result)
    case "distinctAcross": with("do not hold", "hold a value twice")
    case "validFormat": with("are no", "have another form")
    case "outliers": with("are outliers; expected", "are outliers")
    case "increasing", "decreasing": "break the order; expected \(expected ?? result.check)"
    case "duplicates": "share their values with another row" + within(result)
    case "unique": "hold a value that another row holds too"
    case "primaryKey": "share their key with another row"
    case "range", "exclusiveRange": with("outside", "out of range")
    case "length": with("do not have", "have another length")
    case "pattern": matching(expected)
    case "enum": with("are not", "are not in the list")
    case "format": with("are not written as", "have another form")
    case "multipleOf": with("are not", "are between the steps")
    case "timezone": with("do not have", "differ in having an offset")
    case "missingValues": "are missing"
    case "items", "properties", "dimensions": with("do not have", "have another size")
    case "uniqueItems": "hold an item twice"
    case "requiredProperties": with("do not have", "lack a property")
    case "elementType": with("do not hold", "hold an element of another type")
    case "normalized": with("do not have", "are not normalized")
    case "invalidValues": "are invalid"
    case "duplicateValues": "are surplus duplicates"
    default: with("break", "break the rule")
    }
  }

  /// Of which rows a rule with a `where` speaks.
  private static func within(_ result: CheckResult) -> String {
    guard let expected = result.expected, let start = expected.firstRange(of: ", where ")?.lowerBound else { return "" }
    return ShownText.sentence(String(expected[start...]))
  }

  /// The engine expects `matches ^[A-Z]+$`; rows that break it do not match it.
  private static func matching(_ expected: String?) -> String {
    guard let expected else { return "do not match" }
    let prefix = "matches "
    return "do not match " + (expected.hasPrefix(prefix) ? String(expected.dropFirst(prefix.count)) : expected)
  }

  /// `must be less than 5 %`
  private static func demand(_ result: CheckResult) -> String? {
    guard let threshold = result.threshold else { return nil }
    let unit =
      switch threshold.unit {
      case "percent": " %"
      case "value": ""
      default: " " + threshold.unit
      }
    let operands = threshold.operands.map { operand in
      Int(operand).map { Quantity.count($0) } ?? ShownText.sentence(operand)
    }
    return operatorWords(threshold.comparison) + " " + operands.joined(separator: " and ") + unit
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
      let newName = result.details.lazy.compactMap { detail -> String? in
        if case .text(let name) = detail.value, detail.name == "newName" { return name }
        return nil
      }.first
      guard let newName else { return "map the new name with physicalName, or ask the producer" }
      return "map it with physicalName: \(ShownText.name(newName)), or ask the producer"
    case "columnPresent":
      return "ask the producer for the column, or say sluicePresence: optional in the contract"
    case "columnExtra":
      return "list the column in the contract, or say sluiceExtraColumns: ignore"
    case "type" where result.details.contains { $0.name == "integerAsFloat" }:
      return "if that is meant, say dialect: pandas in sluiceCsv, or --dialect pandas"
    // The cause says what the cells are and what to do about it.
    case "type" where result.details.contains { ["cause", "failingValues"].contains($0.name) }: return nil
    case "type":
      return "sluice inspect shows what the column really holds"
    case "format":
      return "correct what writes the column, or the format in the contract"
    case "frequency":
      return "see what the producer should have delivered between the two times"
    case "freshness", "latency", "retention":
      return "see when the producer last delivered; --as-of sets what is taken for now"
    case "enum":
      return "if the value is meant, add it to the enum of the contract"
    case "emptyBatch":
      return "if a batch may be empty, say sluiceEmptyBatch: pass in the contract"
    case "rowCountDelta", "nullRateDelta", "meanShift", "newCategories", "missingCategories":
      return "if the change is meant, take this batch as the baseline of the next: sluice profile"
    default:
      return nil
    }
  }
}
