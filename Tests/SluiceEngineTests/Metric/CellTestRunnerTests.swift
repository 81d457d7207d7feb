import SluiceContract
import Testing

@testable import SluiceEngine

/// Which cells break which test: every kind of test on a table of cells.
struct CellTestRunnerTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var test: CellTest
    var kind: ColumnKind
    var cells: [String?]
    /// Rows that break the test.
    var failing: [Int]
    var testDescription: String

    init(_ what: String, _ test: CellTest, _ kind: ColumnKind, _ cells: [String?], _ failing: [Int]) {
      (testDescription, self.test, self.kind, self.cells, self.failing) = (what, test, kind, cells, failing)
    }
  }

  private static let wide = "99999999999999999999"
  private static let huge = "1" + String(repeating: "0", count: 45)

  private static func texts(_ texts: String...) -> TextSet { TextSet(texts.map { Array($0.utf8) }) }

  private static func integers(_ range: ClosedRange<Int128>, exact: ExactRange? = nil) -> CellTest {
    let bounds = ExactRange(
      minimum: ExactDecimal("\(range.lowerBound)"), maximum: ExactDecimal("\(range.upperBound)"))
    return .inRange(
      IntegerRange(
        laneMinimum: Int64(clamping: range.lowerBound), laneMaximum: Int64(clamping: range.upperBound),
        wideMinimum: range.lowerBound, wideMaximum: range.upperBound, exact: exact ?? bounds))
  }

  private static func numbers(
    _ minimum: Double, _ maximum: Double, excludesMinimum: Bool = false, excludesMaximum: Bool = false
  ) -> CellTest {
    .inNumberRange(
      NumberRange(
        minimum: minimum, maximum: maximum, excludesMinimum: excludesMinimum, excludesMaximum: excludesMaximum))
  }

  static let presence = [
    Example("null is not present", .present, .text, ["a", nil, "", nil], [1, 3]),
    Example("what does not parse is present", .present, .integer, ["x", nil, "1"], [1]),
    Example("null need not parse", .parses, .integer, ["1", "x", nil, "1.5", wide], [1, 3]),
    Example("every text parses", .parses, .text, ["1", "x", nil], []),
    Example(
      "tokens are missing as null is, whether or not they parse", .notMissing(texts("-999", "n/a")), .integer,
      ["1", "-999", nil, "n/a", "x", "999"], [1, 2, 3]),
    Example("without tokens null alone is missing", .notMissing(texts()), .text, ["", nil, "a"], [1]),
  ]

  static let ranges = [
    Example("bounds are inclusive", integers(0...10), .integer, ["-1", "0", "5", "10", "11", "1.0"], [0, 4]),
    Example("null and what does not parse are in no range", integers(0...10), .integer, [nil, "x", "11"], [2]),
    Example("wide cells", integers(0...10), .integer, [wide, "-" + wide, huge, "-" + huge, "3"], [0, 1, 2, 3]),
    Example(
      "wide bounds", integers(5...99_999_999_999_999_999_999), .integer, ["4", "5", wide, "1" + wide, "-" + wide],
      [0, 3, 4]),
    Example(
      "bounds beyond 128 bits",
      integers(.min ... .max, exact: ExactRange(maximum: ExactDecimal(huge), excludesMaximum: true)), .integer,
      ["1", wide, "-" + huge, huge, "-1" + huge], [3]),
    Example(
      "an empty range",
      .inRange(IntegerRange(laneMinimum: 1, laneMaximum: 0, wideMinimum: 1, wideMaximum: 0, exact: ExactRange())),
      .integer, ["0", "1", nil], [0, 1]),
    Example(
      "decimals in units of their scale", integers(150...200), .decimal(precision: 9, scale: 2),
      ["1.49", "1.5", "2.000", "2.01"], [0, 3]),
    Example("NaN is in no range", numbers(-.infinity, .infinity), .number, ["nan", "inf", "-inf", "0", nil, "x"], [0]),
    Example(
      "infinities are beyond every bound", numbers(0, 1e308), .number, ["inf", "-inf", "NaN", "1e308"], [0, 1, 2]),
    Example(
      "number bounds are inclusive", numbers(0, 0.3), .number, ["-0", "0", "0.3", "0.30000000000000004", "-5e-324"],
      [3, 4]),
    Example(
      "exclusive bounds", numbers(0, 1, excludesMinimum: true, excludesMaximum: true), .number,
      ["0", "-0", "5e-324", "0.9999999999999999", "1"], [0, 1, 4]),
    Example(
      "excluded infinities", numbers(-.infinity, .infinity, excludesMinimum: true, excludesMaximum: true), .number,
      ["inf", "-inf", "1e308", "-1e308"], [0, 1]),
  ]

  static let texts = [
    Example("lengths of ASCII text", .hasLength(2...3), .text, ["", "a", "ab", "abc", "abcd", nil], [0, 1, 4]),
    Example(
      "lengths count Unicode scalars", .hasLength(2...2), .text, ["é", "éé", "😀😀", "e\u{301}", "ab", "日本語"], [0, 5]),
    Example(
      "texts in a set", .isOneOf(texts("a", "", "a very long text indeed")), .text,
      ["a", "", "A", nil, "a very long text indeed", "a very lonk text indeed"], [2, 5]),
    Example("canonically equivalent texts differ", .isOneOf(texts("é")), .text, ["é", "e\u{301}"], [1]),
  ]

  static let sets = [
    Example(
      "integers of any size in a set",
      .isOneOfIntegers(
        IntegerSet(
          lane: [1, -5], wide: [1, -5, 99_999_999_999_999_999_999], huge: ExactDecimal(huge).map { [$0] } ?? [])),
      .integer, ["1", "1.0", "2", "-5", wide, "-" + wide, huge, "-" + huge, nil, "x"], [2, 5, 7]),
    Example(
      "numbers in a set", .isOneOfNumbers([0, 1.5]), .number, ["0", "-0", "1.50", "15e-1", "nan", "2", nil, "x"],
      [4, 5]),
    Example("an empty set", .isOneOfNumbers([]), .number, ["0", nil], [0]),
    Example(
      "all of several tests", .all([.hasLength(1...2), .isOneOf(texts("a", "bcd", "e"))]), .text,
      ["a", "bcd", "x", nil, "", "e"], [1, 2, 4]),
    Example("all of none", .all([]), .text, ["a", nil], []),
    Example(
      "missing tokens are exempt", .unlessMissing(texts("n/a", "-999"), .isOneOf(texts("a"))), .text,
      ["a", "n/a", "b", nil, "-999", "-9999"], [2, 5]),
    Example(
      "missing tokens are exempt from parsing", .unlessMissing(texts("n/a"), .parses), .integer,
      ["1", "n/a", "x", nil], [2]),
  ]

  @Test(arguments: presence + ranges + texts + sets)
  func `a test fails for the cells that break it`(_ example: Example) throws {
    for chunkBytes in [1, 16, 1 << 20] {
      let state = try Self.state(example.cells, example.kind, example.test, chunkBytes: chunkBytes)
      #expect(state.findings.map(\.ordinal) == example.failing, "chunks of \(chunkBytes)")
      #expect(state.count == example.failing.count)
      #expect(state.firstUndecided == nil)
    }
  }

  @Test func `a pattern is searched in what is there`() throws {
    let pattern = try #require(Pattern("^[a-z]{2}\\d$"))
    let cells = ["ab1", "ab", nil, "", "xab1", "é1"]
    #expect(try Self.state(cells, .text, .matches(pattern)).findings.map(\.ordinal) == [1, 3, 4, 5])
  }

  @Test func `cells on which a pattern takes too long are undecided, and neither right nor wrong`() throws {
    let pattern = try #require(Pattern("^(a+)+$"))
    let evil = String(repeating: "a", count: 40) + "!"
    let cells = [evil, "aaa", "b", evil, nil]
    for test in [
      CellTest.matches(pattern), .all([.present, .matches(pattern)]), .unlessMissing(Self.texts(), .matches(pattern)),
    ] {
      let state = try Self.state(Array(cells.dropLast()), .text, test)
      #expect(state.findings.map(\.ordinal) == [2])
      #expect(state.firstUndecided?.ordinal == 0)
    }
  }

  @Test func `the first undecided cell is the same however the cells are split`() throws {
    let pattern = try #require(Pattern("^(a+)+$"))
    let evil = String(repeating: "a", count: 40) + "!"
    let cells = ["aa", "b"] + [String](repeating: evil, count: 150) + [String](repeating: "b", count: 20)
    for chunkBytes in [100, 500, 1 << 18] {
      for test in [CellTest.matches(pattern), .all([.present, .matches(pattern)])] {
        let state = try Self.state(cells, .text, test, chunkBytes: chunkBytes)
        #expect(state.firstUndecided?.ordinal == 2)
        #expect(state.firstUndecided?.value?.bytes == Array(evil.utf8))
      }
    }
  }

  @Test func `a pattern that takes too long is given up, inside other tests too`() throws {
    let pattern = try #require(Pattern("^(a+)+$"))
    let evil = [String](repeating: String(repeating: "a", count: 40) + "!", count: 120)
    // What stands behind the cells that are given up on is not looked at, so it is not counted.
    let cells = evil + ["b"]
    #expect(try Self.state(cells, .text, .matches(pattern)).count == 0)
    #expect(try Self.state(cells, .text, .all([.matches(pattern)])).count == 0)
    #expect(try Self.state(Array(cells.suffix(50)), .text, .all([.matches(pattern)])).count == 1)
  }

  @Test func `a finding says where its cell is`() throws {
    let cells = ["a", "two\nlines", nil, "b"]
    let state = try Self.state(cells, .text, .isOneOf(Self.texts("a")))
    let lines = RowFinding(
      ordinal: 1, file: 0, row: 2, line: 3, byteOffset: 5, value: SampledText(bytes: Array("two\nlines".utf8)))
    let last = RowFinding(
      ordinal: 3, file: 0, row: 4, line: 6, byteOffset: 18, value: SampledText(bytes: Array("b".utf8)))
    #expect(state.findings == [lines, last])
    let nulls = try Self.state(cells, .text, .present)
    #expect(nulls.findings == [RowFinding(ordinal: 2, file: 0, row: 3, line: 5, byteOffset: 17, value: nil)])
  }

  @Test func `only as many findings are kept as are wanted, the first ones`() throws {
    let cells = (0..<100).map { $0 % 3 == 0 ? nil : "x" }
    for threads in 1...3 {
      let state = try Self.state(cells, .text, .present, samples: 4, threads: threads, chunkBytes: 9)
      #expect(state.count == 34)
      #expect(state.findings.map(\.ordinal) == [0, 3, 6, 9])
    }
  }

  private static func state(
    _ cells: [String?], _ kind: ColumnKind, _ test: CellTest, samples: Int = 100, threads: Int = 1,
    chunkBytes: Int = 1 << 20
  ) throws -> FindingState {
    try Cells.withFile(Cells.csv([cells])) { file in
      let spec = PassSpec(
        scan: ScanSpec(dialect: .standard, columns: Cells.names(1)),
        columns: [ColumnSpec(name: Cells.names(1)[0], kind: kind, tests: [test])], keys: [], samples: samples)
      return try ColumnPass.run([file], spec: spec, threads: threads, chunkBytes: chunkBytes).columns[0].findings[0]
    }
  }
}
