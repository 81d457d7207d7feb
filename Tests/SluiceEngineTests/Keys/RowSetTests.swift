import Testing

@testable import SluiceEngine

/// Sets of rows: what was inserted, nothing else, and ascending.
struct RowSetTests {
  @Test(arguments: [1, 100, 5_000, 1 << 40])
  func `a set holds what was inserted, in any order and however far apart`(spread: Int) {
    var random = SeededNumbers()
    let rows = Set((0..<3000).map { _ in Int.random(in: 0..<spread * 20, using: &random) })
    var builder = RowSetBuilder()
    for row in Array(rows).shuffled(using: &random) + rows.prefix(10) { builder.insert(row) }
    let set = builder.finished()
    #expect(set.count == rows.count && !set.isEmpty, "seed \(random.seed)")
    #expect(rows.allSatisfy(set.contains), "seed \(random.seed)")
    for row in rows { #expect(set.contains(row + 1) == rows.contains(row + 1), "seed \(random.seed)") }

    var found: [Int] = []
    set.forEach(in: 0..<Int.max) { row in
      found.append(row)
      return true
    }
    #expect(found == rows.sorted(), "seed \(random.seed)")
  }

  @Test func `a range sees its own rows only, to its last one`() {
    var builder = RowSetBuilder()
    for row in [0, 63, 64, 4095, 4096, 1 << 41] { builder.insert(row) }
    let set = builder.finished()
    for (range, expected) in [
      (0..<1, [0]), (1..<63, []), (1..<64, [63]), (63..<65, [63, 64]), (65..<4095, []), (64..<4097, [64, 4095, 4096]),
      (4097..<1 << 41, []), (4097..<1 << 41 + 1, [1 << 41]), (7..<7, []), (1 << 42..<1 << 43, []),
    ] as [(Range<Int>, [Int])] {
      var found: [Int] = []
      set.forEach(in: range) { row in
        found.append(row)
        return true
      }
      #expect(found == expected, "\(range)")
      #expect(set.intersects(range) == !expected.isEmpty, "\(range)")
    }
  }

  @Test func `an empty set holds nothing`() {
    let set = RowSet()
    #expect(set.isEmpty && !set.contains(0) && !set.intersects(0..<Int.max))
  }
}
