internal import SluiceContract

/// What a run is to do: a contract's rules for one object, resolved to the specs that the floors below read.
///
/// Immutable and a pure function of contract and dialect. What two rules need alike is measured once.
struct Plan: Sendable {
  let object: SchemaObject
  let rules: [PlannedRule]
  let pass: PassSpec
  /// What later passes look up elsewhere.
  let references: [ReferenceSpec]
  /// Rules that are written in SQL.
  let queries: [String]

  struct PlannedRule: Sendable {
    var rule: Rule
    var target: CheckTarget
    var source: Source
    /// Columns of the pass that must be in the batch for the rule to run.
    var columns: [Int]
    /// Columns that its `where` reads, which must be there too.
    var conditionColumns: [Int] = []
    /// Whether values that break the rule must not be shown.
    var isMasked = false
  }

  /// Where a rule's measurement comes from.
  enum Source: Sendable {
    case batchFacts
    case test(column: Int, index: Int)
    /// A test of the values of a node inside a column.
    case nestedTest(column: Int, node: Int, index: Int)
    case key(Int)
    case reference(Int)
    /// One of `Plan.queries`.
    case query(Int)
    case times(Int)
    /// A test of rows, and the columns that its samples show.
    case rows(Int)
    /// An aggregate, which of its partners or lists is meant, and the row test that counts the rows of its `where`.
    case aggregate(Int, part: Int, scope: Int?)
    case outliers(Int)
    /// An order, and the row test that counts the rows of its `where`.
    case order(Int, scope: Int?)
    /// Against an earlier batch; the aggregate that is needed of the column.
    case change(Int?)
    case notRun(reason: String)
  }

  init(_ contract: Contract, _ object: SchemaObject, dialect: Dialect, samples: Int) {
    self.object = object
    var builder = PlanBuilder(object, writesIntegersAsFloats: dialect.writesIntegersAsFloats)
    rules = contract.rules(for: object).map { builder.add($0) }
    references = builder.references
    queries = builder.queries
    pass = PassSpec(
      scan: ScanSpec(dialect: dialect, columns: builder.columns.map(\.name), places: max(1, samples)),
      columns: builder.columns, keys: builder.keys, samples: samples, times: builder.times,
      rowTests: builder.rowTests, aggregates: builder.aggregates, orders: builder.orders,
      outliers: builder.outliers)
  }
}

/// Collects what the rules need.
private struct PlanBuilder {
  let object: SchemaObject
  private(set) var columns: [ColumnSpec]
  private(set) var keys: [KeySpec] = []
  private(set) var references: [ReferenceSpec] = []
  private(set) var queries: [String] = []
  private(set) var times: [TimeSpec] = []
  private var expressions = ExpressionCompiler()
  private var rowTestSpecs: [RowTestSpec] = []
  private(set) var aggregates: [AggregateSpec] = []
  private(set) var orders: [OrderSpec] = []
  private(set) var outliers: [OutlierSpec] = []
  /// Row tests that only count the rows of a `where`, by its step and the column.
  private var scopes: [[Int]: Int] = [:]

  var rowTests: RowTests {
    RowTests(
      program: expressions.program, tests: rowTestSpecs,
      keyConditions: keys.compactMap(\.condition) + aggregates.compactMap(\.condition) + orders.compactMap(\.condition))
  }
  /// Index of the shared tests that several rules ask for, by column.
  private var presentTests: [Int: Int] = [:]
  /// What rules are about: one for each column, and one for the object.
  private let targets: [CheckTarget]
  private let whole: CheckTarget
  private var nested: [Int: NestedPlan] = [:]
  /// Columns by their names.
  private let indices: [[UInt8]: Int]

  init(_ object: SchemaObject, writesIntegersAsFloats: Bool) {
    self.object = object
    indices = object.indicesByName
    columns = object.properties.map { ColumnSpec($0) }
    whole = CheckTarget(object, nil, writesIntegersAsFloats: writesIntegersAsFloats)
    targets = zip(object.properties, columns).map { property, column in
      CheckTarget(object, property, kind: column.kind, writesIntegersAsFloats: writesIntegersAsFloats)
    }
    for (column, property) in object.properties.enumerated() {
      nested[column] = NestedPlan(property)
      columns[column].nested = nested[column]?.spec
    }
  }

