import SluiceContract
import Testing

struct ModelTests {
  @Test func `every part of the standard reaches the model`() throws {
    let reading = ContractReader.read(try fixture("contracts/full-3.2.odcs.yaml"), path: "full")
    let contract = try #require(reading.contract)
    #expect(contract.tenant == "retail")
    #expect(contract.description?.purpose == "Orders of the web shop")
    #expect(contract.context?.verifiedStatements.first?.answer == "12")
    #expect(contract.servers.map(\.type) == ["s3", "postgresql", "local", "custom"])
    #expect(contract.server(named: "db")?.details["port"] == "5432")
    #expect(contract.server(named: "lake")?.csv?.nullTokens == ["", "NULL"])
    #expect(contract.server(named: "lake")?.csv?.dialect == "pyarrow")
    #expect(contract.support.first?.invitationUrl == "u")
    #expect(contract.price?.amount == ExactDecimal("9.95"))
    #expect(contract.team?.members.first?.replacedByUsername == "bob")
    #expect(contract.roles.first?.secondLevelApprovers == "b")
    #expect(
      contract.serviceLevels.map(\.property) == [
        "freshness", "retention", "generalAvailability", "endOfLife",
      ])
    #expect(contract.serviceLevels[1].valueExt == .number(ExactDecimal(5)))
    #expect(contract.settings.compatibility == .full)
    #expect(contract.settings.alerts?.error == "#oncall")
    #expect(contract.settings.waivers.first?.until == CivilTime.days("2026-12-31"))
    #expect(contract.customProperties.last?.value.items?.count == 3)

    let orders = try #require(contract.object(named: "orders"))
    #expect(orders.physicalName == "orders_v2")
    #expect(orders.settings.extraColumns == .fail)
    #expect(orders.settings.emptyBatch == .warn)
    #expect(orders.settings.structure == ["blankLine": .warn, "bareQuote": .fail])
    #expect(orders.settings.csv?.delimiter == ";")
    #expect(orders.primaryKey.map(\.name) == ["order_id", "line"])
    #expect(orders.relationships[1].to.map(\.value) == ["lines.order_id", "lines.line"])
    #expect(orders.synonyms.first?.locale == "en")

    #expect(orders.property(named: "order_id")?.columnName == "OrderID")
    #expect(orders.property(named: "amount")?.logicalType == .decimal(precision: 18, scale: 2))
    #expect(
      orders.property(named: "status")?.enumeration?.map(\.value.value) == [
        .text("new"), .text("paid"), .text("1.10"),
      ])
    #expect(orders.property(named: "address")?.nested.properties[1].nested.properties.first?.name == "lat")
    #expect(orders.property(named: "attributes")?.nested.map.map(\.logicalType) == [.string, .integer])
    #expect(orders.property(named: "embedding")?.options.dimensions?.value == 384)
    #expect(orders.property(named: "day")?.settings.presence == .optional)
    #expect(orders.property(named: "label")?.settings.environments == ["train"])
    #expect(orders.property(named: "amount")?.marks["transformLogic"].line == 147)
  }

  @Test(
    arguments: [
      ("DECIMAL(18,2)", .decimal(precision: 18, scale: 2)),
      ("numeric( 10 )", .decimal(precision: 10, scale: 0)),
      ("NUMBER(38, 0)", .decimal(precision: 38, scale: 0)), ("double", .number), ("DECIMAL", .number),
      ("decimal(a,b)", .number), ("decimal(1,2,3)", .number), ("varchar(10)", .number),
      ("decimal(0,0)", .number),
    ] as [(String, LogicalType)])
  func `a physicalType makes a number exact`(physical: String, type: LogicalType) {
    let contract = read(column("logicalType: number\nphysicalType: \"\(physical)\"")).contract
    #expect(contract?.objects[0].properties[0].logicalType == type)
  }

  @Test(
    arguments: [
      ("integer", "[{value: \"5\"}, {value: 6}]", [.number(ExactDecimal(5)), .number(ExactDecimal(6))]),
      ("boolean", "[{value: \"true\"}, {value: false}]", [.boolean(true), .boolean(false)]),
      ("string", "[{value: 5}, {value: true}, {value: null}]", [.text("5"), .text("true"), .null]),
      ("date", "[{value: 2024-01-01}]", [.text("2024-01-01")]),
    ] as [(String, String, [Scalar])])
  func `listed values are values of the column's type`(type: String, values: String, expected: [Scalar]) {
    let contract = read(column("logicalType: \(type)\nenum: \(values)")).contract
    #expect(contract?.objects[0].properties[0].enumeration?.map(\.value.value) == expected)
  }

  @Test(arguments: [
    ("classification: PII", true), ("classification: restricted", true), ("classification: public", false),
    ("tags: [gold, Pii]", true), ("tags: [piigeon]", false), ("description: pii", false),
  ])
  func `classification and tags decide what is masked`(text: String, isMasked: Bool) {
    #expect(read(column(text)).contract?.objects[0].properties[0].isMasked == isMasked)
  }

  @Test(arguments: [
    ("minimum: 1, exclusiveMinimum: 1", "1", true), ("minimum: 2, exclusiveMinimum: 1", "2", false),
    ("minimum: 1, exclusiveMinimum: 2", "2", true), ("minimum: 1", "1", false),
  ])
  func `of two lower bounds the tighter one counts`(options: String, value: String, isExclusive: Bool) throws {
    let contract = read(column("logicalType: integer\nlogicalTypeOptions: {\(options)}")).contract
    let bound = try #require(contract?.objects[0].properties[0].bounds?.minimum)
    #expect(bound.value == .number(try #require(ExactDecimal(value))))
    #expect(bound.isExclusive == isExclusive)
  }
}
