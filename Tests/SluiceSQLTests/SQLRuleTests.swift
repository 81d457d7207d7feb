import Foundation
import SluiceContract
import SluiceEngine
import SluiceSQL
import Testing

/// Rules in SQL over real files: what SQLite says of them, what is refused, and what is too much.
struct SQLRuleTests {
  private static let shop = """
    apiVersion: v3.1.0
    kind: DataContract
    id: shop
    version: 1.0.0
    status: active
    schema:
      - name: orders
        physicalName: ORDERS_V2
        properties:
          - {name: id, logicalType: integer}
          - {name: price, logicalType: number, physicalType: "DECIMAL(9,2)"}
          - {name: weight, logicalType: number}
          - {name: day, logicalType: date}
          - {name: at, logicalType: timestamp}
          - {name: paid, logicalType: boolean}
          - {name: note, physicalName: NOTE_TXT, logicalType: string}
          - {name: large, logicalType: number, physicalType: "DECIMAL(30,2)"}
          - {name: customer, logicalType: integer}
          - {name: salary, logicalType: integer, classification: restricted}
        quality:
          - RULE
      - name: customers
        properties:
          - {name: id, logicalType: integer}
    """
  private static let rows = #"""
    id,price,weight,day,at,paid,NOTE_TXT,large,customer,salary
    1,10.10,0.1,2024-02-29,2024-02-29T12:00:00.25Z,true,a,1.00,7,98765
    2,20.20,0.2,2024-03-01,2024-03-01T00:00:00Z,false,"it's ""so""",1.00,8,5
    3,30.30,nan,,,,Ä,1.00,9,
    x,-1.00,1e300,1969-12-31,1969-12-31 23:59:59,true,,1.00,,