  mutating func add(_ rule: Rule) -> Plan.PlannedRule {
    let column = (rule.part?.column ?? rule.column).flatMap(index)
    let target = target(of: rule, column)
    if let reason = rule.test.reasonNotToRun {
      return Plan.PlannedRule(rule: rule, target: target, source: .notRun(reason: reason), columns: [])
    }
    guard let kind = CheckKinds.kind(of: rule.check) else {
      let reason = "the check \"\(rule.check)\" is not run by this version"
      return Plan.PlannedRule(rule: rule, target: target, source: .notRun(reason: reason), columns: [])
    }
    var planned = Plan.PlannedRule(rule: rule, target: target, source: .batchFacts, columns: [])
    planned.isMasked = isMasked(rule, column)
    switch kind.requirement(rule, target) {
    case .batchFacts: break
    case .notRun(let reason): planned.source = .notRun(reason: reason)
    case .cells(let test):
      guard let column else { break }
      planned.source =
        rule.part.map { part in
          addNested(test, to: column) { $0.node(of: part.steps) }
        } ?? .test(column: column, index: addTest(test, to: column))
      planned.columns = [column]
    case .inside(let step, let kind, let test):
      guard let column else { break }
      planned.source = addNested(test, to: column) { plan in
        plan.node(below: plan.node(of: rule.part?.steps ?? []), step, kind)
      }
      planned.columns = [column]
    case .key(let names):
      let indices = names.compactMap(index)
      planned.source = .key(addKey(KeySpec(columns: indices)))
      planned.columns = indices
    case .keyWhere(let names, let condition):
      let indices = names.compactMap(index)
      planned.source = .key(addKey(KeySpec(columns: indices, condition: expressions.compile(condition))))
      planned.columns = indices
      planned.conditionColumns = condition.columns
    case .reference(let names, let reference): add(names, reference, target, to: &planned)
    case .query(let query):
      queries.append(query)
      planned.source = .query(queries.count - 1)
    case .referenceWhere(let names, let reference, let condition):
      add(names, reference, target, condition: expressions.compile(condition), to: &planned)
      planned.conditionColumns = condition.columns
    case .rows(let requirement): add(requirement, column, to: &planned)
    case .aggregate(let requirement): add(requirement, column, to: &planned)
    case .order(let test, let condition): add(test, condition, column, to: &planned)
    case .outliers(let test, let condition): add(test, condition, column, to: &planned)
    case .change(let need):
      planned.source = .change(nil)
      guard let need else { break }
      add(AggregateRequirement(need: need), column, to: &planned)
      if case .aggregate(let index, _, _) = planned.source { planned.source = .change(index) }
    case .times(let requirement):
      guard let spec = timeSpec(requirement) else { break }
      planned.source = .times(addTimes(spec))
      planned.columns = spec.columns
    }
    return planned
  }

  private mutating func add(
    _ names: [String], _ reference: ReferenceTarget, _ target: CheckTarget, condition: Int? = nil,
    to planned: inout Plan.PlannedRule
  ) {
    planned.columns = names.compactMap(index)
    references.append(
      ReferenceSpec(
        key: KeySpec(columns: planned.columns, condition: condition), target: reference,
        ignored: names.count == 1 && planned.rule.check != InvalidCheck.id ? target.missingTokens : []))
    planned.source = .reference(references.count - 1)
  }

