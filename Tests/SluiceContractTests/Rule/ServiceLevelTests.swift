import SluiceContract
import Testing

/// Which rules service levels become, for which object, and why some do not run.
struct ServiceLevelTests {
  private static let columns =
    "properties: [{name: at, logicalType: timestamp, physicalName: AT}, {name: day, logicalType: date}, {name: n, logicalType: integer}]"

  private func contract(_ level: String, _ extra: String = "") throws -> Contract {
    let text =
      head + extra
      + "slaProperties:\n  - {\(level)}\nschema:\n  - name: orders\n    physicalName: tbl_orders\n    \(Self.columns)\n  - name: items\n    \(Self.columns)\n"
    let reading = read(text)
    return try #require(reading.contract, "\(lines(reading))")
  }

  /// `column check: columns` or `check: reason` of each service level's rule.
  private func rules(_ object: Int, _ level: String, _ extra: String = "") throws -> [String] {
    let contract = try contract(level, extra)
    return contract.rules(for: contract.objects[object]).compactMap { rule in
      switch rule.test {
      case .serviceLevel(let test):
        "\(rule.id) \(test.columns.joined(separator: ",")) \(test.limit.amount) \(test.limit.unit.rawValue)"
      case .notRun(let reason): "\(rule.id): \(reason)"
      default: nil
      }
    }
  }

  @Test(arguments: [
    ("property: freshness, value: 24, unit: h, element: orders.at", ["orders.at.freshness at 24 h"], []),
    ("property: Retention, value: 3, unit: years, element: tbl_orders.AT", ["orders.at.retention at 3 y"], []),
    ("property: latency, value: 4, unit: d, element: 'orders.at, orders.day'", ["orders.day.latency at,day 4 d"], []),
    (
      "property: frequency, value: 1, unit: d, element: 'orders.at,items.day'", ["orders.at.frequency at 1 d"],
      ["items.day.frequency day 1 d"]
    ),
    (
      "property: freshness, value: '36', unit: h, element: day", ["orders.day.freshness day 36 h"],
      ["items.day.freshness day 36 h"]
    ),
    ("id: fresh, property: freshness, value: 1, unit: d, element: orders.at", ["fresh at 1 d"], []),
  ])
  func `levels that run`(level: String, orders: [String], items: [String]) throws {
    #expect(try rules(0, level) == orders)
    #expect(try rules(1, level) == items)
  }

  @Test(arguments: [
    ("property: freshness, value: 24, element: orders.at", "it has no unit, such as `h` or `d`"),
    ("property: freshness, value: 24, unit: fortnights, element: orders.at", "its unit \"fortnights\" is not known"),
    ("property: freshness, value: daily, unit: h, element: orders.at", "its value \"daily\" is no length of time"),
    ("property: freshness, value: -1, unit: h, element: orders.at", "its value -1 is no length of time"),
    ("property: freshness, value: 24, unit: h", "it names no element, such as orders.updated_at"),
    ("property: freshness, value: 24, unit: h, element: orders.when", "\"orders.when\" names no column of \"orders\""),
    ("property: freshness, value: 24, unit: h, element: orders", "\"orders\" names no column of \"orders\""),
    ("property: freshness, value: 24, unit: h, element: orders.n", "\"n\" is neither a date nor a timestamp"),
    (
      "property: latency, value: 24, unit: h, element: 'orders.at,items.at'",
      "its elements belong to two objects, whose rows are not paired"
    ),
  ])
  func `levels that cannot be held against data say why, and lint warns`(level: String, reason: String) throws {
    #expect(try rules(0, level).map { $0.split(separator: ": ", maxSplits: 1).last.map(String.init) } == [reason])
    let text =
      head
      + "slaProperties:\n  - {\(level)}\nschema:\n  - name: orders\n    \(Self.columns)\n  - name: items\n    \(Self.columns)\n"
    #expect(codes(read(text)).contains("SL0242"))
  }

