import SluiceContract
import Testing

@testable import SluiceEngine

/// The rulings about values: each as small a batch as shows it.
struct ValueRulingsTests {
  /// A column `price` beside an `id`, so that blank lines are not its nulls.
  static func lines(_ price: String) -> String { "properties:\n  - {name: id}\n  - {name: price, \(price)}" }

  static func text(_ cells: [String]) -> String {
    "id,price\n" + cells.enumerated().map { "\($0.offset),\($0.element)\n" }.joined()
  }

  @Test(arguments: [
    (
      "logicalType: integer", ["1", "", "-0", "9223372036854775808", "1e3", "007", "+1", " 1", "1.5"],
      [4, 5, 6, 7, 8]
    ),
    ("logicalType: number", ["1e3", ".5", "+1", "nan", "-Infinity", "1e400", "0x1", "1,5"], [1, 2, 5, 6]),
    (
      "logicalType: number, physicalType: 'DECIMAL(4,2)'",
      ["99.99", "100", "1.001", "1.1000", "nan", "0E-10"], [1, 2, 4]
    ),
    ("logicalType: boolean", ["true", "False", "TRUE", "1", "t"], [2, 3, 4]),
    (
      "logicalType: date", ["2024-02-29", "2023-02-29", "2024-01-01 00:00:00", "2024-01-01T00:00:01"], [1, 3]
    ),
    ("logicalType: time", ["23:59:59.999999999", "24:00:00", "23:59:60", "12:30"], [1, 2]),
    (
      "logicalType: timestamp",
      ["2024-01-01T00:00:00+02", "2024-01-01", "2024-01-01 00:00", "2024-1-1", "2024-01-01T00:00:00 UTC"],
      [3, 4]
    ),
  ])
  func `a cell that does not parse is a finding with its row and text`(
    type: String, cells: [String], wrong: [Int]
  ) throws {
    let quoted = cells.map { $0.contains(",") ? "\"\($0)\"" : $0 }
    let result = try Batches.validate(Self.lines(type), Self.text(quoted)).result("type", "price")
    #expect(result.failing == wrong.count + (cells.contains("1,5") ? 1 : 0))
    #expect(result.population == cells.count { !$0.isEmpty })
    #expect(result.samples.map { $0.row - 1 }.starts(with: wrong.prefix(5)))
    for sample in result.samples { #expect(sample.value == Array(cells[sample.row - 1].utf8)) }
  }

  @Test(arguments: [
    (
      "logicalType: integer, logicalTypeOptions: {minimum: 2, maximum: 4}", ["1", "2", "4", "5", "", "x"],
      [1, 4]
    ),
    (
      "logicalType: integer, logicalTypeOptions: {maximum: 9007199254740992}",
      ["9007199254740992", "9007199254740993", "99999999999999999999999999999999999999999"], [2, 3]
    ),
    (
      "logicalType: number, logicalTypeOptions: {exclusiveMinimum: 0, maximum: 0.1}",
      ["0", "0.1", "nan", "5e-324", "inf"], [1, 3, 5]
    ),
    (
      "logicalType: number, physicalType: 'DECIMAL(38,3)', logicalTypeOptions: {minimum: 0.0005, exclusiveMaximum: 1.001}",
      ["0", "0.001", "1.001", "1", "12345678901234567890123.001"], [1, 3, 5]
    ),
    (
      "logicalType: date, logicalTypeOptions: {minimum: '2024-01-01', exclusiveMaximum: '2025-01-01'}",
      ["2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"], [1, 4]
    ),
    (
      "logicalType: timestamp, logicalTypeOptions: {maximum: '2024-01-01T00:00:00Z'}",
      ["2024-01-01T00:00:00.000000001Z", "2024-01-01T01:00:00+01:00", "2024-01-01T00:00:00-01"], [1, 3]
    ),
    (
      "logicalType: string, logicalTypeOptions: {minLength: 2, maxLength: 3}",
      ["a", "\u{1F600}\u{1F600}", "abcd", "", "\"\""], [1, 3, 5]
    ),
    (
      "logicalType: string, enum: [{value: a}, {value: \"\u{E9}\"}]", ["a", "A", "\u{E9}", "e\u{301}", ""],
      [2, 4]
    ),
    (
      "logicalType: integer, enum: [{value: 1}, {value: 20000000000000000000}]",
      ["1", "1.0", "2", "20000000000000000000"], [3]
    ),
  ])
  func `values are compared exactly, and only those that are there and parse`(
    property: String, cells: [String], wrong: [Int]
  ) throws {
    let run = try Batches.validate(Self.lines(property), Self.text(cells))
    let result = try #require(run.results.first { ["range", "length", "enum"].contains($0.check) })
    #expect(result.samples.map(\.row) == wrong)
    #expect(result.failing == wrong.count)
    #expect(result.status == (wrong.isEmpty ? .pass : .fail))
    #expect(result.id == "orders.price.\(result.check)")
    #expect(result.location?.line ?? 0 > 6)
  }

  // MARK: Integers written as floats

  @Test
  func `integers written as floats warn once per column, with their number`() throws {
    let text = Self.text(["1.0", "2", "", "-3.00", "9007199254740992.0"])
    let result = try Batches.validate(Self.lines("logicalType: integer"), text).result("type", "price")
    #expect(result.status == .warn)
    #expect(result.reason?.hasPrefix("3 of 4 integers are written as floats, such as 1.0") == true)
    #expect(result.samples.isEmpty)
    guard case .integer(3)? = result.details.first?.value else {
      Issue.record("\(result.details)")
      return
    }
  }

  @Test
  func `under a dialect that writes them so there is nothing to say`() throws {
    let pandas = try #require(Dialect.preset(named: "pandas"))
    let run = try Batches.validate(
      Self.lines("logicalType: integer"), Self.text(["1.0", "2"]), dialect: pandas)
    let result = try run.result("type", "price")
    #expect(result.status == .pass)
    #expect(result.details.isEmpty)
    #expect(result.failing == 0)
  }

  @Test
  func `beyond two to the power of 53 a float is no integer`() throws {
    let text = Self.text(["9007199254740993.0", "1.0", "1.5"])
    let result = try Batches.validate(Self.lines("logicalType: integer"), text).result("type", "price")
    #expect(result.status == .fail)
    #expect(result.failing == 2)
    #expect(result.details.map(\.name) == ["integerAsFloat"])
  }

  // MARK: Missing, invalid, duplicate

  @Test
  func `missing is null and the tokens, however they parse, over all rows`() throws {
    let run = try Batches.validate(
      Self.lines(
        "logicalType: integer, quality: [{metric: missingValues, mustBe: 0, arguments: {missingValues: ['-999', N/A]}}]"
      ),
      Self.text(["1", "-999", "N/A", "", "NA", "-9990"]))
    let result = try run.result("missingValues", "price")
    #expect(result.failing == 3)
    #expect(result.population == 6)
    #expect(result.samples.map(\.row) == [2, 3, 4])
    #expect(result.samples.map { $0.value == nil } == [false, false, true])
  }

  @Test
  func `invalid is what breaks the list or the pattern, but not what is missing`() throws {
    let run = try Batches.validate(
      """
      properties:
        - name: id
        - name: price
          quality:
            - {metric: invalidValues, mustBeLessThan: 40, unit: percent, arguments: {validValues: [ab, abc, x], pattern: "^a"}}
            - {metric: missingValues, mustBe: 1, arguments: {missingValues: [none]}}
      """, Self.text(["ab", "abc", "x", "abcd", "none", ""]))
    let result = try run.result("invalidValues", "price")
    #expect(result.failing == 2)
    #expect(result.population == 6)
    #expect(result.observed == "33.3333")
    #expect(result.status == .pass)
  }

  @Test
  func `duplicates carry the three counts, nulls aside`() throws {
    let rule = { (threshold: String) in "quality: [{metric: duplicateValues, \(threshold)}]" }
    let text = Self.text(["a", "a", "a", "b", "b", "c", "", ""])
    let rows = try Batches.validate(Self.lines(rule("mustBe: 2")), text).result("duplicateValues", "price")
    #expect(rows.status == .pass)
    #expect(rows.failing == 2)
    #expect(rows.population == 6)
    let percent = try Batches.validate(Self.lines(rule("mustBeLessThan: 50, unit: percent")), text)
      .result("duplicateValues", "price")
    #expect(percent.status == .fail)
    #expect(percent.observed == "50")
    #expect(percent.samples.map(\.row) == [1, 2, 3, 4, 5])
    for result in [rows, percent] {
      let details = result.details.map { "\($0.name) \($0.value)" }
      #expect(
        details == ["duplicatedValues integer(2)", "surplusRows integer(3)", "rowsInGroups integer(5)"])
    }
  }

