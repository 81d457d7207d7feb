import SluiceContract
import Testing

@testable import SluiceEngine

/// Extrema and sums of integers of any size, exact, and the same under any split.
struct IntegerStatisticsTests {
  @Test func `extrema and sum leave out nulls and what does not parse`() throws {
    let statistics = try Self.statistics(["5", nil, "x", "-3", "1.0", nil])
    #expect((statistics.minimum, statistics.maximum, statistics.laneCount) == (-3, 5, 3))
    #expect(statistics.sum == 3)
    #expect(statistics.wideCount == 0)
    #expect(statistics.wideSum == 0)
  }

  @Test(arguments: [[nil, nil], ["x", nil], []] as [[String?]])
  func `no values have no extrema`(cells: [String?]) throws {
    let statistics = try Self.statistics(cells)
    #expect((statistics.minimum, statistics.maximum, statistics.laneCount) == (.max, .min, 0))
    #expect(statistics.sum == 0)
  }

  @Test func `sums beyond 64 bits are exact`() throws {
    let statistics = try Self.statistics([String](repeating: "\(Int64.max)", count: 100) + ["\(Int64.min)"])
    #expect(statistics.sum == Int128(Int64.max) * 100 + Int128(Int64.min))
  }

  @Test func `each width keeps extrema of its own`() throws {
    let (wide, huge) = ("99999999999999999999", String(repeating: "9", count: 50))
    let statistics = try Self.statistics(["1", wide, "-" + wide, huge, "-" + huge, "2"])
    #expect((statistics.minimum, statistics.maximum, statistics.sum) == (1, 2, 3))
    #expect((statistics.laneCount, statistics.wideCount) == (2, 4))
    #expect(
      (statistics.wideMinimum, statistics.wideMaximum) == (-99_999_999_999_999_999_999, 99_999_999_999_999_999_999))
    #expect((statistics.hugeMinimum, statistics.hugeMaximum) == (ExactDecimal("-" + huge), ExactDecimal(huge)))
    #expect(statistics.wideSum == nil)
  }

  @Test(arguments: ["", "-"])
  func `a column of nothing but huge values has both extrema`(sign: String) throws {
    let values = [4, 9].map { sign + "\($0)" + String(repeating: "1", count: 45) }
    var state = ColumnState(ColumnSpec(name: [], kind: .integer, tests: []), samples: 0)
    try Cells.eachColumn(of: values, as: .integer) { state.add($0) }
    let summary = ColumnReport.summary(name: "c0", kind: .integer, state: state, isMasked: false)
    #expect(summary.minimum == .text(sign.isEmpty ? values[0] : values[1]))
    #expect(summary.maximum == .text(sign.isEmpty ? values[1] : values[0]))
  }

  @Test func `a sum of wide integers that fits at last is known in any order`() throws {
    let cells = ["\(Int128.max)", "\(Int128.max)", "-\(Int128.max)", "-\(Int128.max)", "99999999999999999999"]
    var random = SeededNumbers()
    for _ in 0..<20 {
      let order = cells.shuffled(using: &random)
      let parts = try MergeLaws.split(order, using: &random).map { try Self.statistics(Array($0)) }
      let merged = MergeLaws.merged(parts, identity: IntegerStatistics(), using: &random)
      #expect(merged.wideSum == 99_999_999_999_999_999_999, "seed \(random.seed)")
    }
    #expect(try Self.statistics(Array(cells[..<2])).wideSum == nil)
  }

  @Test func `any split into chunks gives the same, and what exact arithmetic says`() throws {
    var random = SeededNumbers()
    for _ in 0..<10 {
      let cells = (0..<200).map { _ in Self.cell(&random) }
      let whole = try Self.statistics(cells)
      for chunkBytes in [1, 64, 500] {
        let parts = try Self.parts(cells, chunkBytes: chunkBytes)
        let merged = MergeLaws.merged(parts, identity: IntegerStatistics(), using: &random)
        #expect(Self.facts(merged) == Self.facts(whole), "seed \(random.seed)")
      }
      let lane = cells.compactMap { $0.flatMap(Int64.init) }
      #expect((whole.minimum, whole.maximum) == (lane.min() ?? .max, lane.max() ?? .min), "seed \(random.seed)")
      #expect(whole.sum == lane.reduce(0) { $0 + Int128($1) }, "seed \(random.seed)")
      let wide = cells.compactMap { $0.flatMap { Int128($0) } }.filter { Int64(exactly: $0) == nil }
      #expect((whole.wideMinimum, whole.wideMaximum) == (wide.min(), wide.max()), "seed \(random.seed)")
    }
  }

  private static func cell(_ random: inout SeededNumbers) -> String? {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: nil
    case 1: "x"
    case 2: "1" + random.digits(30)
    case 3: "-1" + random.digits(45)
    default: "\(Int64(bitPattern: random.next()) >> Int64.random(in: 0...63, using: &random))"
    }
  }

  private static func facts(_ statistics: IntegerStatistics) -> [String] {
    [
      "\(statistics.minimum) \(statistics.maximum) \(statistics.laneCount) \(statistics.sum)",
      "\(String(describing: statistics.wideMinimum)) \(String(describing: statistics.wideMaximum))",
      "\(String(describing: statistics.wideSum)) \(statistics.wideCount)",
      "\(String(describing: statistics.hugeMinimum)) \(String(describing: statistics.hugeMaximum))",
    ]
  }

  private static func statistics(_ cells: [String?]) throws -> IntegerStatistics {
    var whole = IntegerStatistics()
    for part in try parts(cells, chunkBytes: 1 << 20) { whole.merge(part) }
    return whole
  }

  private static func parts(_ cells: [String?], chunkBytes: Int) throws -> [IntegerStatistics] {
    var parts: [IntegerStatistics] = []
    try Cells.eachColumn(of: cells, as: .integer, chunkBytes: chunkBytes) { column in
      var statistics = IntegerStatistics()
      statistics.add(column)
      parts.append(statistics)
    }
    return parts
  }
}
