import SluiceContract
import Testing

@testable import SluiceEngine

/// Integers of any size, exactly; nothing that is merely like an integer.
struct IntegerParserTests {
  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("7", 7), ("-7", -7), ("10", 10), ("12345678", 12_345_678),
      ("123456789", 123_456_789), ("999999999999999999", 999_999_999_999_999_999),
      ("-999999999999999999", -999_999_999_999_999_999), ("1000000000000000000", 1_000_000_000_000_000_000),
      ("9223372036854775807", .max), ("-9223372036854775808", .min),
    ] as [(String, Int64)])
  func `digits without leading zeros are integers`(text: String, value: Int64) throws {
    #expect(try Cells.decode(text, as: .integer) == .integer(value))
  }

  @Test(
    arguments: [
      "", " 1", "1 ", "+1", "007", "00", "-01", "-", "--1", "1-", "1e3", "1E3", "1.0e0", "1.5", "0.1", ".5", "5.",
      "-.0", "1_000", "1,000", "0x10", "nan", "inf", "true", "½", "1\u{0}", "00.0",
      "9007199254740993.0", "-9007199254740993.0", "9223372036854775807.0", "1.00000000000000000000001",
    ])
  func `anything else is no integer`(text: String) throws {
    #expect(try Cells.decode(text, as: .integer) == .invalid)
  }

  @Test(
    arguments: [
      ("1.0", 1), ("-1.0", -1), ("0.0", 0), ("-0.0", 0), ("1.000", 1), ("42.0", 42),
      ("9007199254740992.0", 1 << 53), ("-9007199254740992.0", -1 << 53),
    ] as [(String, Int64)])
  func `an integral float up to 2 to the 53 is taken and counted`(text: String, value: Int64) throws {
    try Cells.eachColumn(of: [text, "5"], as: .integer) { column in
      #expect(Cell(column, .integer, 0) == .integer(value))
      #expect(column.integralFloats == 1)
      #expect(column.invalid == 0)
    }
  }

  @Test(
    arguments: [
      ("9223372036854775808", Int128(Int64.max) + 1), ("-9223372036854775809", Int128(Int64.min) - 1),
      ("100000000000000000000", 100_000_000_000_000_000_000),
      ("170141183460469231731687303715884105727", .max),
      ("-170141183460469231731687303715884105727", -.max),
    ])
  func `integers beyond 64 bits keep their value`(text: String, value: Int128) throws {
    #expect(try Cells.decode(text, as: .integer) == .wide(value))
  }

  @Test(arguments: ["170141183460469231731687303715884105728", "1" + String(repeating: "0", count: 400)])
  func `integers beyond 128 bits are kept as text`(text: String) throws {
    #expect(try Cells.decode(text, as: .integer) == .huge(text))
    #expect(try Cells.decode("-" + text, as: .integer) == .huge("-" + text))
  }

  @Test func `random integers are what exact decimals say`() throws {
    var random = SeededNumbers()
    let texts = (0..<5000).map { _ in
      let digits = random.digits(.random(in: 1...45, using: &random))
      let sign = Bool.random(using: &random) ? "-" : ""
      let tail = Int.random(in: 0..<4, using: &random) == 0 ? ".0" : ""
      return sign + digits + tail
    }
    for (text, cell) in zip(texts, try Cells.decode(texts, as: .integer)) {
      #expect(cell == Self.expected(text), "\(text), seed \(random.seed)")
    }
  }

  /// The slow way: exact arithmetic, and the limits one by one.
  private static func expected(_ text: String) -> Cell {
    guard let value = ExactDecimal(text), value.isIntegral else { return .invalid }
    let scaled = value.scaledDown(toScale: 0)
    if text.contains(".") {
      guard let scaled, scaled.magnitude <= 1 << 53 else { return .invalid }
      return .integer(Int64(scaled))
    }
    guard let scaled else { return .huge(text) }
    return Int64(exactly: scaled).map(Cell.integer) ?? .wide(scaled)
  }

  @Test func `a cell is read as if nothing stood around it`() throws {
    let texts = ["0", "-0", "7", "1234567", "12345678", "123456789012345678", "9223372036854775807", "1.0", "x"]
    let alone = try Cells.decode(texts, as: .integer)
    for (before, behind) in [("9", "9"), ("-", "000000000000000000000"), (".", ".5"), ("e", "e9"), ("1", "x")] {
      #expect(try Cells.decode(texts, as: .integer, before: before, behind: behind) == alone)
    }
  }
}
