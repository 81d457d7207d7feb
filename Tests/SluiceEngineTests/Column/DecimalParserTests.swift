import SluiceContract
import Testing

@testable import SluiceEngine

/// DECIMAL(p,s) exactly, in units of 10^-s; what the type cannot hold is refused.
struct DecimalParserTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var text: String
    var precision: Int
    var scale: Int
    var cell: Cell
    var testDescription: String { "\(text) as DECIMAL(\(precision),\(scale))" }

    init(_ text: String, _ precision: Int, _ scale: Int, _ cell: Cell) {
      (self.text, self.precision, self.scale, self.cell) = (text, precision, scale, cell)
    }
  }

  @Test(
    arguments: [
      Example("0", 5, 2, .integer(0)), Example("-0", 5, 2, .integer(0)), Example("-0.00", 5, 2, .integer(0)),
      Example("1", 5, 2, .integer(100)), Example("1.5", 5, 2, .integer(150)),
      Example("-1.50", 5, 2, .integer(-150)), Example("999.99", 5, 2, .integer(99_999)),
      Example("0.12", 2, 2, .integer(12)), Example("0.0", 2, 2, .integer(0)),
      Example("1.5000", 5, 2, .integer(150)), Example("0E-10", 38, 10, .integer(0)),
      Example("1.000E-7", 38, 10, .integer(1000)), Example("1e2", 5, 2, .integer(10_000)),
      Example("12E-1", 5, 2, .integer(120)), Example("0.001e3", 5, 2, .integer(100)),
      Example("0e999999999", 5, 2, .integer(0)), Example("42", 5, 0, .integer(42)),
      Example("9999999999999999.99", 18, 2, .integer(999_999_999_999_999_999)),
      Example("9223372036854775.807", 19, 3, .integer(.max)),
      Example("9223372036854775.808", 19, 3, .wide(Int128(Int64.max) + 1)),
      Example(
        "9999999999999999999999999999.9999999999", 38, 10, .wide(Int128("99999999999999999999999999999999999999") ?? 0)),
      Example("1" + String(repeating: "0", count: 45), 50, 2, .huge("1" + String(repeating: "0", count: 45))),
    ])
  func `a value that fits is kept in units of its scale`(_ example: Example) throws {
    let kind = ColumnKind.decimal(precision: example.precision, scale: example.scale)
    #expect(try Cells.decode(example.text, as: kind) == example.cell)
  }

  @Test(
    arguments: [
      "1000", "1000.00", "-1000", "1e3", "1.005", "0.001", "1e-3", "123456789012345678901234567890", "1e100",
      "1e-100", "1e999999999999", "nan", "NaN", "inf", "-Infinity", "", "+1", ".5", "5.", "007", "00.5", "1.", "-",
      "1e", "1 ", " 1", "1,5", "1.5x", "0x1", "1.2.3", "1.50e",
    ])
  func `what DECIMAL 5,2 cannot hold is refused`(text: String) throws {
    #expect(try Cells.decode(text, as: .decimal(precision: 5, scale: 2)) == .invalid)
  }

  @Test(arguments: [(5, 2), (18, 2), (18, 18), (4, 4), (19, 0), (38, 10), (38, 0), (38, 38), (76, 20)])
  func `random decimals are what exact decimals say`(precision: Int, scale: Int) throws {
    var random = SeededNumbers()
    let texts = (0..<2000).map { _ in Self.decimal(&random, precision, scale) }
    let cells = try Cells.decode(texts, as: .decimal(precision: precision, scale: scale))
    for (text, cell) in zip(texts, cells) {
      #expect(cell == Self.expected(text, precision, scale), "\(text), seed \(random.seed)")
    }
  }

  @Test func `a cell is read as if nothing stood around it`() throws {
    let kind = ColumnKind.decimal(precision: 12, scale: 3)
    let texts = ["0", "-0.1", "1.5", "12345678.125", "1.", "123456789", "1e2", "x"]
    let alone = try Cells.decode(texts, as: kind)
    for (before, behind) in [("9", "9"), ("-", ".5"), (".", "e9"), ("1", "."), ("e", "0000000000")] {
      #expect(try Cells.decode(texts, as: kind, before: before, behind: behind) == alone)
    }
  }

  private static func decimal(_ random: inout SeededNumbers, _ precision: Int, _ scale: Int) -> String {
    let whole = random.digits(.random(in: 1...max(1, precision - scale + 1), using: &random))
    let trimmed = whole.drop { $0 == "0" }
    var text = (Bool.random(using: &random) ? "-" : "") + (trimmed.isEmpty ? "0" : trimmed)
    let places = Int.random(in: 0...scale + 1, using: &random)
    if places > 0 { text += "." + random.digits(places) }
    if Int.random(in: 0..<3, using: &random) == 0 { text += "000".prefix(text.contains(".") ? 3 : 0) }
    if Int.random(in: 0..<4, using: &random) == 0 { text += "e\(Int.random(in: -4...4, using: &random))" }
    return text
  }

  /// The slow way: exact arithmetic, and the limits one by one.
  private static func expected(_ text: String, _ precision: Int, _ scale: Int) -> Cell {
    guard let value = ExactDecimal(text) else { return .invalid }
    if value.isZero { return .integer(0) }
    guard value.exponent + scale >= 0, value.digits.count + value.exponent <= precision - scale else {
      return .invalid
    }
    guard let scaled = value.scaledDown(toScale: scale) else { return .huge(text) }
    return Int64(exactly: scaled).map(Cell.integer) ?? .wide(scaled)
  }
}
