import SluiceContract
import Testing

@testable import SluiceEngine

/// Columns that stand in the names of folders are columns: typed, checked and found like any other.
struct PartitionedBatchTests {
  static let contract = """
    properties:
      - {name: id, logicalType: integer, primaryKey: true}
      - {name: str, logicalType: string}
      - {name: cat, logicalType: string, required: true, quality: [{metric: invalidValues, mustBe: 0, arguments: {validValues: [x]}}]}
    """

  @Test(arguments: ["duckdb/part", "spark/part"])
  func `folders of an exporter are columns`(name: String) throws {
    let contract = try Batches.contract(Self.contract)
    var dialect = try #require(Dialect.preset(named: name.hasPrefix("spark") ? "spark" : "duckdb"))
    dialect.hasHeader = true
    for (threads, chunkBytes) in [(1, 1), (2, 7), (3, 1 << 18)] {
      let result = try Batches.validate(
        contract, paths: [ExporterTests.fixture(name)], dialect: dialect,
        options: RunOptions(threads: threads, chunkBytes: chunkBytes))
      #expect(result.rows == 12)
      #expect(result.structure.isEmpty)
      let cat = try result.column("cat")
      #expect(cat.rows == 12 && cat.nulls == 1)
      #expect(try result.result("required", "cat").failing == 1)
      let invalid = try result.result("invalidValues", "cat")
      #expect(invalid.failing == 1)
      #expect(invalid.samples.map(\.value) == [Array("y".utf8)])
      #expect(invalid.samples.map(\.row) == [1] && invalid.samples.map(\.line) == [2])
      #expect(invalid.samples.map(\.byteOffset) == [7])
      #expect(invalid.samples.first?.file.contains("cat=y/") == true)
    }
  }

  static func validate(
    _ lines: String, _ files: [(String, String)], dialect: Dialect = .standard,
    options: RunOptions = RunOptions(threads: 2)
  ) throws -> RunResult {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(name, text) }
    return try Batches.validate(try Batches.contract(lines), paths: [folder.path], dialect: dialect, options: options)
  }

  @Test
  func `what a file carries itself, its folder does not`() throws {
    let result = try Self.validate(
      "properties: [{name: id, logicalType: integer}, {name: y, logicalType: integer}]",
      [("y=1/a.csv", "id,y\n1,7\n"), ("y=2/a.csv", "id,y\n2,8\n")])
    #expect(try result.column("y").minimum == .integer(7))
    #expect(result.structure.isEmpty)
  }

  @Test
  func `keys that no contract names are no columns`() throws {
    let result = try Self.validate(
      "properties: [{name: id, logicalType: integer}]", [("y=1/a.csv", "id\n1\n"), ("z=2/a.csv", "id\n2\n")])
    #expect(result.verdict == .pass)
    #expect(result.columns.map(\.name) == ["id"])
  }

  @Test
  func `keys are typed, and part of keys of several columns`() throws {
    let lines = """
      properties:
        - {name: id, logicalType: integer, primaryKey: true, primaryKeyPosition: 1}
        - {name: year, logicalType: integer, primaryKey: true, primaryKeyPosition: 2, logicalTypeOptions: {minimum: 2020}}
        - {name: day, logicalType: date}
      """
    let result = try Self.validate(
      lines,
      [
        ("year=2019/day=2019-13-01/a.csv", "id\n1\n"), ("year=2020/day=2020-01-01/a.csv", "id\n1\n2\n"),
        ("year=2020/day=2020-01-02/b.csv", "id\n2\n3\n"), ("year=x/day=2020-01-02/b.csv", "id\n1\n"),
      ])
    #expect(try result.result("range", "year").failing == 1)
    #expect(try result.result("type", "year").failing == 1)
    #expect(try result.result("type", "day").failing == 1)
    #expect(try result.result("primaryKey").failing == 2)
    let samples = try result.result("primaryKey").samples.map {
      $0.key.map { $0.value.map { String(decoding: $0, as: UTF8.self) } }
    }
    #expect(samples == [["2", "2020"], ["2", "2020"]])
  }

  @Test
  func `without a header the files have one column less, or not`() throws {
    let lines = "properties: [{name: id, logicalType: integer}, {name: cat}, {name: s}]"
    let dialect = try #require(Dialect.preset(named: "spark"))
    for files in [
      [("cat=x/part-0", "1,a\n2,b\n"), ("cat=y/part-0", ""), ("cat=y/part-1", "3,c\n")],
      [("cat=x/part-0", "1,x,a\n2,x,b\n"), ("cat=y/part-0", ""), ("cat=y/part-1", "3,y,c\n")],
    ] {
      let result = try Self.validate(lines, files, dialect: dialect)
      #expect(result.structure.isEmpty)
      #expect(result.rows == 3)
      #expect(try result.column("cat").nulls == 0)
      #expect(try result.column("cat").rows == 3)
    }
  }

  @Test
  func `a part outside of the folders lacks the column`() throws {
    let result = try Self.validate(
      "properties: [{name: id, logicalType: integer}, {name: cat}]", [("a.csv", "id\n1\n"), ("cat=y/a.csv", "id\n1\n")])
    #expect(result.structure.map(\.kind) == ["headerMismatch"])
    #expect(result.structure.first?.message == "this part adds \"cat\", against the columns of the first part")
  }

  @Test
  func `inspect shows them behind the columns of the files`() throws {
    for name in ["duckdb/part", "spark/part"] {
      let inspection = try Inspector.run(
        batch: try Batch(paths: [ExporterTests.fixture(name)]), dialect: nil, options: RunOptions(threads: 2))
      #expect(inspection.columns.map(\.name) == ["id", "str", "cat"])
      #expect(inspection.columns.last?.nulls == 1)
      #expect(inspection.rows == 12)
    }
  }

  @Test
  func `compressed exports are read as they are`() throws {
    for name in ["pyarrow/onecol.csv.gz", "duckdb/onecol.csv.gz", "pandas/onecol.csv.gz"] {
      let plain = try Inspector.run(
        batch: try Batch(paths: [ExporterTests.fixture(String(name.dropLast(3)))]), dialect: .standard,
        options: RunOptions(threads: 1))
      let found = try Inspector.run(
        batch: try Batch(paths: [ExporterTests.fixture(name)]), dialect: .standard, options: RunOptions(threads: 2))
      #expect(found.rows == plain.rows)
      #expect("\(found.columns)" == "\(plain.columns)")
    }
  }
}