  @Test
  func `a combination is left out only when all its parts are null`() throws {
    let run = try Batches.validate(
      "properties: [{name: a}, {name: b}]\nquality: [{metric: duplicateValues, mustBe: 0, arguments: {properties: [a, b]}}]",
      "a,b\n1,\n1,\n,\n,\n,1\n1,1\n\"\",1\n")
    let result = try run.result("duplicateValues")
    #expect(result.failing == 1)
    #expect(result.population == 5)
    #expect(result.samples.map(\.row) == [1, 2])
    #expect(result.samples.first?.key.map(\.column) == ["a", "b"])
    #expect(result.samples.first?.key.map(\.value) == [[0x31], nil])
  }

  @Test
  func `keys that are equal as values are equal, however they are written`() throws {
    let run = try Batches.validate(
      "properties: [{name: id, logicalType: number, unique: true}]", "id\n0\n-0\n1\n1.0\n1e0\n0.1\n0.10\n2\n")
    let result = try run.result("unique", "id")
    #expect(result.failing == 7)
    #expect(try run.column("id").distinct == 4)
  }

  @Test
  func `a null in a key is the business of required`() throws {
    let run = try Batches.validate(
      "properties: [{name: a, primaryKey: true, primaryKeyPosition: 1}, {name: b, primaryKey: true, primaryKeyPosition: 2}]",
      "a,b\n1,\n1,2\n")
    #expect(try run.result("primaryKey").status == .pass)
    #expect(try run.result("required", "b").failing == 1)
  }

  // MARK: What cannot be decided

  @Test
  func `a pattern that needs too long makes the rule an error, not a pass`() throws {
    let cell = String(repeating: "a", count: 40) + "!"
    let run = try Batches.validate(
      Self.lines("logicalType: string, logicalTypeOptions: {pattern: '^(a+)+$'}"),
      Self.text(Array(repeating: cell, count: 3)))
    let result = try run.result("pattern", "price")
    #expect(result.status == .error)
    #expect(result.reason?.contains("too many steps") == true)
    #expect(result.failing == nil && result.samples.map(\.row) == [1])
    #expect(run.verdict == .error)
    #expect(!run.isComplete)
  }

  /// Matching is given up after a few such cells, so what was counted beside them depends on how work was split.
  @Test
  func `a pattern that cannot be decided on one cell is an error whatever the others say`() throws {
    let cell = String(repeating: "a", count: 40) + "!"
    let run = try Batches.validate(
      Self.lines("logicalType: string, logicalTypeOptions: {pattern: '^(a+)+$'}"), Self.text(["b", cell]))
    #expect(try run.result("pattern", "price").status == .error)
    #expect(run.verdict == .error)
  }
}
