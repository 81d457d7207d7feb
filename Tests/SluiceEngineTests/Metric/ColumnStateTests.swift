import Testing

@testable import SluiceEngine

/// All that is known of a column, computed in parts by several workers, is what one worker finds.
struct ColumnStateTests {
  private static let names = Cells.names(3)

  @Test func `cells are counted by what became of them`() throws {
    let cells = ["1", nil, "x", "2.0", "99999999999999999999", nil, "3"]
    var state = ColumnState(ColumnSpec(name: [], kind: .integer, tests: []), samples: 3)
    try Cells.eachColumn(of: cells, as: .integer) { state.add($0) }
    #expect((state.rows, state.nulls, state.invalid, state.integralFloats) == (7, 2, 1, 1))
    let statistics = try #require(state.integers)
    #expect((statistics.laneCount, statistics.wideCount, statistics.sum) == (3, 1, 6))
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1000])
  func `any split into chunks and threads gives the same states`(chunkBytes: Int) throws {
    var random = SeededNumbers()
    let columns = (0..<3).map { column in
      (0..<120).map { _ -> String? in
        switch Int.random(in: 0..<8, using: &random) {
        case 0: nil
        case 1: "odd \"text\""
        case 2: column == 0 ? "two\nlines" : "é"
        default: "\(Int.random(in: -50...50, using: &random))"
        }
      }
    }
    let csv = Cells.csv(columns)
    try Cells.withFile(csv) { file in
      let whole = try Self.states(file, threads: 1, chunkBytes: 1 << 20)
      for threads in 1...3 {
        let states = try Self.states(file, threads: threads, chunkBytes: chunkBytes)
        #expect(states == whole, "\(threads) threads, seed \(random.seed)")
      }
    }
  }

  @Test func `states merge in any order`() throws {
    var random = SeededNumbers()
    let cells = (0..<150).map { _ in Bool.random(using: &random) ? "\(random.next() % 100)" : nil }
    for kind in [ColumnKind.integer, .number, .text] {
      let spec = ColumnSpec(name: [], kind: kind, tests: [])
      var parts: [ColumnState] = []
      try Cells.eachColumn(of: cells, as: kind, chunkBytes: 10) { column in
        var state = ColumnState(spec, samples: 0)
        state.add(column)
        parts.append(state)
      }
      var whole = ColumnState(spec, samples: 0)
      try Cells.eachColumn(of: cells, as: kind) { whole.add($0) }
      let merged = MergeLaws.merged(parts, identity: ColumnState(spec, samples: 0), using: &random)
      #expect(Self.facts(merged) == Self.facts(whole), "seed \(random.seed)")
    }
  }

  private static func states(_ file: BatchFile, threads: Int, chunkBytes: Int) throws -> [[String]] {
    let kinds: [ColumnKind] = [.text, .integer, .number]
    let columns = zip(names, kinds).map { name, kind in
      ColumnSpec(name: name, kind: kind, tests: [.present, .parses, .hasLength(1...2)])
    }
    let spec = PassSpec(
      scan: ScanSpec(dialect: .standard, columns: names), columns: columns, keys: [], samples: 5)
    return try ColumnPass.run([file], spec: spec, threads: threads, chunkBytes: chunkBytes).columns.map(facts)
  }

  /// Everything that a report could show.
  private static func facts(_ state: ColumnState) -> [String] {
    var facts = ["\(state.rows) \(state.nulls) \(state.invalid) \(state.integralFloats)"]
    facts += state.findings.map { "\($0.count) \(String(describing: $0.firstUndecided)) \($0.findings)" }
    if let integers = state.integers {
      facts.append("\(integers.minimum) \(integers.maximum) \(integers.sum) \(integers.laneCount)")
    }
    if let numbers = state.numbers {
      facts.append("\(numbers.minimum) \(numbers.maximum) \(numbers.sum.value) \(numbers.finite)")
    }
    return facts
  }
}