  @Test func `the default element serves levels without one`() throws {
    let level = "property: freshness, value: 24, unit: h"
    #expect(try rules(1, level, "slaDefaultElement: items.at\n") == ["items.at.freshness at 24 h"])
  }

  @Test func `other promises are about the service`() throws {
    let found = try rules(0, "property: generalAvailability, value: '2026-01-01'")
    #expect(
      found == [
        "orders.generalAvailability: generalAvailability is a promise about the service, which no batch can show"
      ])
  }
}

/// Rules of v3.0, which were named `rule`.
struct OlderRuleTests {
  private func rule(_ text: String, version: String = "v3.0.2") -> Rule? {
    let contract = read(column("quality:\n  - \(text)").replacing("v3.2.0", with: version)).contract
    let structure = ["columnPresent", "columnExtra", "emptyBatch"]
    return contract.flatMap { contract in
      contract.rules(for: contract.objects[0]).first { !structure.contains($0.check) }
    }
  }

  @Test(arguments: ["v3.0.0", "v3.0.1", "v3.0.2"])
  func `each of v3.0 is read with a note`(version: String) throws {
    #expect(codes(read(column("required: true").replacing("v3.2.0", with: version))) == ["SL0110"])
  }

  @Test func `the three names of the standard are metrics`() throws {
    let duplicates = try #require(rule("{rule: duplicateCount, mustBeLessThan: 10, unit: rows}"))
    #expect(duplicates.check == "duplicateValues")
    #expect(duplicates.threshold?.comparison == .mustBeLessThan(ExactDecimal(10)))
    let valid = try #require(rule("{type: library, rule: validValues, validValues: [kg, lb]}"))
    guard case .invalidValues(let values, nil) = valid.test else {
      Issue.record("\(valid.test)")
      return
    }
    #expect(values == [.text("kg"), .text("lb")])
    #expect(valid.threshold?.comparison == .mustBe(.zero))
    let contract = try #require(
      read(object("quality: [{rule: rowCount, mustBeBetween: [1, 9]}]").replacing("v3.2.0", with: "v3.0.2")).contract)
    #expect(contract.rules(for: contract.objects[0]).contains { $0.check == "rowCount" })
  }

  @Test func `a name that the standard does not define is listed, with a warning`() throws {
    let found = try #require(rule("{rule: countCheck, mustBe: 0}"))
    guard case .notRun(let reason) = found.test else {
      Issue.record("\(found.test)")
      return
    }
    #expect(found.check == "countCheck")
    #expect(reason == "the standard does not define the rule \"countCheck\"")
    let text = column("quality:\n  - {rule: duplicateCnt, mustBe: 0}").replacing("v3.2.0", with: "v3.0.2")
    #expect(read(text).diagnostics.map(\.help).contains("did you mean \"duplicateCount\"?"))
  }

  @Test func `later versions want a metric`() throws {
    #expect(codes(read(column("quality:\n  - {rule: rowCount, mustBe: 0}"))).contains("SL0207"))
    #expect(codes(read(column("quality:\n  - {metric: nullValues, mustBe: 0, validValues: [a]}"))).contains("SL0107"))
  }

  @Test(arguments: [("yyyy-MM-dd", LogicalType.date), ("yyyy-MM-dd HH:mm:ss", .timestamp), ("HH:mm:ss", .time)])
  func `the only type of dates and times is what its format says`(format: String, type: LogicalType) throws {
    let text = column("logicalType: date\nlogicalTypeOptions: {format: '\(format)'}").replacing(
      "v3.2.0", with: "v3.0.2")
    #expect(read(text).contract?.objects[0].properties[0].logicalType == type)
  }

  @Test func `a boolean exclusive bound speaks about its bound`() throws {
    let text = column(
      "logicalType: integer\nlogicalTypeOptions: {minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}"
    )
    let bounds = try #require(read(text.replacing("v3.2.0", with: "v3.0.1")).contract?.objects[0].properties[0].bounds)
    #expect(bounds.minimum?.isExclusive == true && bounds.maximum?.isExclusive == false)
  }
}