    """#

  private func result(
    _ query: String, _ threshold: String = "mustBe: 0", rows: String = Self.rows, customers: String? = nil,
    seconds: Double = 60
  ) throws -> CheckResult {
    let text = query.replacingOccurrences(of: "\"", with: "\\\"")
    let yaml = Self.shop.replacingOccurrences(of: "RULE", with: "{type: sql, query: \"\(text)\", \(threshold)}")
    let reading = ContractReader.read(Array(yaml.utf8), path: "shop.odcs.yaml")
    let contract = try #require(reading.contract, "\(reading.diagnostics.map(\.message))")
    let folder = NSTemporaryDirectory() + "sluice-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try rows.write(toFile: folder + "/orders.csv", atomically: false, encoding: .utf8)
    var options = RunOptions(threads: 2, chunkBytes: 64)
    options.queries = SQLiteQueries()
    options.querySeconds = seconds
    if let customers {
      try customers.write(toFile: folder + "/customers.csv", atomically: false, encoding: .utf8)
      options.references[Array("customers".utf8)] = ReferenceSource(
        object: contract.objects[1], batch: try Batch(paths: [folder + "/customers.csv"]), dialect: .standard)
    }
    let run = try Validation.run(
      contract: contract, object: contract.objects[0], batch: Batch(paths: [folder + "/orders.csv"]),
      dialect: .standard, options: options)
    return try #require(run.results.first { $0.check == "sql" })
  }

  @Test(arguments: [
    ("SELECT count(*) FROM {object}", "4"), ("SELECT count(*) FROM ${table}", "4"),
    ("SELECT count(*) FROM \"{object}\" WHERE price > 10.10", "2"), ("SELECT count(*) FROM ORDERS_V2", "4"),
    ("SELECT sum(id) FROM orders", "6"), ("SELECT round(sum(price), 2) FROM orders", "59.6"), ("SELECT 0.1", "0.1"),
    ("SELECT count(*) FROM orders WHERE price = 10.1 AND weight = 0.1", "1"),
    ("SELECT count(*) FROM orders WHERE day = '2024-02-29' AND paid", "1"),
    ("SELECT julianday(max(day)) - julianday(min(day)) FROM orders", "19784"),
    ("SELECT count(*) FROM orders WHERE at >= '2024-03-01 00:00:00'", "1"),
    ("SELECT cast(strftime('%H', max(at)) AS INTEGER) FROM orders WHERE day < '2024-03-01'", "12"),
    ("SELECT count(*) FROM orders WHERE NOTE_TXT = 'it''s \"so\"' AND note LIKE 'IT%'", "1"),
    ("SELECT length(note) FROM orders WHERE id = 3", "1"), ("SELECT count(note) FROM orders;  ", "3"),
    ("SELECT count(*) FROM (SELECT id, price FROM orders)", "4"), ("SELECT max(rowid) FROM orders", "4"),
    ("WITH t AS (SELECT id % 2 AS odd FROM orders) SELECT count(*) FROM t WHERE odd = 1", "2"),
  ])
  func `a query gives one number`(query: String, value: String) throws {
    let result = try result(query, "mustBe: \(value)")
    #expect(result.status == .pass, "\(result.reason ?? "")")
    #expect((result.observed, result.unit) == (value, "value"))
  }

  @Test func `a threshold that is missed names what the query gives`() throws {
    let result = try result("SELECT count(*) FROM orders", "mustBeLessThan: 4")
    #expect(result.status == .fail)
    #expect(result.reason == "the query gives 4, expected less than 4")
  }

  @Test(arguments: [
    "SELECT max(salary) FROM orders", "SELECT max(a.salary) FROM orders a JOIN orders b USING (id)",
    "SELECT count(*) FROM orders a JOIN orders b USING (salary)",
  ])
  func `what is made of a classified column is not shown`(query: String) throws {
    let result = try result(query, "mustBeLessThan: 0")
    #expect(result.status == .fail && result.observed == nil)
    #expect(!"\(result)".contains("98765"))
    #expect(result.reason?.contains("the value is not shown") ?? false)
  }

  @Test func `a cell that does not parse is null, and is counted`() throws {
    let result = try result("SELECT count(*) FROM orders WHERE id IS NULL", "mustBe: 1")
    #expect(result.status == .pass)
    guard case .integer(1) = result.details.first?.value else { throw Wrong(found: "\(result.details)") }
  }

  @Test(arguments: [
    ("SELECT count(*) FROM order", "SQLite: near \"order\": syntax error"),
    ("SELECT count(*) FROM absent", "SQLite: no such table: absent"),
    ("SELECT absent FROM orders", "SQLite: no such column: absent"), ("", "there is no query"),
    ("DELETE FROM orders", "SQLite: table orders may not be modified"), ("CREATE TABLE t(a)", "only SELECT is run"),
    ("ATTACH 'x.db' AS x", "only SELECT is run"), ("PRAGMA table_info(orders)", "only SELECT is run"),
    ("SELECT 1; SELECT 2", "there is more than one statement"),
    ("SELECT id, price FROM orders", "the query gives 2 columns, and one value is wanted"),
    ("SELECT sum(large) FROM orders", "SQLite holds 15 digits exactly, and large is DECIMAL(30,2)"),
    ("SELECT count(*) FROM customers", "SQLite: no such table: customers"),
  ])
  func `what SQLite refuses is not run, in its words`(query: String, reason: String) throws {
    let result = try result(query)
    #expect((result.status, result.reason) == (.notRun, reason))
  }

  @Test(arguments: [
    ("SELECT id FROM orders", "the query gives more than one row, and one value is wanted"),
    ("SELECT id FROM orders WHERE id > 99", "the query gives no row"),
    ("SELECT max(id) FROM orders WHERE id > 99", "the query gives null"),
    ("SELECT note FROM orders WHERE id = 1", "the query gives text, and a number is wanted"),
    ("SELECT 1e308 * 10", "the query gives inf"), ("SELECT abs(-9223372036854775808)", "SQLite: integer overflow"),
  ])
  func `what decides nothing is an error`(query: String, reason: String) throws {
    let result = try result(query)
    #expect((result.status, result.reason) == (.error, reason))
  }

  @Test func `a missing column is named`() throws {
    let rows = "id,price\n1,2.00\n"
    let result = try result("SELECT count(*) FROM orders WHERE weight > 0", rows: rows)
    #expect((result.status, result.reason) == (.notRun, "column \"weight\" missing"))
    #expect(try self.result("SELECT count(id) FROM orders", "mustBe: 1", rows: rows).status == .pass)
  }

  @Test func `without a row there is nothing to say of values, but rows can be counted`() throws {
    let rows = "id,price,weight,day,at,paid,NOTE_TXT,large,customer\n"
    let result = try result("SELECT avg(price) FROM orders", rows: rows)
    #expect((result.status, result.reason) == (.notRun, "0 rows"))
    #expect(try self.result("SELECT count(*) FROM orders", rows: rows).status == .pass)
  }

  @Test func `an integer beyond 64 bits makes the rule an error`() throws {
    let result = try result("SELECT max(id) FROM orders", rows: "id\n99999999999999999999\n")
    #expect((result.status, result.reason) == (.error, "a value of id needs more than 64 bits"))
  }

  @Test(arguments: [
    ("SELECT count(*) FROM orders a JOIN orders b ON a.id = b.id", "3"),
    ("SELECT count(*) FROM orders WHERE id IN (SELECT max(id) FROM orders)", "1"),
    ("SELECT count(*) FROM orders o WHERE NOT EXISTS (SELECT 1 FROM orders x WHERE x.id = o.id + 1)", "2"),
    ("SELECT count(*) FROM orders a, orders b", "16"),
    ("SELECT count(*) FROM orders a JOIN orders b USING (id)", "3"),
  ])
  func `a table may be scanned again`(query: String, value: String) throws {
    #expect(try result(query, "mustBe: \(value)").status == .pass)
  }

  @Test func `batches of the same run are tables too`() throws {
    let query = "SELECT count(*) FROM orders o LEFT JOIN customers c ON c.id = o.customer WHERE c.id IS NULL"
    #expect(try result(query, "mustBe: 2", customers: "id\n7\n8\n").status == .pass)
  }

  @Test func `a join of many rows uses an index`() throws {
    var rows = "id,customer\n"
    for row in 0..<20_000 { rows += "\(row),\(row / 2)\n" }
    let query = "SELECT count(*) FROM orders a JOIN orders b ON a.customer = b.id"
    #expect(try result(query, "mustBe: 20000", rows: rows).status == .pass)
  }

  @Test func `a query that takes too long is an error, not a hang`() throws {
    var rows = "id\n"
    for row in 0..<2_000 { rows += "\(row)\n" }
    let query = "SELECT count(*) FROM orders a, orders b, orders c, orders d WHERE a.id + b.id + c.id + d.id < 0"
    let result = try result(query, rows: rows, seconds: 1)
    #expect((result.status, result.reason) == (.error, "the query takes more than 1 s"))
  }
}

private struct Wrong: Error, CustomStringConvertible {
  var found: String
  var description: String { found }
}
