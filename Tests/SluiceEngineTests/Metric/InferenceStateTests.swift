import Testing

@testable import SluiceEngine

/// The narrowest kind that every cell of a column allows.
struct InferenceStateTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var cells: [String?]
    var kind: ColumnKind
    var testDescription: String { "\(cells.map { $0 ?? "null" }) is \(kind.name)" }
  }

  private static let examples = [
    Example(cells: ["1", "-2", nil], kind: .integer), Example(cells: ["1", "2.5"], kind: .number),
    Example(cells: ["1.0", "2"], kind: .number), Example(cells: ["1", "nan"], kind: .number),
    Example(cells: ["1", "99999999999999999999"], kind: .integer), Example(cells: ["1", "x"], kind: .text),
    Example(cells: ["true", "False", nil], kind: .boolean), Example(cells: ["true", "1"], kind: .text),
    Example(cells: ["2024-01-01", nil], kind: .date),
    Example(cells: ["2024-01-01", "2024-01-01 00:00:00"], kind: .date),
    Example(cells: ["2024-01-01", "2024-01-01T00:00:01"], kind: .timestamp),
    Example(cells: ["2024-01-01T12:00:00Z"], kind: .timestamp), Example(cells: ["12:30", "12:30:59.5"], kind: .time),
    Example(cells: ["12:30", "2024-01-01"], kind: .text), Example(cells: ["2023-02-29"], kind: .text),
    Example(cells: [], kind: .text), Example(cells: [nil, nil], kind: .text), Example(cells: [""], kind: .text),
    Example(cells: ["[1, 2]", nil, "[]"], kind: .container(.array)),
    Example(cells: ["{\"a\": [1]}", " {}"], kind: .container(.object)),
    Example(cells: ["[1]", "{}"], kind: .text), Example(cells: ["[1 2]"], kind: .text),
    Example(cells: ["[1]", "[1,"], kind: .text), Example(cells: ["1", "[1]"], kind: .text),
    Example(cells: ["007"], kind: .text), Example(cells: ["1e5"], kind: .number),
  ]

  @Test(arguments: examples)
  func `a column has the narrowest kind that fits all its cells`(_ example: Example) throws {
    let state = try Self.states(example.cells).reduce(into: InferenceState()) { $0.merge($1) }
    #expect(state.kind == example.kind)
    #expect(state.rows == example.cells.count)
    #expect(state.nulls == example.cells.count { $0 == nil })
  }

  @Test(arguments: examples)
  func `any order of cells and any split gives the same kind`(_ example: Example) throws {
    var random = SeededNumbers()
    for _ in 0..<4 {
      let parts = try Self.states(example.cells.shuffled(using: &random), chunkBytes: 1)
      let merged = MergeLaws.merged(parts, identity: InferenceState(), using: &random)
      #expect(merged.kind == example.kind, "seed \(random.seed)")
      #expect(merged.rows == example.cells.count, "seed \(random.seed)")
    }
  }

  @Test func `batches of nulls leave the statistics alone`() throws {
    let cells: [String?] = ["5", "7", nil, nil, nil, nil, nil, nil, "-1"]
    let column = ColumnBatch()
    var state = InferenceState()
    try Cells.eachBatch(of: Cells.csv([cells]), columns: 1, chunkBytes: 4) { batch in
      column.gather(batch, field: 0, dialect: .standard)
      state.add(column, dialect: .standard)
    }
    #expect((state.rows, state.nulls, state.kind) == (9, 6, .integer))
    let statistics = try #require(state.alive[.integer]?.integers)
    #expect((statistics.minimum, statistics.maximum, statistics.laneCount) == (-1, 7, 3))
    #expect(statistics.sum == 11)
  }

  private static func states(_ cells: [String?], chunkBytes: Int = 1 << 20) throws -> [InferenceState] {
    var states: [InferenceState] = []
    try Cells.eachColumn(of: cells, as: .text, chunkBytes: chunkBytes) { column in
      var state = InferenceState()
      state.add(column, dialect: .standard)
      states.append(state)
    }
    return states
  }
}
