import SluiceContract
import Testing

@testable import SluiceEngine

/// The largest gap, against sorting all times.
struct GapPassTests {
  /// The largest gap of sorted distinct values, the earliest of equal ones.
  static func naive(_ values: [UInt64]) -> (after: UInt64, until: UInt64)? {
    let sorted = Set(values).sorted()
    var best: (after: UInt64, until: UInt64)?
    for (after, until) in zip(sorted, sorted.dropFirst())
    where best.map({ until - after > $0.until - $0.after }) ?? true {
      best = (after, until)
    }
    return best
  }

  /// All passes over values in memory, with so few cells that one pass is not enough.
  private static func largest(_ values: [UInt64], capacity: Int) -> (gap: Gap?, passes: Int) {
    guard let low = values.min(), let high = values.max(), low < high else { return (nil, 0) }
    var best: Gap?
    var open = [GapCells.Stretch(first: 0, last: high - low)]
    var passes = 0
    while !open.isEmpty {
      open.sort { $0.first < $1.first }
      let now = Array(open.prefix(max(1, capacity / 4)))
      var cells = GapCells(now, capacity: capacity)
      for (row, value) in values.enumerated() { cells.add(value - low, row: row) }
      best = cells.largest(best)
      open = open.dropFirst(now.count) + cells.unsettled(best?.length ?? 0)
      open.removeAll { $0.length <= best?.length ?? 0 }
      passes += 1
    }
    return (best, passes)
  }

  @Test func `the largest gap is that of the sorted times, whatever the cells`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<200 {
      let spread = UInt64(1) << UInt64.random(in: 1...40, using: &random)
      let values = (0..<Int.random(in: 1...300, using: &random)).map { _ in
        UInt64.random(in: 0...spread, using: &random) / UInt64.random(in: 1...3, using: &random) + 17
      }
      for capacity in [4, 16, 4096] {
        let found = Self.largest(values, capacity: capacity)
        let wanted = Self.naive(values)
        let low = values.min() ?? 0
        #expect(
          found.gap.map { $0.length } == wanted.map { $0.until - $0.after }, "seed \(seed), round \(round), \(capacity)"
        )
        guard let gap = found.gap else { continue }
        #expect(values.firstIndex(of: gap.after + low) == gap.rowBefore, "seed \(seed), round \(round)")
        #expect(values.firstIndex(of: gap.until + low) == gap.rowAfter, "seed \(seed), round \(round)")
      }
    }
  }

  @Test func `cells of parts merge to the cells of the whole`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededNumbers(seed: seed)
    let rows = (0..<500).map { ($0, UInt64.random(in: 0...10_000, using: &random)) }
    let empty = GapCells([.init(first: 100, last: 6000), .init(first: 7000, last: 9000)], capacity: 64)
    func cells(_ part: some Sequence<(Int, UInt64)>) -> GapCells {
      var cells = empty
      for (row, value) in part { cells.add(value, row: row) }
      return cells
    }
    let whole = cells(rows)
    for _ in 0..<20 {
      let parts = MergeLaws.split(rows, using: &random).map { cells($0) }
      let merged = MergeLaws.merged(parts, identity: empty, using: &random)
      #expect(merged.largest(nil) == whole.largest(nil), "seed \(seed)")
      #expect(merged.unsettled(3) == whole.unsettled(3), "seed \(seed)")
    }
  }

  private static let contract = """
    properties: [{name: t, logicalType: timestamp}, {name: d, logicalType: date}]
    """

  private static func gap(_ csv: String, column: Int, enough: Int128, threads: Int = 1, chunkBytes: Int = 4096) throws
    -> LargestGap?
  {
    let contract = try Batches.contract(contract)
    let object = try #require(contract.objects.first)
    let folder = try TemporaryFolder()
    let batch = try Batch(paths: [try folder.write("a.csv", csv)])
    var spec = Plan(contract, object, dialect: .standard, samples: 3).pass
    spec.times = [.largestGap(column: column, enough: enough)]
    return try ColumnPass.run(batch.files, spec: spec, threads: threads, chunkBytes: chunkBytes).gaps[0]
  }

  @Test func `days, microseconds and nanoseconds, on any threads and chunks`() throws {
    let csv =
      "t,d\n" + "2026-01-01T00:00:00Z,2026-01-01\n2026-01-01T00:00:00.000001500Z,2026-01-09\n,2026-01-02\n"
      + "2026-01-01T00:00:00.000001Z,\nx,2026-01-02\n2026-01-01T00:00:00.000003Z,2026-01-05\n"
    for (threads, chunkBytes) in [(1, 4096), (1, 1), (2, 7), (3, 16)] {
      guard case .found(let fine) = try Self.gap(csv, column: 0, enough: 0, threads: threads, chunkBytes: chunkBytes),
        case .found(let days) = try Self.gap(csv, column: 1, enough: 0, threads: threads, chunkBytes: chunkBytes)
      else {
        Issue.record("no gap")
        return
      }
      #expect(fine.length == 1500 && fine.rowBefore == 1 && fine.rowAfter == 5 && fine.isExact)
      #expect(days.length == 4 * 86_400 * 1_000_000_000 && days.rowBefore == 5 && days.rowAfter == 1)
    }
  }

  @Test func `one time, or none, has no gap; too wide a range in nanoseconds is undecided`() throws {
    #expect(try Self.gap("t,d\n,\nx,\n", column: 0, enough: 0) == nil)
    #expect(try Self.gap("t,d\n2026-01-01,\n2026-01-01T00:00:00Z,\n", column: 0, enough: 0) == nil)
    #expect(try Self.gap("t,d\n0001-01-01T00:00:00.000000001Z,\n9999-01-01,\n", column: 0, enough: 0) == .undecided)
  }
}
