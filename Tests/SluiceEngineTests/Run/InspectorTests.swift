import Testing

@testable import SluiceEngine

/// What `inspect` makes of a batch that nobody described.
struct InspectorTests {
  static func inspect(_ name: String, dialect: Dialect? = nil) throws -> Inspection {
    let batch = try Batch(paths: [ExporterTests.fixture(name)])
    return try Inspector.run(batch: batch, dialect: dialect, options: RunOptions(threads: 2, chunkBytes: 100))
  }

  static func inspect(text: String, dialect: Dialect? = nil) throws -> Inspection {
    let folder = try TemporaryFolder()
    let batch = try Batch(paths: [try folder.write("a.csv", text)])
    return try Inspector.run(batch: batch, dialect: dialect, options: RunOptions(threads: 1))
  }

  @Test(arguments: [
    ("pyarrow/all.csv", "pyarrow"), ("pyarrow/onecol.csv", "pyarrow"), ("pyarrow/empty.csv", "pyarrow"),
    ("pyarrow/hdr.csv", "pyarrow"), ("pyarrow/q_all_valid.csv", "pyarrow"), ("pyarrow/q_none.csv", "pyarrow"),
    ("duckdb/all.csv", "duckdb"), ("polars/all.csv", "polars"), ("pandas/all.csv", "pandas"),
    ("pandas/pyarrow_dtypes.csv", "pandas"), ("pandas/with_index.csv", "pandas"),
  ])
  func `the exporter is known by what only it writes`(file: String, exporter: String) throws {
    let dialect = try Self.inspect(file).dialect
    #expect(dialect.exporter == exporter)
    #expect(dialect.evidence.contains { $0.hasPrefix(exporter + ": ") })
  }

  @Test(arguments: [
    "duckdb/onecol.csv", "duckdb/hdr.csv", "duckdb/empty.csv", "polars/onecol.csv", "polars/hdr.csv",
    "pandas/onecol.csv", "pandas/hdr.csv", "pandas/empty.csv",
  ])
  func `where nothing gives an exporter away, none is named`(file: String) throws {
    #expect(try Self.inspect(file).dialect.exporter == nil)
  }

  @Test(arguments: ExporterTests.exporters, ["all.csv", "hdr.csv", "onecol.csv", "empty.csv"])
  func `delimiter, header and line ends are seen`(exporter: String, file: String) throws {
    let inspection = try Self.inspect(exporter + "/" + file)
    #expect(inspection.dialect.delimiter == ",")
    #expect(inspection.dialect.hasHeader)
    #expect(inspection.dialect.lineEnding == "LF")
    #expect(inspection.rows == ["all.csv": 12, "hdr.csv": 1, "onecol.csv": 4, "empty.csv": 0][file])
  }

  @Test(arguments: ExporterTests.exporters)
  func `types are the narrowest that every cell fits`(exporter: String) throws {
    let columns = try Self.inspect(exporter + "/all.csv").columns
    let isPandas = exporter == "pandas"
    for (name, type) in [
      ("id", "integer"), ("bool", "boolean"), ("u64", isPandas ? "number" : "integer"), ("f32", "number"),
      ("f64", "number"), ("f64b", "number"), ("dec", "number"), ("dec0", "integer"), ("str", "string"),
      ("date", "date"), ("time", "time"), ("ts_ms", "timestamp"), ("ts_ns", "timestamp"),
      ("ts_us_mid", exporter == "pandas" ? "date" : "timestamp"), ("ts_berlin", "timestamp"),
      ("cat", "string"),
    ] {
      let column = try #require(columns.first { $0.name == name })
      let isMidnight = name == "ts_us_mid" && column.type == "date"
      #expect(column.type == type || isMidnight, "\(name)")
    }
  }

  @Test(arguments: [
    (";", "a;b;c\n1,5;2;x\n2,5;3;y\n"), ("\t", "a\tb\n1\t2\n"), ("|", "a|b\n1|2,3\n"), (",", "a\n1\n"),
    (",", "a,b\n\"x;y;z\",1\n\"p;q;r\",2\n"),
  ])
  func `the delimiter is the one that cuts every record alike`(delimiter: Character, text: String) throws {
    #expect(try Self.inspect(text: text).dialect.delimiter == delimiter)
  }

