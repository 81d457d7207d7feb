import SluiceContract
import Testing

@testable import SluiceEngine

/// What the exporters really write is read as what was exported, and what one of them loses is a finding.
struct ExporterTests {
  static let exporters = ["pyarrow", "duckdb", "polars", "pandas"]

  static func fixture(_ name: String) -> String {
    FloorsTests.root + "/Tests/SluiceEngineTests/Fixtures/exporters/" + name
  }

  static let types: [(name: String, type: String)] =
    [
      ("id", "integer"), ("bool", "boolean"), ("u64", "integer"), ("f32", "number"), ("f64", "number"),
      ("f64b", "number"), ("dec", "number, physicalType: 'DECIMAL(38,10)'"),
      ("dec0", "number, physicalType: 'DECIMAL(38,0)'"), ("str", "string"), ("str2", "string"),
      ("date", "date"),
      ("time", "time"),
    ]
    + ["ts_ms", "ts_us", "ts_us_mid", "ts_ns", "ts_utc", "ts_berlin"].map { ($0, "timestamp") }
    + [("cat", "string")]

  static func contract(_ names: [String]? = nil) throws -> Contract {
    let wanted = types.filter { names?.contains($0.name) ?? true }
    let lines = wanted.map { "  - {name: \($0.name), logicalType: \($0.type)}" }
    return try Batches.contract(
      "customProperties: [{property: sluiceExtraColumns, value: ignore}]\nproperties:\n"
        + lines.joined(separator: "\n"))
  }

  static func run(_ file: String, columns: [String]? = nil) throws -> RunResult {
    try Batches.validate(contract(columns), paths: [fixture(file)])
  }

