// Rules that the author wrote: `quality` and `slaProperties`.

extension RuleList {
  mutating func add(_ rule: QualityRule, property: Property?, column: String?) {
    if case .sluice(let engine) = rule.kind { return add(engine, rule, property: property, column: column) }
    let (check, test) = evaluation(of: rule, property: property)
    add(
      check, column, test, at: rule.marks.whole, severity: rule.severity, threshold: threshold(of: rule),
      authoredID: rule.id?.value, description: rule.description ?? rule.name)
  }

  private func evaluation(of rule: QualityRule, property: Property?) -> (String, RuleTest) {
    switch rule.kind {
    case .library(let metric, let arguments):
      return (metric, test(of: metric, arguments, property: property))
    case .older(let rule, let reason): return (rule, .notRun(reason: reason))
    case .text: return ("text", .notRun(reason: "text rule"))
    case .sql where part != nil: return ("sql", .notRun(reason: Self.insideReason))
    case .sql(let query):
      return ("sql", .sql(query: QueryTemplate.filled(query, object: object, property: property?.name)))
    case .custom(let engine, _):
      return ("custom", .notRun(reason: "engine \(Words.escaped(engine)) is not ours"))
    case .skew where part != nil: return ("skew", .notRun(reason: Self.insideReason))
    case .skew(let rule): return ("skew", .skew(rule))
    case .sluice(let rule):
      return (rule.check, .notRun(reason: "the check \"\(rule.check)\" is not run by this version"))
    }
  }

  private func threshold(of rule: QualityRule) -> Threshold? {
    if case .skew(let skew) = rule.kind { return skew.threshold }
    if case .sql = rule.kind, let threshold = rule.threshold, threshold.unit == .rows {
      // What a query gives is a number, whatever it counts.
      return Threshold(comparison: threshold.comparison, unit: .value)
    }
    return rule.threshold
  }

  private func test(of metric: String, _ arguments: LibraryArguments, property: Property?) -> RuleTest {
    switch metric {
    case "nullValues": return .nullValues
    case "missingValues": return .missingValues(tokens: arguments.missingValues ?? [])
    case "invalidValues":
      if let target = arguments.validReference { return listed(in: target) }
      guard arguments.validValues != nil || arguments.pattern != nil else {
        return .notRun(reason: "neither validValues nor pattern is given")
      }
      return .invalidValues(validValues: arguments.validValues, pattern: arguments.pattern?.value)
    case "duplicateValues" where part != nil: return .notRun(reason: Self.insideReason)
    case "duplicateValues":
      return .duplicateValues(columns: property.map { [$0.name] } ?? arguments.properties?.map(\.value) ?? [])
    default: return .rowCount
    }
  }

  /// Values that a file lists; what is inside cells is not compared with it.
  func listed(in target: ReferenceTarget) -> RuleTest {
    part == nil ? .listedElsewhere(target) : .notRun(reason: Self.insideReason)
  }

  mutating func add(_ level: ServiceLevel, of object: SchemaObject, in contract: Contract) {
    let mark = level.marks["property"]
    guard let kind = ServiceLevelTest.Kind(level.property) else {
      let reason = "\(Words.escaped(level.property)) is a promise about the service, which no batch can show"
      return add(
        level.property, nil, .notRun(reason: reason), at: mark, authoredID: level.id, description: level.description)
    }
    for resolution in ServiceLevelResolution.all(level, kind, object, in: contract) {
      let (test, column): (RuleTest, String?) =
        switch resolution {
        case .test(let test, let column): (.serviceLevel(test), column)
        case .notRun(let reason, let column): (.notRun(reason: reason), column)
        }
      add(kind.rawValue, column, test, at: mark, authoredID: level.id, description: level.description)
    }
  }
}
