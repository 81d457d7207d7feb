import Testing

@testable import SluiceEngine

/// Rows that break a test: an exact count and the first few, however the rows were shared out.
struct FindingStateTests {
  @Test func `parts merge to the whole in any order`() {
    var random = SeededNumbers()
    for limit in [0, 1, 5, 20] {
      for _ in 0..<50 {
        let rows = (0..<Int.random(in: 0...40, using: &random)).map { $0 * 3 }
        let whole = Self.state(rows[...], limit)
        let parts = MergeLaws.split(rows, using: &random).map { Self.state($0, limit) }
        let merged = MergeLaws.merged(parts, identity: FindingState(limit: limit), using: &random)
        #expect(merged.count == rows.count, "seed \(random.seed)")
        #expect(merged.firstUndecided == whole.firstUndecided, "seed \(random.seed)")
        #expect(merged.findings == whole.findings, "seed \(random.seed)")
        #expect(merged.findings.map(\.ordinal) == Array(rows.prefix(limit)), "seed \(random.seed)")
      }
    }
  }

  @Test func `a state says how many findings it still wants`() {
    var state = FindingState(limit: 2)
    #expect(state.wanted(from: 100) == 2)
    state.keep(Self.finding(1))
    #expect(state.wanted(from: 100) == 1)
    state.keep(Self.finding(2))
    #expect(state.wanted(from: 100) == 0)
  }

  /// What one worker has after it met `rows` in their order.
  private static func state(_ rows: ArraySlice<Int>, _ limit: Int) -> FindingState {
    var state = FindingState(limit: limit)
    for row in rows {
      state.add(count: 1)
      if row % 2 == 0 { state.addUndecided(finding(row)) }
      if state.wanted(from: 100) > 0 { state.keep(finding(row)) }
    }
    return state
  }

  private static func finding(_ row: Int) -> RowFinding {
    RowFinding(
      ordinal: row, file: 0, row: row + 1, line: row + 2, byteOffset: row * 10,
      value: SampledText(bytes: [UInt8(row & 0xFF)]))
  }
}
