import SluiceContract
import Testing

@testable import SluiceEngine

/// A plan measures once what several rules ask for, and lists what it will not run.
struct PlanTests {
  static func plan(_ lines: String, dialect: Dialect = .standard) throws -> Plan {
    let contract = try Batches.contract(lines)
    return Plan(contract, try #require(contract.objects.first), dialect: dialect, samples: 5)
  }

  @Test
  func `presence is tested once for all rules that ask for it`() throws {
    let plan = try Self.plan(
      "properties: [{name: a, required: true, quality: [{metric: nullValues, mustBe: 0}, {metric: nullValues, mustBe: 1}]}]"
    )
    #expect(plan.pass.columns[0].tests.count == 1)
    let sources = plan.rules.compactMap { rule -> Int? in
      guard case .test(column: 0, let index) = rule.source else { return nil }
      return index
    }
    #expect(sources == [0, 0, 0])
  }

  @Test
  func `one key serves all rules about the same columns`() throws {
    let plan = try Self.plan(
      """
      properties:
        - {name: a, unique: true, primaryKey: true, quality: [{metric: duplicateValues, mustBe: 0}]}
        - {name: b, unique: true}
      quality: [{metric: duplicateValues, mustBe: 0, arguments: {properties: [b, a]}}]
      """)
    #expect(plan.pass.keys == [KeySpec(columns: [0]), KeySpec(columns: [1]), KeySpec(columns: [1, 0])])
  }

  @Test
  func `a composite key is in the order of its positions`() throws {
    let plan = try Self.plan(
      "properties: [{name: a, primaryKey: true, primaryKeyPosition: 2}, {name: b, primaryKey: true, primaryKeyPosition: 1}]"
    )
    #expect(plan.pass.keys == [KeySpec(columns: [1, 0])])
  }

  @Test
  func `columns are looked for by the bytes of their physical names`() throws {
    let plan = try Self.plan(
      "properties: [{name: a, physicalName: \"\u{E9}\"}, {name: b}]")
    #expect(plan.pass.scan.columns == [[0xC3, 0xA9], [0x62]])
    #expect(plan.pass.columns.map(\.name) == plan.pass.scan.columns)
  }

  @Test(arguments: [
    ("string", ColumnKind.text), ("integer", .integer), ("number", .number),
    ("number, physicalType: 'NUMERIC(10,2)'", .decimal(precision: 10, scale: 2)), ("boolean", .boolean),
    ("date", .date), ("time", .time), ("timestamp", .timestamp), ("object", .container(.object)),
  ])
  func `each logical type has a way of decoding`(type: String, kind: ColumnKind) throws {
    #expect(try Self.plan("properties: [{name: a, logicalType: \(type)}]").pass.columns[0].kind == kind)
  }

  @Test
  func `a rule that is not run is planned with its reason and nothing to measure`() throws {
    let plan = try Self.plan(
      "properties: [{name: a, quality: [{type: text, description: be nice}]}]")
    let rule = try #require(plan.rules.first { $0.rule.check == "text" })
    guard case .notRun(let reason) = rule.source else {
      Issue.record("\(rule.source)")
      return
    }
    #expect(reason == "text rule")
    #expect(plan.pass.columns[0].tests.isEmpty)
  }
}