  @Test(arguments: [
    ("1,2\n3,4\n", false), ("a,b\nc,d\n", true), ("x,2024-01-01\ny,2024-01-02\n", false),
    ("a,a\n1,2\n", true),
    ("yes,yes\nno,yes\n", false), ("a,,b\n", true),
    ("a,b,\n1,2,\n", true), (",\n1,2\n", false), ("a,true\nb,false\n", false),
    ("2020 sales,2021 sales\n1,2\n", true),
  ])
  func `a header is names, not values`(text: String, hasHeader: Bool) throws {
    let inspection = try Self.inspect(text: text)
    #expect(inspection.dialect.hasHeader == hasHeader)
    if !hasHeader { #expect(inspection.columns.first?.name == "column_1") }
  }

  @Test
  func `floats of a double column are no sign of pandas`() throws {
    #expect(try Self.inspect(text: "a,b\n1.0,x\n2.0,y\n").dialect.exporter == nil)
    let guess = try Self.inspect(text: "a,b\n1.0,x\n,y\n").dialect
    #expect(guess.exporter == "pandas")
  }

  @Test
  func `a given dialect is not guessed`() throws {
    var dialect = Dialect.standard
    dialect.hasHeader = false
    let inspection = try Self.inspect(text: "a;b\n1;2\n", dialect: dialect)
    #expect(inspection.dialect.delimiter == ",")
    #expect(inspection.columns.map(\.name) == ["column_1"])
    #expect(inspection.rows == 2)
  }

  @Test
  func `CR LF is said, nulls are counted, faults are listed`() throws {
    let inspection = try Self.inspect(text: "a,b\r\n1,\r\n2\r\n,x\r\n")
    #expect(inspection.dialect.lineEnding == "CRLF")
    #expect(inspection.columns.map(\.nulls) == [1, 1])
    #expect(inspection.columns.map(\.rows) == [2, 2])
    #expect(inspection.structure.map(\.kind) == ["fieldCount"])
  }

  @Test
  func `an empty file has no columns`() throws {
    let inspection = try Self.inspect(text: "")
    #expect(inspection.columns.isEmpty)
    #expect(inspection.structure.map(\.kind) == ["emptyFile"])
  }

  struct Guess: CustomTestStringConvertible {
    var testDescription: String
    /// A fixture, or a text.
    var file: String?
    var text: String?
    var mapping: String
    var flags: String
  }

  static let guesses: [Guess] = [
    Guess(
      testDescription: "Spark with a header", file: "spark/all.csv", mapping: "{dialect: spark, header: true}",
      flags: "--dialect spark --header"),
    Guess(
      testDescription: "Spark by default", file: "spark/parts", mapping: "{dialect: spark}", flags: "--dialect spark"),
    Guess(
      testDescription: "ClickHouse", file: "clickhouse/all.csv", mapping: "{dialect: clickhouse}",
      flags: "--dialect clickhouse"),
    Guess(
      testDescription: "ClickHouse with names", file: "clickhouse/named.csv",
      mapping: "{dialect: clickhouse, header: true}", flags: "--dialect clickhouse --header"),
    Guess(
      testDescription: "PostgreSQL", file: "postgres/all.csv", mapping: "{dialect: postgres}",
      flags: "--dialect postgres"),
    Guess(testDescription: "Excel", file: "excel/all.csv", mapping: "{dialect: excel}", flags: "--dialect excel"),
    Guess(
      testDescription: "Excel in Europe", file: "excel/european.csv",
      mapping: #"{dialect: excel, delimiter: ";", decimal: ","}"#,
      flags: "--dialect excel --delimiter ';' --decimal ,"),
    Guess(
      testDescription: "tabs, no header, \\N", text: "1\tx\t\\N\n2\ty\t3.5\n",
      mapping: #"{delimiter: "\t", header: false, nullTokens: ["\\N"]}"#,
      flags: #"--delimiter '\t' --no-header --null '\N'"#),
    Guess(
      testDescription: "comments above the header", text: "# made by x, y\n# on a day\na;b\n1;2\n",
      mapping: ##"{delimiter: ";", comment: "#"}"##, flags: "--delimiter ';' --comment '#'"),
    Guess(testDescription: "a header that begins with #", text: "#id,b\n1,2\n", mapping: "{}", flags: ""),
    Guess(testDescription: "\\N beside empty fields is text", text: "a,b\n\\N,\n", mapping: "{}", flags: ""),
    Guess(testDescription: "the standard", text: "a,b\n1.5,x\n", mapping: "{}", flags: ""),
  ]

  @Test(arguments: guesses)
  func `what must be stated is said as sluiceCsv and as flags`(guess: Guess) throws {
    let inspection = try guess.file.map { try Self.inspect($0) } ?? Self.inspect(text: guess.text ?? "")
    let statements = inspection.dialect.statements
    #expect(Dialect.Statement.mapping(statements) == guess.mapping)
    #expect(statements.map(\.flag).joined(separator: " ") == guess.flags)
    #expect(inspection.structure.allSatisfy { $0.severity == .warning })
  }

  @Test(arguments: [
    ("spark/all.csv", "spark"), ("spark/parts", "spark"), ("clickhouse/all.csv", "clickhouse"),
    ("clickhouse/named.csv", "clickhouse"), ("postgres/named.csv", "postgres"), ("excel/all.csv", "excel"),
  ])
  func `databases, Spark and Excel are known by what only they write`(file: String, exporter: String) throws {
    let inspection = try Self.inspect(file)
    #expect(inspection.dialect.exporter == exporter)
    if let column = inspection.columns.first(where: { $0.name == "bool" }) { #expect(column.type == "boolean") }
  }

  @Test(arguments: [
    ("id;b\n1;2\n", Dialect.standard, "sluice inspect reads it with --delimiter ';'"),
    ("1\t2\n3\t4\n", .standard, #"sluice inspect reads it with --delimiter '\t' --no-header"#),
    ("1,2\n3,4\n", .standard, "sluice inspect reads it with --no-header"),
    ("x,y\nu,v\n", .standard, "sluice inspect shows what is there"),
  ])
  func `a header unlike the contract's says how inspect would read the file`(
    text: String, dialect: Dialect, advice: String
  ) throws {
    for chunkBytes in [1, 7, 4096] {
      let run = try Batches.validate(
        "properties: [{name: id}, {name: b2}]", text, dialect: dialect,
        options: RunOptions(threads: 2, chunkBytes: chunkBytes))
      let finding = try #require(run.structure.first { $0.kind == "headerMismatch" })
      #expect(finding.message.hasSuffix("; " + advice), "\(finding.message)")
      #expect(finding.samples.first?.message == finding.message)
    }
  }

  @Test
  func `the text format of COPY is told from CSV`() throws {
    let dialect = try Self.inspect("postgres/text.txt").dialect
    #expect(dialect.delimiter == "\t" && dialect.exporter == nil)
    #expect(dialect.evidence.contains { $0.contains("text format of PostgreSQL's COPY") })
  }
}
