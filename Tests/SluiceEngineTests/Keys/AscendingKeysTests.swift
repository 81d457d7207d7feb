import Testing

@testable import SluiceEngine

/// Keys that ascend are counted as a dictionary counts them, wherever the order is broken and chunks meet.
struct AscendingKeysTests {
  @Test(arguments: [ColumnKind.integer, .date, .timestamp])
  func `columns that ascend, nearly or in parts, are counted as by a dictionary`(kind: ColumnKind) throws {
    var random = SeededNumbers()
    let folder = try TemporaryFolder()
    for _ in 0..<40 {
      let column = Self.column(kind, &random)
      let groups = NaiveKeys.groups([column], kinds: [kind])
      let rows = groups.flatMap { $0.dropFirst() }.sorted()
      for (bytes, threads) in [(1 << 30, 1), (1 << 30, 3), (100_000, 2), (0, 2)] {
        let outcome = try KeyBudgetTests.count(
          [column], [kind], KeyBudget(bytes: bytes, directory: folder.path), threads: threads, hashMask: .max,
          .allButFirst)
        #expect(outcome.counts == NaiveKeys.counts(groups: groups, rowLimit: 7), "seed \(random.seed)")
        #expect(outcome.rows.map(Stores.rows) == rows, "seed \(random.seed)")
      }
    }
  }

  /// Stretches of ascending values with steps of every size, gaps, cells that do not parse, and a few values again.
  private static func column(_ kind: ColumnKind, _ random: inout SeededNumbers) -> [String?] {
    var cells: [String?] = []
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      var value = Int64.random(in: -500...500, using: &random)
      let most = Int64(1) << Int64.random(in: 0...(kind == .integer ? 50 : 4), using: &random)
      for _ in 0..<Int.random(in: 1...150, using: &random) {
        switch Int.random(in: 0..<100, using: &random) {
        case 0: cells.append(nil)
        case 1: cells.append("what")
        case 2: cells.append(cells.randomElement(using: &random) ?? nil)
        case 3 where kind == .integer: cells.append("12345678901234567890")
        default:
          value += Int64.random(in: 1...most, using: &random)
          cells.append(text(value, kind))
        }
      }
    }
    return cells
  }

  private static func text(_ value: Int64, _ kind: ColumnKind) -> String {
    if kind == .integer { return "\(value)" }
    let day = Int(value + 100_000) % 28 + 1
    let month = Int(value + 100_000) / 28 % 12 + 1
    let date = "\(1000 + Int(value + 100_000) / 336)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    return kind == .date ? date : date + (value % 50 == 0 ? " 00:00:00.000000001" : " 00:00:00")
  }
}