  private mutating func add(_ requirement: RowRequirement, _ column: Int?, to planned: inout Plan.PlannedRule) {
    let conditionColumns = requirement.condition?.columns ?? []
    var spec = RowTestSpec(
      test: .counted, condition: requirement.condition.map { expressions.compile($0) }, columns: conditionColumns,
      conditionColumns: conditionColumns)
    switch requirement.test {
    case .counted: planned.columns = conditionColumns
    case .holds(let expression):
      spec.test = .holds(step: expressions.compile(expression))
      planned.columns = expression.columns
      spec.testColumns = expression.columns
    case .cells(let test, let skipsNulls):
      guard let column else { return }
      spec.test = .cells(column: column, test, skipsNulls: skipsNulls)
      planned.columns = [column]
      // Of a null nobody asks whether it parses.
      if skipsNulls { spec.testColumns = [column] }
    }
    planned.conditionColumns = conditionColumns
    spec.shown = planned.columns
    spec.columns = Set(planned.columns + conditionColumns).sorted()
    rowTestSpecs.append(spec)
    planned.source = .rows(rowTestSpecs.count - 1)
  }

  private mutating func add(_ requirement: AggregateRequirement, _ column: Int?, to planned: inout Plan.PlannedRule) {
    guard let column else { return }
    planned.columns = [column]
    let condition = requirement.condition.map { expressions.compile($0) }
    let place = aggregate(column, condition)
    var part = 0
    switch requirement.need {
    case .basics: break
    case .zeros: aggregates[place].countsZeros = true
    case .powers(let powers): aggregates[place].powers = max(aggregates[place].powers, powers)
    case .texts: aggregates[place].findsText = true
    case .counts: aggregates[place].talliesValues = true
    case .categories: (aggregates[place].talliesValues, aggregates[place].listsValues) = (true, true)
    case .quantile(let share):
      if !aggregates[place].quantiles.contains(share) { aggregates[place].quantiles.append(share) }
    case .product(let name):
      guard let partner = index(name) else { return }
      planned.columns.append(partner)
      part = aggregates[place].partners.firstIndex(of: partner) ?? aggregates[place].partners.count
      if part == aggregates[place].partners.count { aggregates[place].partners.append(partner) }
    case .sought(let values):
      part = aggregates[place].sought.count
      aggregates[place].sought.append(values)
    }
    let scope = addScope(requirement.condition, condition, to: &planned)
    planned.source = .aggregate(place, part: part, scope: scope)
  }

  /// The aggregate of a column under a condition, made where it is not there.
  private mutating func aggregate(_ column: Int, _ condition: Int?) -> Int {
    if let known = aggregates.firstIndex(where: { $0.column == column && $0.condition == condition }) { return known }
    aggregates.append(AggregateSpec(column: column, condition: condition))
    return aggregates.count - 1
  }

  /// The row test that counts the rows of a `where`; nil without one.
  private mutating func addScope(
    _ expression: TypedExpression?, _ condition: Int?, to planned: inout Plan.PlannedRule
  ) -> Int? {
    guard let expression, let condition else { return nil }
    planned.conditionColumns = expression.columns
    let key = [condition] + planned.columns
    if let known = scopes[key] { return known }
    rowTestSpecs.append(
      RowTestSpec(
        test: .counted, condition: condition, columns: Set(planned.columns + expression.columns).sorted(),
        testColumns: planned.columns, conditionColumns: expression.columns, shown: planned.columns))
    scopes[key] = rowTestSpecs.count - 1
    return scopes[key]
  }

  private mutating func add(
    _ test: OrderTest, _ expression: TypedExpression?, _ column: Int?, to planned: inout Plan.PlannedRule
  ) {
    guard let column else { return }
    planned.columns = [column]
    let condition = expression.map { expressions.compile($0) }
    let scope = addScope(expression, condition, to: &planned)
    orders.append(OrderSpec(column: column, condition: condition, test: test))
    planned.source = .order(orders.count - 1, scope: scope)
  }

