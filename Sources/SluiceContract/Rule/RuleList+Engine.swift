// Rules of `engine: sluice`.

extension RuleList {
  mutating func add(_ engine: EngineRule, _ rule: QualityRule, property: Property?, column: String?) {
    var condition: RowCondition?
    var test = test(of: engine, property: property, column: column)
    if let text = engine.condition {
      condition = self.condition(text)
      // Lint has refused the contract for it.
      if condition == nil { test = .notRun(reason: "`where` is no condition") }
    }
    add(
      engine.check, column, test, at: rule.marks.whole, severity: rule.severity, threshold: engine.threshold,
      authoredID: rule.id?.value, description: rule.description ?? rule.name, condition: condition)
  }

  private func test(of engine: EngineRule, property: Property?, column: String?) -> RuleTest {
    let check = engine.check
    if let command = EngineCheck.named(check)?.command { return .notRun(reason: "belongs to `sluice \(command)`") }
    let runs =
      EngineRuleReader.rowChecks.contains(check) || AggregateReader.checks.contains(check)
      || ChangeReader.checks.contains(check) || check == "rowCount"
    guard runs else { return .notRun(reason: "the check \"\(check)\" is not run by this version") }
    if let volume = VolumeTest(rawValue: check) { return .volume(volume) }
    if part != nil { return .notRun(reason: "the check \"\(check)\" does not read values inside cells") }
    if AggregateReader.checks.contains(check) {
      return engine.aggregate.map { .aggregate($0) } ?? .notRun(reason: "what is measured is not known")
    }
    if let change = ChangeTest(rawValue: check) { return .change(change) }
    switch check {
    case "rowRule":
      return engine.expression.flatMap { self.condition($0) }.map { .rowRule($0) }
        ?? .notRun(reason: "`expr` is no condition")
    case "outliers": return engine.outliers.map { .outliers($0) } ?? .notRun(reason: "what an outlier is is not known")
    case "increasing", "decreasing":
      return engine.order.map { .order($0) } ?? .notRun(reason: "the order is not known")
    case "nulls": return .nulls
    case "invalid":
      if let target = engine.validReference { return listed(in: target) }
      return .invalid(validValues: engine.validValues?.map(\.value), pattern: engine.pattern?.value)
    case "validFormat": return engine.format.map { .validFormat($0) } ?? .notRun(reason: "`format` is not known")
    case "duplicates": return .duplicates(columns: engine.columns(property))
    case "distinctAcross":
      let names = engine.columns(property)
      guard let expression = try? ExpressionTyper(columns).distinct(names.map { Marked($0, at: .start) }) else {
        return .notRun(reason: "the columns cannot be compared")
      }
      let text = "different values in \(names.joined(separator: ", "))"
      return .distinctAcross(RowCondition(expression, text: text), columns: names)
    default: return .rowCount
    }
  }

  private func condition(_ text: ExpressionText) -> RowCondition? {
    (try? ExpressionTyper(columns).condition(text.syntax)).map { RowCondition($0, text: text.shown) }
  }
}

extension EngineRule {
  /// The columns that a rule compares: the property that holds it, then those it names.
  func columns(_ property: Property?) -> [String] {
    var names: [String] = []
    for name in (property.map { [$0.name] } ?? []) + (properties?.map(\.value) ?? [])
    where !names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
      names.append(name)
    }
    return names
  }
}

/// Two columns of a rule that hold values of different types.
struct IncomparableColumns: Error {
  var first: String
  var second: Marked<String>
}

extension ExpressionTyper {
  /// Holds where no two of the columns are equal; a null is equal to nothing.
  func distinct(_ names: [Marked<String>]) throws(IncomparableColumns) -> TypedExpression {
    var equal: TypedExpression?
    for (position, name) in names.enumerated() {
      for other in names[..<position] {
        guard let left = columns.index(of: Array(other.value.utf8)),
          let right = columns.index(of: Array(name.value.utf8)),
          let pair = equality(left, right)
        else { throw IncomparableColumns(first: other.value, second: name) }
        equal = equal.map { TypedExpression(.or($0, pair), .boolean) } ?? pair
      }
    }
    return TypedExpression(.not(equal ?? TypedExpression(.boolean(false), .boolean)), .boolean)
  }

  private func equality(_ left: Int, _ right: Int) -> TypedExpression? {
    let sides = [left, right].map { index in
      (
        typed: TypedExpression(.column(index), columns.type(of: index)),
        syntax: ExpressionSyntax(.column(Array(columns.names[index].utf8)), at: 0..<0)
      )
    }
    guard let comparison = try? comparison(.equal, sides[0], sides[1], 0..<0) else { return nil }
    return TypedExpression(.coalesce([comparison, TypedExpression(.boolean(false), .boolean)]), .boolean)
  }
}
