import Testing

@testable import SluiceEngine

/// Keys are counted exactly: for every kind and combination, any number of workers, and however weak the hash.
struct KeyCountsTests {
  private static let decimal = ColumnKind.decimal(precision: 60, scale: 10)

  static let keys: [[ColumnKind]] = [
    [.integer], [.number], [.text], [decimal], [.boolean], [.date], [.time], [.timestamp], [.integer, .text],
    [.text, .text], [.number, .integer], [.timestamp, .text, decimal], [.integer, .integer],
  ]

  @Test(arguments: keys)
  func `counts and first rows are those of a dictionary`(kinds: [ColumnKind]) throws {
    var random = SeededNumbers()
    for rows in [1, 40, 300] {
      let columns = kinds.map { kind in (0..<rows).map { _ in Self.cell(kind, &random) } }
      let expected = NaiveKeys.counts(columns, kinds: kinds, rowLimit: 7)
      for mask in [UInt64.max, 0xF, 0] {
        for (threads, chunkBytes) in [(1, 1 << 20), (2, 100), (3, 7)] {
          let counts = try Self.counts(
            columns, kinds: kinds, threads: threads, chunkBytes: chunkBytes, hashMask: mask)
          #expect(counts == expected, "\(threads) threads, hash mask \(mask), seed \(random.seed)")
        }
      }
    }
  }

  struct Example: Sendable, CustomTestStringConvertible {
    var what: String
    var kinds: [ColumnKind]
    var columns: [[String?]]
    var counts: KeyCounts
    var testDescription: String { what }

    init(_ what: String, _ kinds: [ColumnKind], _ columns: [[String?]], _ counts: KeyCounts) {
      (self.what, self.kinds, self.columns, self.counts) = (what, kinds, columns, counts)
    }
  }

  private static func pair(rows: Int = 2) -> KeyCounts {
    KeyCounts(rows: rows, distinct: rows - 1, duplicatedValues: 1, rowsInGroups: 2, firstRows: [0, 1])
  }

  private static func unique(_ rows: Int) -> KeyCounts { KeyCounts(rows: rows, distinct: rows) }

  @Test(
    arguments: [
      Example("nothing", [.text], [[]], unique(0)),
      Example("nulls alone are no key", [.text], [[nil, nil]], unique(0)),
      Example("minus zero is zero", [.number], [["0", "-0"]], pair()),
      Example("NaN is NaN", [.number], [["nan", "NaN"]], pair()),
      Example("a number is its value", [.number], [["1.0", "1e0", "2"]], pair(rows: 3)),
      Example("an integer is its value", [.integer], [["1", "1.0", "-1"]], pair(rows: 3)),
      Example("wide integers", [.integer], [["99999999999999999999", "99999999999999999999", "9"]], pair(rows: 3)),
      Example("one instant in two zones", [.timestamp], [["2024-01-01 00:00:00Z", "2024-01-01 01:00:00+01"]], pair()),
      Example(
        "an instant and a nanosecond", [.timestamp], [["2024-01-01", "2024-01-01T00:00:00.000000001"]], unique(2)),
      Example(
        "decimals beyond 128 bits", [decimal],
        [["1" + String(repeating: "0", count: 45), "1e45", "1" + String(repeating: "0", count: 45) + ".5"]],
        pair(rows: 3)),
      Example(
        "decimals beyond 128 bits, composite", [decimal, .text],
        [["1" + String(repeating: "0", count: 45) + ".0", "1e45"], ["a", "a"]], pair()),
      Example("texts are bytes", [.text], [["é", "e\u{301}", "É"]], unique(3)),
      Example("an empty text is a value", [.text], [["", "", nil]], pair()),
      Example("a,bc is not ab,c", [.text, .text], [["a", "ab"], ["bc", "c"]], unique(2)),
      Example("a,b is not b,a", [.text, .text], [["a", "b"], ["b", "a"]], unique(2)),
      Example("null is a part like any other", [.text, .text], [["a", "a", nil], [nil, nil, nil]], pair()),
      Example("null is no empty text", [.text, .text], [["a", "a"], [nil, ""]], unique(2)),
      Example("null has its place", [.text, .text], [["a", nil], [nil, "a"]], unique(2)),
      Example(
        "a part that does not parse is no key", [.integer, .text], [["x", "x", "1"], ["a", "a", "a"]], unique(1)),
      Example("what does not parse is no key", [.integer], [["x", "x", "1"]], unique(1)),
    ])
  func `equal values are equal keys, and others are not`(_ example: Example) throws {
    for mask in [UInt64.max, 0] {
      let counts = try Self.counts(
        example.columns, kinds: example.kinds, threads: 2, chunkBytes: 16, hashMask: mask)
      #expect(counts == example.counts)
    }
  }

