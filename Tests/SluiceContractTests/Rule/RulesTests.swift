import SluiceContract
import Testing

struct RulesTests {
  /// The rules of the first object, as `id`.
  private func rules(_ text: String) throws -> [Rule] {
    let contract = try #require(read(text).contract)
    return contract.rules(for: contract.objects[0])
  }

  private func ids(_ text: String) throws -> [String] { try rules(text).map(\.id) }

  private func reason(_ rule: Rule?) -> String? { rule?.test.reasonNotToRun }

  @Test func `a bare column has its presence only, and the object its two rules`() throws {
    #expect(
      try ids(column("description: x")) == [
        "orders.price.columnPresent", "orders.columnExtra", "orders.emptyBatch",
      ])
  }

  @Test(
    arguments: [
      ("required: true", .fail), ("unique: true", .fail), ("primaryKey: true", .fail),
      ("description: x", .warn),
      ("customProperties: [{property: sluicePresence, value: optional}]\nrequired: true", .ignore),
      ("customProperties: [{property: sluicePresence, value: required}]", .fail),
    ] as [(String, ColumnPolicy)])
  func `absence means what the table says`(text: String, policy: ColumnPolicy) throws {
    let rule = try #require(try rules(column(text)).first)
    guard case .columnPresent(let ifAbsent) = rule.test else {
      Issue.record("\(rule.check)")
      return
    }
    #expect(ifAbsent == policy)
    #expect(rule.severity == (policy == .fail ? .error : .warning))
  }

  @Test func `a composite key is one rule in the order of its positions, and its columns are required`()
    throws
  {
    let found = try rules(
      object(
        """
        properties:
          - {name: c, primaryKey: true}
          - {name: b, primaryKey: true, primaryKeyPosition: 2, required: true}
          - {name: a, primaryKey: true, primaryKeyPosition: 1}
        """))
    #expect(found.filter { $0.check == "required" }.map(\.column) == ["c", "b", "a"])
    let key = try #require(found.first { $0.check == "primaryKey" })
    guard case .primaryKey(let columns) = key.test else {
      Issue.record("not a key")
      return
    }
    #expect(columns == ["a", "b", "c"])
  }

  @Test func `policies of an object decide which rules exist`() throws {
    func properties(_ list: String) -> String {
      object("customProperties: [\(list)]\nproperties: [{name: a}]")
    }
    #expect(
      try ids(
        properties(
          "{property: sluiceExtraColumns, value: ignore}, {property: sluiceColumnOrder, value: fail}"))
        == ["orders.a.columnPresent", "orders.columnOrder", "orders.emptyBatch"])
  }

  @Test(
    arguments: [
      ("", .fail), ("quality: [{metric: rowCount, mustBeGreaterThan: 0}]", .fail),
      ("quality: [{metric: rowCount, mustBeGreaterOrEqualTo: 0}]", .ignore),
      ("quality: [{metric: rowCount, mustBeBetween: [0, 9]}]", .ignore),
      ("customProperties: [{property: sluiceEmptyBatch, value: warn}]", .warn),
      ("customProperties: [{property: sluiceEmptyBatch, value: pass}]", .ignore),
    ] as [(String, ColumnPolicy)])
  func `an empty batch fails unless the contract admits it`(text: String, policy: ColumnPolicy) throws {
    let rule = try rules(object("properties: [{name: a}]\n" + text)).first { $0.check == "emptyBatch" }
    guard case .emptyBatch(let found) = rule?.test else {
      Issue.record("no emptyBatch rule")
      return
    }
    #expect(found == policy)
  }

  @Test func `every rule of a full contract is listed once with a unique id`() throws {
    let reading = ContractReader.read(try fixture("contracts/full-3.2.odcs.yaml"), path: "full")
    let contract = try #require(reading.contract)
    let all = contract.objects.flatMap { contract.rules(for: $0) }
    #expect(Set(all.map(\.id)).count == all.count)
    let listed = all.map { rule in
      let outcome = reason(rule).map { "notRun (\($0))" } ?? "runs"
      let severity = rule.severity == .warning ? ", warns" : ""
      return "\(rule.id)  [\(rule.check)] line \(rule.mark.line)\(severity): \(outcome)\n"
    }
    try expectFile("Tests/SluiceContractTests/Fixtures/rules-3.2.txt", holds: listed.joined())
  }

  @Test(arguments: [
    ("{type: text, description: d}", "text", "text rule"),
    ("{type: custom, engine: soda, implementation: x}", "custom", "engine soda is not ours"),
    ("{type: custom, engine: sluice, implementation: {check: psi}}", "psi", "belongs to `sluice drift`"),
    ("{type: custom, engine: sluice, implementation: {check: skew}}", "skew", "belongs to `sluice skew`"),
    ("{metric: invalidValues, mustBe: 0}", "invalidValues", "neither validValues nor pattern is given"),
  ])
  func `what is not run says why`(rule: String, check: String, words: String) throws {
    let found = try rules(column("quality: [\(rule)]")).first { $0.check == check }
    #expect(reason(found) == words)
  }

  @Test func `ids are the author's where they are unique and numbered elsewhere`() throws {
    let text = object(
      """
      properties:
        - name: a
          quality:
            - {id: q, metric: nullValues, mustBe: 0}
            - {metric: nullValues, mustBeLessThan: 5, severity: warn}
        - name: b
          quality:
            - {id: q, metric: nullValues, mustBe: 0}
            - {id: only, metric: duplicateValues, mustBe: 0, description: no twins}
            - {metric: nullValues, mustBe: 0}
            - {metric: nullValues, mustBe: 1}
      """)
    let found = try rules(text).filter { $0.check.hasSuffix("Values") }
    #expect(
      found.map(\.id) == [
        "orders.a.q", "orders.a.nullValues", "orders.b.q", "only", "orders.b.nullValues",
        "orders.b.nullValues.2",
      ])
    #expect(found.map(\.authoredID) == ["q", nil, "q", "only", nil, nil])
    #expect(found[3].description == "no twins")
    #expect(found[1].severity == .warning)
  }

  @Test func `service levels belong to the object of their element, or to all`() throws {
    let text =
      head + "schema: [{name: a}, {name: b}]\nslaProperties:\n"
      + "  - {property: freshness, value: 1, element: a.ts}\n  - {property: Retention, value: 1}\n"
      + "  - {property: endOfLife, value: 1, element: 'a.x, b.x'}\n"
    let contract = try #require(read(text).contract)
    func levels(_ index: Int) -> [String] {
      contract.rules(for: contract.objects[index]).map(\.id).filter {
        !$0.hasSuffix("columnExtra") && !$0.hasSuffix("emptyBatch")
      }
    }
    #expect(levels(0) == ["a.freshness", "a.retention", "a.endOfLife"])
    #expect(levels(1) == ["b.retention", "b.endOfLife"])
  }
}
