import Testing

@testable import SluiceEngine

/// Floating-point numbers, correctly rounded to the last bit: the oracle is Swift's own `Double(String)`.
struct NumberParserTests {
  @Test(
    arguments: [
      ("0", 0), ("-0", -0.0), ("0.0", 0), ("-0.0", -0.0), ("1", 1), ("100", 100), ("100.0", 100), ("-1.5", -1.5),
      ("1e-7", 1e-7), ("1e-07", 1e-7), ("1e+16", 1e16), ("1e16", 1e16), ("1.0E-5", 1e-5), ("1.0E10", 1e10),
      ("4.9E-324", .leastNonzeroMagnitude), ("5e-324", .leastNonzeroMagnitude),
      ("2.2250738585072014e-308", .leastNormalMagnitude),
      ("1.7976931348623157e308", .greatestFiniteMagnitude), ("0E-10", 0), ("1.000E-7", 1e-7),
      ("1e-400", 0), ("-1e-400", -0.0), ("0.1", 0.1), ("370.04404", 370.04404),
      ("9007199254740993", 9_007_199_254_740_992), ("18446744073709551616", 18_446_744_073_709_551_616),
      ("0.1000000000000000055511151231257827", 0.1), ("inf", .infinity), ("-inf", -.infinity),
      ("Infinity", .infinity), ("-Infinity", -.infinity),
    ] as [(String, Double)])
  func `every spelling of an exporter has its value`(text: String, value: Double) throws {
    #expect(try Cells.decode(text, as: .number) == .number(value))
  }

  @Test(arguments: ["nan", "NaN"])
  func `both spellings of NaN are taken`(text: String) throws {
    try Cells.eachColumn(of: [text], as: .number) { column in
      #expect(column.status[0] == CellStatus.valid)
      #expect(column.doubles[0].isNaN)
    }
  }

  @Test(
    arguments: [
      "", " 1", "1 ", "+1", ".5", "-.5", "5.", "-5.", "007", "00.5", "-01", "00000001", "01234567", "1.2.3", "1..2",
      "1e", "1e+", "1e-", "e5", "1e5.0", "1e400", "-1e400", "1.8e308", "--1", "-", ".", "-.", "+inf", "INF", "NAN",
      "-nan", "Inf", "infinity", "nan(1)", "0x1p3", "1_000", "1,5", "1d", "1f", "true", "12345678x", "x12345678",
      "1234567890123456789012.", "1.5e", "٣",
    ])
  func `anything else is no number`(text: String) throws {
    #expect(try Cells.decode(text, as: .number) == .invalid)
  }

  @Test func `random decimals of every length and point are rounded correctly`() throws {
    var random = SeededNumbers()
    try check(random.seed, (0..<30_000).map { _ in Self.decimal(&random) })
  }

  @Test func `random exponents are rounded correctly`() throws {
    var random = SeededNumbers()
    let texts = (0..<15_000).map { _ in
      let mark = ["e", "E", "e+", "e-", "E-"].randomElement(using: &random) ?? "e"
      return Self.decimal(&random) + mark + "\(Int.random(in: 0...320, using: &random))"
    }
    try check(random.seed, texts)
  }

  @Test func `the shortest spelling of every double comes back, subnormals too`() throws {
    var random = SeededNumbers()
    var doubles = (0..<15_000).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite)
    doubles += (0..<3000).map { _ in Double(bitPattern: random.next() >> UInt64.random(in: 12...63, using: &random)) }
    doubles += (0..<5000).map { _ in Double.random(in: -1000...1000, using: &random) }
    let cells = try Cells.decode(doubles.map { "\($0)" }, as: .number)
    for (double, cell) in zip(doubles, cells) {
      #expect(cell == .number(double), "\(double), seed \(random.seed)")
    }
  }

  /// m × 2^-k with 54 bits is exactly between two doubles; one digit less or more decides the other way.
  @Test func `what lies halfway between two doubles goes to the even one`() throws {
    var random = SeededNumbers()
    var texts: [String] = []
    for _ in 0..<3000 {
      let odd = UInt64.random(in: 1 << 53..<1 << 54, using: &random) | 1
      let places = Int.random(in: 0...20, using: &random)
      let scaled = (0..<places).reduce(UInt128(odd)) { value, _ in value * 5 }
      for neighbour in [scaled - 1, scaled, scaled + 1] {
        texts.append(Self.pointed("\(neighbour)", places))
        texts.append("-" + Self.pointed("\(neighbour)", places))
      }
    }
    for _ in 0..<1000 {
      let odd = UInt64.random(in: 1 << 53..<1 << 54, using: &random) | 1
      let whole = UInt128(odd) << UInt128.random(in: 0...9, using: &random)
      texts += [whole - 1, whole, whole + 1].map { "\($0)" }
    }
    try check(random.seed, texts)
  }

  @Test func `a cell is read as if nothing stood around it`() throws {
    var random = SeededNumbers()
    let texts =
      ["0", "-0", "1.5", "12345678", "1234567.", "nan", "-inf", "1e5", "0.1234567890123456789"]
      + (0..<300).map { _ in Self.decimal(&random) }
    let alone = try Cells.decode(texts, as: .number)
    for (before, behind) in [("9", "9"), ("-", ".5"), (".", "e9"), ("1", "."), ("e", "00000000000000000000")] {
      let cells = try Cells.decode(texts, as: .number, before: before, behind: behind)
      #expect(cells == alone, "between \(before) and \(behind), seed \(random.seed)")
    }
  }

  @Test(arguments: ["1.25", "12345678.5", "1234567890.123456789", "1e5", "-0.5"])
  func `the last cell of a file needs no line end`(text: String) throws {
    try Cells.withFile("c0\n" + text) { file in
      var decoded: [Cell] = []
      try Cells.eachBatch(of: file, columns: 1, chunkBytes: 1) { batch in
        let column = ColumnBatch()
        column.gather(batch, field: 0, dialect: .standard)
        Decoder.decode(column, as: .number, nil, dialect: .standard)
        decoded += (0..<column.rows).map { Cell(column, .number, $0) }
      }
      #expect(decoded == [.number(Double(text) ?? .nan)])
    }
  }

  private func check(_ seed: UInt64, _ texts: [String]) throws {
    for (text, cell) in zip(texts, try Cells.decode(texts, as: .number)) {
      let expected = Double(text).map { $0.isFinite ? Cell.number($0) : .invalid }
      #expect(cell == expected, "\(text), seed \(seed)")
    }
  }

  /// 1 to 20 digits, a point anywhere between them or none, and a sign now and then.
  private static func decimal(_ random: inout SeededNumbers) -> String {
    let count = Int.random(in: 1...20, using: &random)
    let text = pointed(random.digits(count), Int.random(in: 0..<count + 2, using: &random))
    return Bool.random(using: &random) ? text : "-" + text
  }

  /// Moves `places` digits behind a point; takes leading zeros off, or adds the one that is due.
  private static func pointed(_ digits: String, _ places: Int) -> String {
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
    let whole = padded.dropLast(places).drop { $0 == "0" }
    return (whole.isEmpty ? "0" : String(whole)) + (places == 0 ? "" : "." + padded.suffix(places))
  }
}
