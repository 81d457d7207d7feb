import SluiceContract
import Testing

@testable import SluiceEngine

/// Numbers with a decimal comma: read as with a point, shown as they are written, and a point is then no number.
struct DecimalCommaTests {
  static func run(_ type: String, _ cells: [String], delimiter: UInt8 = UInt8(ascii: ";")) throws -> RunResult {
    var dialect = Dialect.standard
    dialect.decimal = UInt8(ascii: ",")
    dialect.delimiter = delimiter
    let text =
      "a" + String(UnicodeScalar(delimiter)) + "b\n"
      + cells.map { $0 + String(UnicodeScalar(delimiter)) + "1\n" }.joined()
    return try Batches.validate("properties: [{name: a, logicalType: \(type)}]", text, dialect: dialect)
  }

  @Test(arguments: [
    ("1,5", 1.5), ("-0,25", -0.25), ("1", 1), ("1,5E-3", 0.0015), ("0,5260897588198482", 0.5260897588198482),
    ("123456789,125", 123_456_789.125), ("12345678901234567890,5", 12_345_678_901_234_567_890.5),
  ])
  func `a number is read to the last bit`(cell: String, value: Double) throws {
    let run = try Self.run("number", [cell])
    #expect(try run.column("a").minimum == .number(value))
    #expect(try run.column("a").invalid == 0)
  }

  @Test(arguments: ["1.5", "1,", ",5", "1,5,5", "1.000,5", "1,000.5"])
  func `a point, a bare comma and groups of thousands are no number, and are shown as written`(cell: String) throws {
    let type = try Self.run("number", ["1,5", cell]).result("type", "a")
    #expect(type.failing == 1)
    #expect(type.samples.map(\.value) == [Array(cell.utf8)])
  }

  @Test
  func `decimals are exact, also beyond 128 bits`() throws {
    let run = try Self.run(
      "number, physicalType: 'DECIMAL(60,10)'", ["0,1", "12345678901234567890123456789012345678901234567890,5"])
    #expect(try run.column("a").invalid == 0)
    #expect(try run.column("a").minimum == .text("0.1000000000"))
    guard case .text(let maximum)? = try run.column("a").maximum else {
      Issue.record("no maximum")
      return
    }
    #expect(maximum.hasPrefix("12345678901234567890123456789012345678901234567890.5"))
  }

  @Test
  func `integers written as floats have the comma too`() throws {
    let run = try Self.run("integer", ["1,0", "2"])
    #expect(try run.column("a").invalid == 0)
    #expect(try run.column("a").maximum == .integer(2))
    #expect(try Self.run("integer", ["1.0"]).column("a").invalid == 1)
  }

  @Test
  func `where the comma delimits, quotes hold the number`() throws {
    let run = try Self.run("number", ["\"1,5\"", "2"], delimiter: UInt8(ascii: ","))
    #expect(run.structure.isEmpty)
    #expect(try run.column("a").minimum == .number(1.5))
  }

  @Test
  func `times and texts keep their points`() throws {
    #expect(try Self.run("time", ["12:00:00.5"]).column("a").invalid == 0)
    #expect(try Self.run("string", ["1.5"]).column("a").invalid == 0)
  }
}
