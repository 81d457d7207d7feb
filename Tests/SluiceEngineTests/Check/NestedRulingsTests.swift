import Foundation
import SluiceContract
import Testing

@testable import SluiceEngine

/// Rules about the insides of cells: what counts as a failing row, of how many, and where it is said to be.
struct NestedRulingsTests {
  /// A column `v` of the options given, beside an id, holding the cells, each quoted.
  private func run(
    _ column: String, _ cells: [String?], options: RunOptions = RunOptions(threads: 1)
  ) throws -> RunResult {
    let rows = cells.map { cell in
      cell.map { "1,\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"\n" } ?? "1,\n"
    }
    return try Batches.validate(
      "properties:\n  - {name: id}\n  - {name: v, \(column)}", "id,v\n" + rows.joined(), options: options)
  }

  private func places(_ result: CheckResult) -> [String] {
    result.samples.map { sample in
      "\(sample.row) \(sample.column ?? "-") = \(sample.value.map { String(decoding: $0, as: UTF8.self) } ?? "null")"
    }
  }

  @Test
  func `a row fails once, however many of its items do`() throws {
    let run = try run(
      "logicalType: array, items: {logicalType: integer, logicalTypeOptions: {maximum: 9}}",
      ["[1, 10, 11]", "[]", "[9]", "[12]", nil, "[null]"])
    let range = try run.result("range", "v.items")
    #expect(range.status == .fail)
    #expect(range.failing == 2)
    #expect(range.population == 5, "rows whose array is there, empty ones too")
    #expect(places(range) == ["1 v[1] = 10", "4 v[0] = 12"])
    #expect(range.details.map { "\($0.name) \($0.value)" } == ["values integer(6)", "failingValues integer(3)"])
  }

  @Test
  func `a member that is not there is null`() throws {
    let run = try run(
      "logicalType: object, properties: [{name: a, logicalType: string, required: true}, {name: b}]",
      ["{\"a\": \"x\"}", "{\"b\": 1}", "{\"a\": null}", "null", nil, "{\"A\": \"x\"}"])
    let required = try run.result("required", "v.a")
    #expect(required.failing == 3)
    #expect(required.population == 4, "the cell `null` is no object")
    #expect(places(required) == ["2 v.a = null", "3 v.a = null", "6 v.a = null"])
    #expect(try run.result("type", "v").failing == 1)
  }

  @Test(arguments: [
    ("string", "\"x\"", "1"), ("integer", "1", "\"1\""), ("number", "1.5e3", "\"NaN\""),
    ("boolean", "true", "\"true\""),
    ("date", "\"2024-02-29\"", "\"2023-02-29\""), ("timestamp", "\"2024-01-01T00:00:00Z\"", "1704067200"),
    ("time", "\"10:00:00\"", "\"25:00:00\""), ("integer", "-0", "1.5"), ("integer", "99999999999999999999", "1e3"),
    ("object", "{\"a\": 1}", "[]"), ("array", "[1, [2]]", "{}"),
  ])
  func `values have the types that JSON gives them`(type: String, right: String, wrong: String) throws {
    let run = try run(
      "logicalType: array, items: {logicalType: \(type)}", ["[\(right), null]", "[\(right), \(wrong)]"])
    let result = try run.result("type", "v.items")
    #expect(result.failing == 1)
    #expect(result.population == 2)
    #expect(result.samples.map(\.column) == ["v[1]"])
  }

  @Test
  func `all options of a type are asked of values inside cells`() throws {
    let run = try run(
      """
      logicalType: array, items: {logicalType: object, properties: [\
      {name: s, logicalType: string, logicalTypeOptions: {minLength: 2, pattern: "^[a-z]+$"}, \
      enum: [{value: ab}, {value: É}]},\
      {name: d, logicalType: number, physicalType: "DECIMAL(4,2)", logicalTypeOptions: {exclusiveMinimum: 0}}]}
      """,
      [
        "[{\"s\": \"ab\", \"d\": 1.25}, {\"s\": \"a\\u0062\"}]",
        "[{\"s\": \"\\u00c9\", \"d\": 0.00}]", "[{\"s\": \"ab\"}, {\"d\": 1.255}]",
      ])
    #expect(try places(run.result("length", "v.items.s")) == ["2 v[0].s = \u{C9}"])
    #expect(try places(run.result("pattern", "v.items.s")) == ["2 v[0].s = \u{C9}"])
    #expect(try run.result("enum", "v.items.s").status == .pass)
    #expect(try places(run.result("range", "v.items.d")) == ["2 v[0].d = 0.00"])
    #expect(try places(run.result("type", "v.items.d")) == ["3 v[1].d = 1.255"])
  }

  @Test
  func `maps have names and values, and paths with the name`() throws {
    let run = try run(
      """
      logicalType: map, map: {key: {logicalType: integer}, value: {logicalType: object, \
      properties: [{name: n, logicalType: integer, required: true}]}}
      """,
      ["{\"1\": {\"n\": 1}, \"x\": {}}", "{}", "{\"2\": 5}"])
    #expect(try places(run.result("type", "v.key")) == ["1 v['x'] = x"])
    #expect(try places(run.result("type", "v.value")) == ["3 v['2'] = 5"])
    let required = try run.result("required", "v.value.n")
    #expect(places(required) == ["1 v['x'].n = null"])
    #expect(required.population == 1, "one row has an object as a value")
  }

  @Test
  func `library metrics on a part count rows, of those that hold it`() throws {
    let run = try run(
      """
      logicalType: array, items: {logicalType: string, quality: [\
      {metric: nullValues, mustBe: 0}, \
      {metric: missingValues, arguments: {missingValues: [n/a]}, mustBeLessThan: 50, unit: percent},\
      {metric: invalidValues, arguments: {validValues: [a, b]}, mustBe: 1}, {metric: duplicateValues, mustBe: 0}]}
      """,
      ["[\"a\", null, null]", "[\"n/a\", \"c\", \"c\"]", "[]", nil])
    #expect(try run.result("nullValues", "v.items").failing == 1)
    let missing = try run.result("missingValues", "v.items")
    #expect(missing.status == .fail)
    #expect(missing.failing == 2)
    #expect(missing.population == 3)
    #expect(try run.result("invalidValues", "v.items").status == .pass)
    #expect(try run.result("duplicateValues", "v.items").status == .notRun)
  }

  @Test
  func `a cell that is no JSON fails its type, and the cause says whose it is`() throws {
    let run = try run(
      "logicalType: array, items: {logicalType: integer, required: true}",
      ["[1, 2]", "[a, NULL]", "[1.5 2.5]", "[b, 'c']", "[1,", "[1, \"\\ud800\"]"])
    let type = try run.result("type", "v")
    #expect(type.failing == 5)
    #expect(type.expected == "array, as JSON")
    #expect(
      type.reason == "expected array, as JSON; 2 of them are a DuckDB literal; export with to_json(…)")
    #expect(
      type.details.dropFirst().map { "\($0.name) \($0.value)" } == [
        "duckdbLiteral integer(2)", "truncatedJSON integer(1)", "loneSurrogate integer(1)",
        "numpyLiteral integer(1)",
      ])
    #expect(try run.result("required", "v.items").population == 1, "nothing of a broken cell counts")
  }

  @Test
  func `what is inside a secret is secret, and so is what a secret is inside of`() throws {
    let contract = """
      logicalType: object, properties: [{name: open, logicalType: integer},\
      {name: hidden, classification: pii, logicalType: object, properties: [{name: n, logicalType: integer}]},\
      {name: m, logicalType: map, map: {key: {tags: [PII], logicalType: string}, value: {logicalType: integer}}}]
      """
    let run = try run(contract, ["{\"open\": \"x\", \"hidden\": {\"n\": \"y\"}, \"m\": {\"k\": \"z\"}}", "[]"])
    #expect(try run.result("type", "v.open").samples.map(\.isMasked) == [false])
    #expect(try run.result("type", "v.hidden.n").samples.map(\.isMasked) == [true])
    #expect(try run.result("type", "v").samples.map(\.isMasked) == [true])
    let value = try run.result("type", "v.m.value")
    #expect(value.samples.map(\.column) == ["v.m[0]"], "the name is secret, so its number stands for it")
  }

  @Test
  func `vectors have dimensions, an element type and a length`() throws {
    let run = try run(
      "logicalType: vector, logicalTypeOptions: {dimensions: 2, elementType: float16, normalized: true}",
      ["[0.6, 0.8]", "[0.6, 0.8, 0]", "[1e5, 0]", "[0.5, 0.5]", "[1, null]", "{}", "[1, \"0\"]"])
    #expect(try run.result("dimensions", "v").failing == 1)
    #expect(try places(run.result("elementType", "v")) == ["3 v[0] = 1e5", "5 v[1] = null", "7 v[1] = 0"])
    #expect(try places(run.result("normalized", "v")) == ["3 v = [1e5, 0]", "4 v = [0.5, 0.5]"])
    #expect(try run.result("type", "v").failing == 1)
  }

  @Test
  func `nested columns are summed up by the number of their items`() throws {
    let run = try run("logicalType: array", ["[1, 2, 3]", "[]", nil, "{}"])
    let column = try run.column("v")
    #expect(column.type == "array")
    #expect((column.rows, column.nulls, column.invalid) == (4, 1, 1))
    #expect(column.minimum == .integer(0))
    #expect(column.maximum == .integer(3))
    #expect(column.mean == 1.5)
  }

  @Test
  func `equal cells of JSON may be written in several ways, so keys of them are not run`() throws {
    let run = try run(
      "logicalType: array, unique: true, items: {logicalType: integer, unique: true, primaryKey: true}",
      ["[1]", "[1.0]"])
    #expect(try run.result("unique", "v").status == .notRun)
    #expect(try run.result("unique", "v.items").status == .notRun)
    #expect(try run.result("primaryKey", "v.items").status == .notRun)
  }

  @Test
  func `a column whose type follows from its parts is held to it`() throws {
    let run = try run("properties: [{name: a, logicalType: integer}]", ["{\"a\": 1}", "1"])
    #expect(try run.result("type", "v").failing == 1)
    #expect(try run.result("type", "v.a").status == .pass)
  }

  @Test
  func `a column named like a part does not take its rules`() throws {
    let run = try Batches.validate(
      """
      properties:
        - {name: v.a, logicalType: integer}
        - {name: v, logicalType: object, properties: [{name: a, logicalType: string}]}
      """,
      "v.a,v\n1,\"{\"\"a\"\": \"\"x\"\"}\"\n")
    #expect(run.results.filter { $0.check == "type" }.map(\.status) == [.pass, .pass, .pass])
  }
}