  private mutating func add(
    _ test: OutlierTest, _ expression: TypedExpression?, _ column: Int?, to planned: inout Plan.PlannedRule
  ) {
    guard let column else { return }
    planned.columns = [column]
    planned.conditionColumns = expression?.columns ?? []
    let condition = expression.map { expressions.compile($0) }
    let place = aggregate(column, condition)
    switch test.method {
    case .iqr:
      for share in OutlierBounds.quartiles where !aggregates[place].quantiles.contains(share) {
        aggregates[place].quantiles.append(share)
      }
    case .zscore: aggregates[place].powers = max(aggregates[place].powers, 2)
    }
    outliers.append(
      OutlierSpec(
        column: column, test: test, aggregate: place, condition: condition,
        conditionColumns: planned.conditionColumns))
    planned.source = .outliers(outliers.count - 1)
  }

  private func target(of rule: Rule, _ column: Int?) -> CheckTarget {
    guard let column else { return whole }
    guard let part = rule.part else { return targets[column] }
    var property = object.properties[column]
    for step in part.steps { property = property.part(step) ?? property }
    if property.name.isEmpty { property.name = "value" }
    return CheckTarget(
      object, property, kind: ColumnKind(property.valueType), writesIntegersAsFloats: whole.writesIntegersAsFloats)
  }

  /// What is inside a secret is secret, and so is what a secret is inside of.
  private func isMasked(_ rule: Rule, _ column: Int?) -> Bool {
    guard let column else { return false }
    guard let part = rule.part else { return object.properties[column].isMasked }
    var property = object.properties[column]
    for step in part.steps {
      if property.isClassified { return true }
      property = property.part(step) ?? property
    }
    return property.isMasked
  }

  private mutating func addNested(
    _ test: CellTest, to column: Int, _ find: (inout NestedPlan) -> Int
  ) -> Plan.Source {
    guard var plan = nested[column] else { return .notRun(reason: "the column holds no JSON") }
    let node = find(&plan)
    let index = plan.add(test, to: node)
    nested[column] = plan
    columns[column].nested = plan.spec
    return .nestedTest(column: column, node: node, index: index)
  }

  /// nil for columns that the object does not have, which the contract's rules never name.
  private func timeSpec(_ requirement: TimeRequirement) -> TimeSpec? {
    switch requirement {
    case .extremes(let column): index(column).map { .extremes(column: $0) }
    case .difference(let from, let to):
      if let from = index(from), let to = index(to) { .difference(from: from, to: to) } else { nil }
    case .largestGap(let column, let enough): index(column).map { .largestGap(column: $0, enough: enough) }
    }
  }

  private func index(_ name: String) -> Int? {
    indices[Array(name.utf8)]
  }

  private mutating func addTest(_ test: CellTest, to column: Int) -> Int {
    if case .present = test {
      if let known = presentTests[column] { return known }
      presentTests[column] = columns[column].tests.count
    }
    columns[column].tests.append(test)
    return columns[column].tests.count - 1
  }

  private mutating func addTimes(_ spec: TimeSpec) -> Int {
    if let known = times.firstIndex(of: spec) { return known }
    times.append(spec)
    return times.count - 1
  }

  private mutating func addKey(_ key: KeySpec) -> Int {
    if let known = keys.firstIndex(of: key) { return known }
    keys.append(key)
    return keys.count - 1
  }
}

extension ColumnSpec {
  /// How the cells of a property are read, and nothing asked of them.
  init(_ property: Property) {
    self.init(
      name: Array(property.columnName.utf8), kind: ColumnKind(property.valueType), tests: [],
      reading: property.timeReading)
  }
}

extension ColumnKind {
  init(_ type: LogicalType?) {
    switch type {
    case .string, nil: self = .text
    case .nested(let name): self = ColumnKind.Container(rawValue: name).map(ColumnKind.container) ?? .text
    case .integer: self = .integer
    case .number: self = .number
    case .decimal(let precision, let scale): self = .decimal(precision: precision, scale: scale)
    case .boolean: self = .boolean
    case .date: self = .date
    case .time: self = .time
    case .timestamp: self = .timestamp
    }
  }
}

extension SchemaObject {
  /// Where each property is, by the bytes of its name; of equal names the first.
  var indicesByName: [[UInt8]: Int] {
    Dictionary(properties.enumerated().map { (Array($0.element.name.utf8), $0.offset) }) { first, _ in first }
  }
}