  @Test(arguments: exporters)
  func `every type of every exporter is read`(exporter: String) throws {
    let run = try Self.run(exporter + "/all.csv")
    #expect(run.rows == 12)
    let isPandas = exporter == "pandas"
    #expect(run.structure.map(\.kind) == (isPandas ? ["loneCarriageReturn"] : []))
    for (name, _) in Self.types {
      let column = try run.column(name)
      #expect(column.rows == 12, "\(name)")
      var nulls = ["id", "f64b", "str2", "ts_us_mid"].contains(name) ? 0 : 1
      // pandas has no NaN beside null, and no empty string.
      if isPandas && ["f32", "f64", "str"].contains(name) { nulls = 2 }
      #expect(column.nulls == nulls, "\(name)")
      #expect(column.invalid == (isPandas && name == "u64" ? 1 : 0), "\(name)")
      if ["f32", "f64"].contains(name) { #expect(column.nan == (isPandas ? 0 : 1)) }
    }
  }

  typealias Value = ColumnSummary.Value

  static let extremes: [(column: String, minimum: Value, maximum: Value)] = [
    ("id", .integer(1), .integer(12)),
    ("u64", .integer(0), .text("18446744073709551615")),
    ("f32", .number(-0.0), .number(3.4028235e+38)),
    ("f64", .number(-0.0), .number(1.7976931348623157e+308)),
    ("f64b", .number(1e-7), .number(1e22)),
    ("dec", .text("-1.0000000000"), .text("12345678901234567890.0123456789")),
    ("dec0", .text("-5"), .text("10000000000000000000000000000000000000")),
    ("date", .text("0001-01-01"), .text("9999-12-31")),
    ("time", .text("00:00:00"), .text("23:59:59.999999")),
    ("ts_ms", .text("1970-01-01T00:00:00Z"), .text("2024-02-29T23:59:59.999Z")),
    ("ts_us", .text("0001-01-01T00:00:00Z"), .text("9999-12-31T23:59:59Z")),
    ("ts_us_mid", .text("2024-01-01T00:00:00Z"), .text("2024-01-01T00:00:00Z")),
    ("ts_ns", .text("1970-01-01T00:00:00Z"), .text("2024-02-29T23:59:59.999999999Z")),
    ("ts_utc", .text("1970-01-01T00:00:00Z"), .text("2024-07-01T12:00:00Z")),
    ("ts_berlin", .text("1970-01-01T00:00:00Z"), .text("2024-10-27T01:30:00Z")),
  ]

  @Test(arguments: exporters)
  func `extremes are exact, whatever the spelling`(exporter: String) throws {
    let run = try Self.run(exporter + "/all.csv")
    for (name, minimum, maximum) in Self.extremes where !(exporter == "pandas" && name == "u64") {
      let column = try run.column(name)
      #expect(column.minimum == minimum, "\(name)")
      #expect(column.maximum == maximum, "\(name)")
    }
    for name in ["bool", "str", "str2", "cat"] {
      #expect(try run.column(name).minimum == nil)
    }
    #expect(try run.column("bool").mean == 10.0 / 11)
  }

  @Test
  func `what pandas loses of integers is a finding, what it only spells oddly a warning`() throws {
    let type = try Self.run("pandas/all.csv").result("type", "u64")
    #expect(type.status == .fail)
    #expect(type.failing == 1)
    #expect(type.population == 11)
    #expect(type.samples.map(\.row) == [2])
    #expect(type.samples.first?.value == Array("1.8446744073709552e+19".utf8))
    guard case .integer(10)? = type.details.first(where: { $0.name == "integerAsFloat" })?.value else {
      Issue.record("\(type.details)")
      return
    }
    let others = try Self.run("pandas/all.csv").results.filter { $0.check == "type" && $0.column != "u64" }
    #expect(others.count == 15)
    #expect(others.allSatisfy { $0.status == .pass && $0.failing == 0 })
  }

  @Test
  func `pandas with Arrow types loses no integer`() throws {
    let run = try Self.run("pandas/pyarrow_dtypes.csv")
    #expect(run.results.filter { $0.check == "type" }.allSatisfy { $0.status == .pass })
    #expect(try run.column("u64").maximum == .text("18446744073709551615"))
  }

  @Test(arguments: exporters)
  func `a null row of one column is told from an empty text`(exporter: String) throws {
    let bytes = try Self.bytes(exporter + "/onecol.csv")
    let batch = try Batches.scan([bytes], columns: ["s"])
    #expect(batch.faults.isEmpty)
    #expect(batch.cells == [["a"], [exporter == "pandas" ? "" : nil], [""], ["b"]])
  }

  @Test(arguments: exporters)
  func `a batch without rows has columns and breaks the rule about empty batches`(exporter: String) throws {
    let contract = try Batches.contract("properties: [{name: id, logicalType: integer}, {name: s}]")
    let run = try Batches.validate(contract, paths: [Self.fixture(exporter + "/empty.csv")])
    #expect(run.rows == 0)
    #expect(run.structure.isEmpty)
    #expect(run.columns.map(\.name) == ["id", "s"])
    #expect(try run.result("emptyBatch").status == .fail)
    #expect(try run.result("type", "id").reason == "0 rows")
  }

  @Test(arguments: exporters)
  func `names with delimiters, quotes and line feeds are found`(exporter: String) throws {
    let names = ["a,b", "q\"q", " sp ", "line\nbreak", "\u{FC}n\u{EF}"]
    let batch = try Batches.scan([try Self.bytes(exporter + "/hdr.csv")], columns: names)
    // DuckDB names a column that has no name.
    #expect(batch.findings.map(\.kind) == (exporter == "duckdb" ? [] : ["emptyHeader"]))
    #expect(batch.cells == [["1", "2", "4", "5", "6"]])
    #expect(batch.rows.map(\.line) == [3])
  }

  @Test
  func `quoted numbers are numbers, and null is what is not quoted`() throws {
    let names = ["id", "bool", "f64", "str", "str2", "date", "ts_us"]
    let run = try Self.run("pyarrow/q_all_valid.csv", columns: names)
    #expect(run.structure.isEmpty)
    #expect(run.results.filter { $0.check == "type" }.allSatisfy { $0.status == .pass })
    #expect(try names.map { try run.column($0).nulls } == [0, 1, 1, 1, 0, 1, 1])
    #expect(try run.column("f64").nan == 1)
    #expect(try run.column("ts_us").maximum == .text("9999-12-31T23:59:59Z"))
  }

  @Test
  func `the index that pandas writes is a column without a name`() throws {
    let run = try Self.run("pandas/with_index.csv", columns: ["str", "f64"])
    #expect(run.structure.map(\.kind) == ["emptyHeader", "loneCarriageReturn"])
    #expect(run.rows == 12)
    #expect(try run.column("f64").nulls == 2)
    #expect(try run.column("str").nulls == 2)
  }

  @Test
  func `folders of parts are one batch, without what is no part`() throws {
    let contract = try Batches.contract(
      "properties: [{name: id, logicalType: integer, unique: true}, {name: str}]")
    let parts = try Batches.validate(contract, paths: [Self.fixture("duckdb/part")])
    #expect(parts.rows == 12)
    #expect(parts.files.map(\.rows) == [1, 10, 1])
    #expect(try parts.result("unique", "id").status == .pass)
    #expect(try parts.column("id").maximum == .integer(12))
    #expect(try parts.column("str").nulls == 1)

    let folder = try TemporaryFolder()
    for name in ["part-00000.csv", "part-00001.csv"] { try folder.write(name, "id,str\n1,a\n") }
    for name in ["_SUCCESS", ".part-00000.csv.crc", "_committed_1"] { try folder.write(name, "x,y,z") }
    let twice = try Batches.validate(contract, paths: [folder.path])
    #expect(twice.structure.isEmpty)
    #expect(twice.rows == 2)
    #expect(try twice.result("unique", "id").failing == 2)
    #expect(try twice.result("unique", "id").samples.map(\.row) == [1, 1])
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    let path = fixture(name)
    let listed = try Batch(paths: [path]).files[0]
    let storage = LaneStorage<UInt8>(repeating: 0, count: listed.bytes)
    try InputFile(listed).read(into: storage.lane.base, offset: 0, count: listed.bytes)
    return (0..<listed.bytes).map { storage.lane[$0] }
  }
}
