import SluiceContract
import Testing

@testable import SluiceEngine

/// Spark, ClickHouse, PostgreSQL and Excel: what they really write is read under their presets as what was exported.
struct DialectFixtureTests {
  static func preset(_ name: String, _ change: (inout Dialect) -> Void = { _ in }) throws -> Dialect {
    var dialect = try #require(Dialect.preset(named: name))
    change(&dialect)
    return dialect
  }

  static func cells(_ file: String, _ columns: [String], _ dialect: Dialect) throws -> ScannedBatch {
    try Batches.scan([try ExporterTests.bytes(file)], columns: columns, dialect: dialect)
  }

  static func run(_ file: String, _ properties: [String], _ dialect: Dialect) throws -> RunResult {
    let contract = try Batches.contract(
      "customProperties: [{property: sluiceExtraColumns, value: ignore}]\nproperties:\n"
        + properties.map { "  - \($0)" }.joined(separator: "\n"))
    return try Batches.validate(contract, paths: [ExporterTests.fixture(file)], dialect: dialect)
  }

  static let texts: [String?] = [
    "plain", "", nil, "NULL", "NA", "a,b", "q\"q", "line\nbreak", "cr\rx", "\\N", "back\\slash", "end\\",
  ]
  static let others: [String] = [
    " lead", "trail ", "tab\tx", "back\\\"quote", "\"\"", "#comment", "\u{FC}n\u{EF}", "\u{1F600}", "=1+1", "ap'os",
    "crlf\r\nx", "a;b|c",
  ]

  // MARK: Spark

  static let sparkTypes = ExporterTests.types.filter { $0.name != "time" && $0.name != "ts_ns" }.map {
    "{name: \($0.name), logicalType: \($0.type)}"
  }

