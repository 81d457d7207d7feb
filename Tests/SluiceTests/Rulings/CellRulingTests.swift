import Sluice
import Testing

/// Rulings about single cells; `docs/semantics.md` names them by number.
@Suite struct CellRulingTests {
  /// How many of the cells are not of the type.
  private func refused(_ property: String, _ cells: [String]) throws -> Int {
    try Ruling.column(property, cells).rule("type").failing ?? 0
  }

  @Test(arguments: [("^a", "ba", 1), ("a", "bab", 0), ("^.$", "ü", 0), ("^\\\\d$", "٣", 1), ("a$", "a\n", 1)])
  func `ruling 6: a pattern is searched for, in Unicode scalars`(pattern: String, cell: String, failing: Int) throws {
    let ruling = Ruling.column("logicalType: string, logicalTypeOptions: {pattern: \"\(pattern)\"}", ["\"\(cell)\""])
    #expect(try ruling.rule("pattern").failing ?? 0 == failing)
  }

  @Test func `ruling 6: a pattern that only PCRE knows is warned about`() throws {
    #expect(
      try !Ruling.column("logicalType: string, logicalTypeOptions: {pattern: \"(?i)a\"}", []).warnings().isEmpty)
  }

  @Test func `ruling 6: a cell on which a pattern explodes is undecided, not passed`() throws {
    let cells = Array(repeating: String(repeating: "a", count: 40) + "!", count: 3)
    let ruling = Ruling.column("logicalType: string, logicalTypeOptions: {pattern: \"^(a+)+$\"}", cells)
    #expect(try ruling.status("pattern") == .error)
    #expect(try ruling.report().exitCode == 5)
  }

  @Test func `ruling 10: times are read in every exporter's spelling and compared as instants`() throws {
    let cells = [
      "2024-01-01 00:00:00.000000", "2024-01-01T00:00:00Z", "2024-01-01 01:00:00+01", "2024-01-01T01:00:00+0100",
      "2023-12-31 23:00:00-01:00",
    ]
    let ruling = Ruling.column("logicalType: timestamp, unique: true", cells)
    #expect(try ruling.status("type") == .pass)
    #expect(try ruling.rule("unique").failing == 5)
  }

  @Test func `ruling 10: integers and decimals are compared exactly`() throws {
    let beyond = "9007199254740993"
    let integers = "logicalType: integer, logicalTypeOptions: {maximum: 9007199254740992}"
    #expect(try Ruling.column(integers, [beyond]).rule("range").failing == 1)
    let decimals = "logicalType: number, physicalType: \"DECIMAL(38,18)\", logicalTypeOptions: {maximum: 0.1}"
    #expect(try Ruling.column(decimals, ["0.100000000000000000"]).status("range") == .pass)
    #expect(try Ruling.column(decimals, ["0.100000000000000001"]).rule("range").failing == 1)
  }

  @Test func `ruling 12: an integral float is an integer up to 2^53, and is warned about`() throws {
    let ruling = Ruling.column("logicalType: integer", ["1.0", "9007199254740992.0", "9007199254740994.0", "1.5"])
    #expect(try ruling.rule("type").failing == 2)
    let integral = Ruling.column("logicalType: integer", ["1.0", "2"])
    #expect(try integral.status("type") == .warn)
    #expect(try integral.report().text().contains("integerAsFloat"))
  }

  @Test func `ruling 12: midnight is a date, and a scale beyond the type is not a decimal of it`() throws {
    #expect(try refused("logicalType: date", ["2024-01-01", "2024-01-01 00:00:00", "2024-01-01 00:00:01"]) == 1)
    #expect(
      try refused("logicalType: number, physicalType: \"DECIMAL(5,2)\"", ["1.25", "1.250", "1.255", "1000"]) == 2)
  }

  @Test func `ruling 18: what an integer may look like`() throws {
    #expect(try refused("logicalType: integer", ["0", "-0", "-1", "12345678901234567890123"]) == 0)
    #expect(try refused("logicalType: integer", ["+1", "007", "1e3", "1,0", " 1", "0x1"].map { "\"\($0)\"" }) == 6)
  }

  @Test func `ruling 18: what a number may look like`() throws {
    let numbers = ["1", "-0.0", "1e-7", "1E+16", "nan", "NaN", "inf", "-inf", "Infinity", "-Infinity", "4.9E-324"]
    #expect(try refused("logicalType: number", numbers) == 0)
    #expect(try refused("logicalType: number", [".5", "5.", "+1", "1e400", "1_000", "0x1p3", "--1"]) == 7)
  }

  @Test func `ruling 18: not a number is in no range and is no decimal`() throws {
    let number = "logicalType: number, logicalTypeOptions: {minimum: 0}"
    #expect(try Ruling.column(number, ["nan", "1", "inf"]).rule("range").failing == 1)
    #expect(try refused("logicalType: number, physicalType: \"DECIMAL(5,2)\"", ["nan", "inf"]) == 2)
  }

  @Test func `ruling 18: what a boolean and a time of day may look like`() throws {
    #expect(try refused("logicalType: boolean", ["true", "false", "True", "False", "TRUE", "1", "t", "yes"]) == 4)
    #expect(
      try refused("logicalType: time", ["00:00:00", "23:59:59.999999999", "24:00:00", "12:60:00", "12:00:60"]) == 3)
  }

  @Test func `null is the unquoted empty field, and an empty string is a value`() throws {
    let required = Ruling.column("logicalType: string, required: true", ["", "\"\"", "x"])
    #expect(try required.rule("required").failing == 1)
  }
}
