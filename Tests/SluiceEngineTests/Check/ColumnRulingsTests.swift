import SluiceContract
import Testing

@testable import SluiceEngine

/// Which columns a batch has, and what follows where one is missing, new, renamed or in another place.
struct ColumnRulingsTests {
  @Test(arguments: [
    ("", CheckResult.Status.warn), ("required: true", .fail), ("unique: true", .fail),
    ("primaryKey: true", .fail),
    ("customProperties: [{property: sluicePresence, value: optional}]", .pass),
    ("customProperties: [{property: sluicePresence, value: required}]", .fail),
    ("required: true, customProperties: [{property: sluicePresence, value: optional}]", .pass),
  ])
  func `a missing column is as bad as the contract says`(line: String, status: CheckResult.Status) throws {
    let options = line.isEmpty ? "" : ", " + line
    let run = try Batches.validate(
      "properties:\n  - {name: a}\n  - {name: b, logicalType: integer\(options)}", "a\nx\n")
    let present = try run.result("columnPresent", "b")
    #expect(present.status == status)
    #expect(present.failing == 1)
    let others = run.results.filter {
      $0.check != "columnPresent" && ($0.column == "b" || $0.check == "primaryKey")
    }
    #expect(!others.isEmpty)
    for other in others {
      #expect(other.status == .notRun)
      #expect(other.reason == "column missing")
    }
    #expect(run.columns.map(\.name) == ["a"])
  }

  @Test
  func `a key with a missing column says which`() throws {
    let run = try Batches.validate(
      "properties: [{name: a, primaryKey: true, primaryKeyPosition: 1}, {name: b, physicalName: bb, primaryKey: true, primaryKeyPosition: 2}]",
      "a\nx\n")
    #expect(try run.result("primaryKey").reason == "column \"bb\" missing")
  }

  @Test
  func `the name in the batch is the physical one`() throws {
    let lines = "properties: [{name: a, physicalName: A_1, logicalType: integer}]"
    let run = try Batches.validate(lines, "A_1\nx\n")
    #expect(try run.result("columnPresent", "a").status == .pass)
    #expect(try run.result("type", "a").samples.first?.column == "a")
    #expect(try Batches.validate(lines, "a\n1\n").result("columnRenamed", "a").observed == "a")
  }

  static let customer = "  - {name: city}\n  - {name: customer_id, logicalType: integer"

  @Test(arguments: [
    ("optional", "ignore", CheckResult.Status.pass), ("optional", "warn", .warn), ("optional", "fail", .fail),
    ("", "ignore", .warn), ("", "warn", .warn), ("", "fail", .fail), ("required", "ignore", .fail),
    ("required", "warn", .fail), ("required", "fail", .fail),
  ])
  func `a rename has the worse status of the two, and is told once`(
    presence: String, extra: String, status: CheckResult.Status
  ) throws {
    let property =
      presence.isEmpty ? "}" : ", customProperties: [{property: sluicePresence, value: \(presence)}]}"
    let run = try Batches.validate(
      "customProperties: [{property: sluiceExtraColumns, value: \(extra)}]\nproperties:\n" + Self.customer
        + property,
      "city,customerId\nKiel,1\nBonn,2\n")
    let renamed = try run.result("columnRenamed", "customer_id")
    #expect(renamed.status == status)
    #expect(renamed.id == "orders.customer_id.columnRenamed")
    #expect(renamed.reason == "column \"customer_id\" is probably called \"customerId\" now")
    #expect(renamed.observed == "customerId")
    guard case .list(let evidence)? = renamed.details.first(where: { $0.name == "evidence" })?.value else {
      Issue.record("\(renamed.details)")
      return
    }
    #expect(
      evidence == ["2 of the first 2 values fit its type, integer", "the same position, 2", "a similar name"])
    #expect(!run.results.contains { $0.check == "columnPresent" && $0.column == "customer_id" })
    for other in run.results where other.check == "columnExtra" {
      #expect(other.status == .pass)
      #expect(other.observed == "0")
    }
    #expect(try run.result("type", "customer_id").reason == "column missing")
  }

  @Test(arguments: [
    "city,note\nKiel,late\n", "city,customerId\nKiel,x1\n", "customerNumber,city,x\nx,Kiel,1\n",
    "city,customerId\nKiel,\n",
  ])
  func `a column whose values do not fit is no rename`(text: String) throws {
    let run = try Batches.validate("properties:\n" + Self.customer + "}", text)
    #expect(try run.result("columnPresent", "customer_id").status == .warn)
    #expect(try run.result("columnExtra").status == .warn)
  }

  @Test
  func `each column is renamed once, to what fits it best`() throws {
    let run = try Batches.validate(
      "properties: [{name: price_net, logicalType: number}, {name: price_tax, logicalType: number}]",
      "price_tax_,price_net_\n1.5,2\n")
    #expect(try run.result("columnRenamed", "price_net").observed == "price_net_")
    #expect(try run.result("columnRenamed", "price_tax").observed == "price_tax_")
  }

  @Test(arguments: [("ignore", nil), ("", CheckResult.Status.warn), ("warn", .warn), ("fail", .fail)])
  func `extra columns are ignored, warned of or refused`(policy: String, status: CheckResult.Status?) throws {
    let setting =
      policy.isEmpty ? "" : "customProperties: [{property: sluiceExtraColumns, value: \(policy)}]\n"
    let run = try Batches.validate(setting + "properties: [{name: a}]", "a,b,c\n1,2,3\n")
    let result = run.results.first { $0.check == "columnExtra" }
    #expect(result?.status == status)
    if let result {
      #expect(result.failing == 2)
      #expect(result.reason == "the contract does not list columns \"b\", \"c\"")
    }
    #expect(run.verdict == (status == .fail ? .fail : status == .warn ? .warn : .pass))
  }

  @Test(arguments: [
    ("a,b,c\n1,2,3\n", CheckResult.Status.pass, 0), ("a,x,b,c\n1,0,2,3\n", .pass, 0),
    ("a,c\n1,3\n", .pass, 0),
    ("a,c,b\n1,3,2\n", .fail, 2), ("c,a,b\n3,1,2\n", .fail, 3), ("a,a,b,c\n1,1,2,3\n", .pass, 0),
  ])
  func `order is that of the columns both have`(text: String, status: CheckResult.Status, wrong: Int) throws {
    let properties = "properties: [{name: a}, {name: b}, {name: c}]"
    let run = try Batches.validate(
      "customProperties: [{property: sluiceColumnOrder, value: fail}]\n" + properties, text)
    let order = try run.result("columnOrder")
    #expect(order.status == status)
    #expect(order.failing == wrong)
    #expect(try !Batches.validate(properties, text).results.contains { $0.check == "columnOrder" })
  }

  @Test
  func `names compare by bytes, not by what they look like`() throws {
    let run = try Batches.validate("properties: [{name: \"\u{E9}\"}]", "e\u{301}\n1\n")
    #expect(!run.results.contains { $0.check == "columnPresent" && $0.status == .pass })
  }
}