  @Test
  func `Spark with a header: every type, escaped quotes, nothing but microseconds lost`() throws {
    let dialect = try Self.preset("spark") { $0.hasHeader = true }
    let run = try Self.run("spark/all.csv", Self.sparkTypes, dialect)
    #expect(run.structure.isEmpty)
    #expect(run.rows == 12)
    #expect(run.results.filter { $0.check == "type" }.allSatisfy { $0.status == .pass && $0.failing == 0 })
    for (name, minimum, maximum) in ExporterTests.extremes {
      guard let column = run.columns.first(where: { $0.name == name }) else { continue }
      #expect(column.minimum == minimum, "\(name)")
      // Spark writes milliseconds.
      if !["ts_us", "ts_utc", "ts_berlin"].contains(name) { #expect(column.maximum == maximum, "\(name)") }
    }
    #expect(try run.column("f64").nan == 1)
    let batch = try Self.cells("spark/all.csv", ["str", "str2"], dialect)
    #expect(batch.cells.map { $0[0] } == Self.texts)
    // Spaces at the edges are what Spark trims.
    #expect(batch.cells.map { $0[1] } == ["lead", "trail"] + Self.others.dropFirst(2))
  }

  @Test
  func `Spark by default: parts without a header, beside _SUCCESS and checksums`() throws {
    let dialect = try Self.preset("spark")
    let contract = try Batches.contract(
      "properties: [{name: id, logicalType: integer, unique: true}, {name: a}, {name: b}]")
    let run = try Batches.validate(contract, paths: [ExporterTests.fixture("spark/parts")], dialect: dialect)
    #expect(run.structure.isEmpty)
    #expect(run.files.map(\.rows) == [6, 6])
    #expect(try run.result("unique", "id").status == .pass)
    #expect(try run.column("a").nulls == 1)
    let none = try Batches.validate(contract, paths: [ExporterTests.fixture("spark/none")], dialect: dialect)
    #expect(none.structure.isEmpty)
    #expect(none.rows == 0)
  }

  @Test
  func `Spark escapes: what it wrote comes back, backslash for backslash`() throws {
    let values = [
      "plain", "a\\b", "a,b\\c", "q\"q", "q\\\"q", "\\", "a,\\", "\\n,", "\\\\x,", "\"", "\\\"", "x\\", "\"\\",
      "a\nb\\",
      ",\\,",
    ]
    let batch = try Self.cells("spark/escapes.csv", ["i", "v"], try Self.preset("spark"))
    #expect(batch.faults.isEmpty)
    #expect(batch.cells.map { $0[1] } == values)
  }

  @Test
  func `Spark's names are unescaped, and a null row of one column is dropped by Spark itself`() throws {
    let dialect = try Self.preset("spark") { $0.hasHeader = true }
    let names = ["a,b", "q\"q", "sp", "line\nbreak", "\u{FC}n\u{EF}"]
    let header = try Self.cells("spark/hdr.csv", names, dialect)
    #expect(header.findings.map(\.kind) == ["emptyHeader"])
    #expect(header.cells == [["1", "2", "4", "5", "6"]])
    #expect(try Self.cells("spark/onecol.csv", ["s"], dialect).cells == [["a"], [""], ["b"]])
  }

  @Test
  func `a Spark file read with doubled quotes says which dialect it is in`() throws {
    let dialect = Dialect.standard
    let batch = try Self.cells("spark/all.csv", ["str"], dialect)
    let finding = try #require(batch.findings.first { $0.kind == "textAfterQuote" })
    #expect(finding.message.hasSuffix(#"if it escapes it, say escape: "\", or --dialect spark"#))
  }

  // MARK: ClickHouse

  @Test(arguments: ["clickhouse/all.csv", "clickhouse/named.csv"])
  func `ClickHouse: null is a backslash and N without quotes, text is quoted, dates are too`(file: String) throws {
    let dialect = try Self.preset("clickhouse") { $0.hasHeader = file.hasSuffix("named.csv") }
    let types = [
      "id integer", "bool boolean", "u64 integer", "f64 number", "dec number, physicalType: 'DECIMAL(38,10)'",
      "str string", "str2 string", "date date", "ts timestamp", "tsz timestamp", "arr string",
    ].map { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      return "{name: \(parts[0]), logicalType: \(parts[1])}"
    }
    let run = try Self.run(file, types, dialect)
    #expect(run.structure.isEmpty)
    #expect(run.rows == 11)
    #expect(run.results.filter { $0.check == "type" }.allSatisfy { $0.status == .pass && $0.failing == 0 })
    let nullable = ["bool", "u64", "f64", "dec", "str", "date", "ts", "tsz"]
    #expect(try nullable.map { try run.column($0).nulls } == Array(repeating: 1, count: 8))
    #expect(try run.column("u64").maximum == .text("18446744073709551615"))
    #expect(try run.column("dec").maximum == .text("12345678901234567890.0123456789"))
    #expect(try run.column("f64").nan == 1)
    #expect(try run.column("f64").maximum == .number(1.7976931348623157e308))
    #expect(try run.column("date").maximum == .text("2299-12-31"))
    let batch = try Self.cells(file, ["id", "bool", "u64", "f64", "dec", "str", "str2"], dialect)
    #expect(batch.cells.map { $0[5] } == Self.texts.filter { $0 != "NA" })
    #expect(batch.cells.map { $0[6] } == Self.others.filter { $0 != "ap'os" })
  }

  @Test
  func `ClickHouse: one column of nulls, empty texts and texts`() throws {
    let batch = try Self.cells("clickhouse/onecol.csv", ["s"], try Self.preset("clickhouse"))
    #expect(batch.faults.isEmpty)
    #expect(batch.cells == [["a"], [nil], [""], ["b"]])
  }

  // MARK: PostgreSQL

  @Test(arguments: ["postgres/all.csv", "postgres/named.csv"])
  func `PostgreSQL: t and f, null is the unquoted empty field`(file: String) throws {
    let dialect = try Self.preset("postgres") { $0.hasHeader = file.hasSuffix("named.csv") }
    let types = [
      "id integer", "bool boolean", "u64 integer", "f32 number", "f64 number",
      "dec number, physicalType: 'DECIMAL(38,10)'", "str string", "str2 string", "date date", "time time",
      "ts timestamp", "tsz timestamp", "bin string", "arr string",
    ].map { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      return "{name: \(parts[0]), logicalType: \(parts[1])}"
    }
    let run = try Self.run(file, types, dialect)
    #expect(run.structure.isEmpty)
    #expect(run.rows == 12)
    #expect(run.results.filter { $0.check == "type" }.allSatisfy { $0.status == .pass && $0.failing == 0 })
    for name in ["bool", "u64", "f32", "f64", "dec", "str", "date", "time", "ts", "tsz"] {
      #expect(try run.column(name).nulls == 1, "\(name)")
    }
    #expect(try run.column("bool").mean == 10.0 / 11)
    #expect(try run.column("u64").maximum == .text("18446744073709551615"))
    #expect(try run.column("dec").maximum == .text("12345678901234567890.0123456789"))
    #expect(try run.column("date").minimum == .text("0001-01-01"))
    #expect(try run.column("ts").maximum == .text("9999-12-31T23:59:59Z"))
    #expect(try run.column("f64").nan == 1)
    let batch = try Self.cells(file, ["id", "bool", "u64", "f32", "f64", "dec", "str", "str2"], dialect)
    #expect(batch.cells.map { $0[6] } == Self.texts)
    #expect(batch.cells.map { $0[7] } == Self.others)
  }

  @Test
  func `PostgreSQL: one column, and the end marker that it quotes`() throws {
    let batch = try Self.cells("postgres/onecol.csv", ["s"], try Self.preset("postgres"))
    #expect(batch.faults.isEmpty)
    #expect(batch.cells == [["a"], [nil], [""], ["b"], ["\\."]])
  }

  // MARK: Excel

  @Test(arguments: ["excel/all.csv", "excel/european.csv"])
  func `Excel: a byte order mark without a warning, TRUE and FALSE, CR LF`(file: String) throws {
    let isEuropean = file.hasSuffix("european.csv")
    let dialect = try Self.preset("excel") {
      $0.delimiter = isEuropean ? UInt8(ascii: ";") : UInt8(ascii: ",")
      $0.decimal = isEuropean ? UInt8(ascii: ",") : UInt8(ascii: ".")
    }
    let types = [
      "{name: id, logicalType: integer}", "{name: bool, logicalType: boolean}", "{name: num, logicalType: number}",
      "{name: str}", "{name: note}", "{name: date, logicalType: date}",
    ]
    let run = try Self.run(file, types, dialect)
    #expect(run.structure.isEmpty)
    #expect(run.rows == 7)
    #expect(run.results.filter { $0.check == "type" }.allSatisfy { $0.status == .pass && $0.failing == 0 })
    #expect(try run.column("bool").mean == 5.0 / 6)
    #expect(try run.column("num").minimum == .number(-1.5))
    #expect(try run.column("num").maximum == .number(1e16))
    // An empty text is a null, as there is nothing to tell them by.
    #expect(try run.column("str").nulls == 2)
    let batch = try Self.cells(file, ["str", "note"], dialect)
    #expect(batch.cells[3] == ["a,b", "back\\\"quote"])
    #expect(batch.cells[5] == ["line\nbreak", "#comment"])
  }
}