  @Test func `surplus rows are rows beyond the first of each value`() throws {
    let counts = try Self.counts([["a", "b", "a", "a", nil, "b"]], kinds: [.text], threads: 1)
    #expect(
      counts == KeyCounts(rows: 5, distinct: 2, duplicatedValues: 2, rowsInGroups: 5, firstRows: [0, 1, 2, 3, 5]))
    #expect(counts.surplusRows == 3)
  }

  @Test func `the same column may be part of several keys`() throws {
    let columns = [["1", "1", "2"], ["a", "b", "a"]] as [[String?]]
    let spec = Self.spec([.integer, .text], keys: [[0], [1], [0, 1], [1, 0]], hashMask: .max)
    let counts = try Cells.withFile(Cells.csv(columns)) { file in
      try ColumnPass.run([file], spec: spec, threads: 2, chunkBytes: 3).keys
    }
    #expect(counts.map(\.distinct) == [2, 2, 3, 3])
    #expect(counts.map(\.firstRows) == [[0, 1], [0, 2], [], []])
  }

  @Test func `rows are counted across files, and those of a file without the column have no key`() throws {
    let counts = try Cells.withFile("c0,c1\n1,x\n2,x\n") { first in
      try Cells.withFile("c1\nx\nx\n") { second in
        try Cells.withFile("c1,c0\nx,2\nx,3\n") { third in
          let spec = Self.spec([.integer, .text], keys: [[0], [1]], hashMask: .max)
          return try ColumnPass.run([first, second, third], spec: spec, threads: 2, chunkBytes: 5).keys
        }
      }
    }
    let (second, third) = (Ordinals.first(ofFile: 1), Ordinals.first(ofFile: 2))
    let all = [0, 1, second, second + 1, third, third + 1]
    #expect(counts[0] == KeyCounts(rows: 4, distinct: 3, duplicatedValues: 1, rowsInGroups: 2, firstRows: [1, third]))
    #expect(counts[1] == KeyCounts(rows: 6, distinct: 1, duplicatedValues: 1, rowsInGroups: 6, firstRows: all))
  }

  private static func spec(_ kinds: [ColumnKind], keys: [[Int]], hashMask: UInt64) -> PassSpec {
    let names = Cells.names(kinds.count)
    return PassSpec(
      scan: ScanSpec(dialect: .standard, columns: names),
      columns: zip(names, kinds).map { ColumnSpec(name: $0, kind: $1, tests: []) },
      keys: keys.map { KeySpec(columns: $0) }, samples: 7, hashMask: hashMask)
  }

  private static func counts(
    _ columns: [[String?]], kinds: [ColumnKind], threads: Int, chunkBytes: Int = 1 << 20,
    hashMask: UInt64 = .max
  ) throws -> KeyCounts {
    // A column of its own keeps rows of nulls from being blank lines.
    let rest = [String](repeating: "-", count: columns[0].count)
    return try Cells.withFile(Cells.csv(columns + [rest])) { file in
      let spec = spec(kinds, keys: [Array(kinds.indices)], hashMask: hashMask)
      return try ColumnPass.run([file], spec: spec, threads: threads, chunkBytes: chunkBytes).keys[0]
    }
  }

  /// Few values, in several spellings, so that random keys repeat.
  static func cell(_ kind: ColumnKind, _ random: inout SeededNumbers) -> String? {
    let small = Int.random(in: 0...60, using: &random)
    let spellings: [String] =
      switch kind {
      // Cells of JSON are no keys.
      case .container: []
      case .text: ["\(small)", "", "a", "ab", "abc", "a longer text \(small)", "é"]
      case .integer: ["\(small)", "-\(small)", "\(small).0", "9999999999999999999\(small)", "1e3"]
      case .number: ["\(small)", "\(small).0", "\(small)e0", "-0", "0", "nan", "NaN", "inf", "0.\(small)", "x"]
      case .decimal:
        [
          "\(small)", "\(small).0", "\(small)e0", "1e\(35 + small % 10)",
          "1\(String(repeating: "0", count: 45)).\(small)",
        ]
      case .boolean: ["true", "True", "false", "TRUE"]
      case .date: ["2024-01-\(small)", "2024-02-29", "2023-02-29"]
      case .time: ["12:00", "12:00:00", "12:00:00.\(small)", "24:00"]
      case .timestamp:
        ["2024-01-01", "2024-01-01T00:00Z", "2024-01-01 01:00:00+01", "2024-01-01T00:00:00.0000000\(small)"]
      }
    return Int.random(in: 0..<6, using: &random) == 0 ? nil : spellings.randomElement(using: &random)
  }
}
