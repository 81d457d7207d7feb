import Testing

@testable import SluiceEngine

/// Extrema and sum of the finite doubles; NaN and infinities counted apart; the same bits under any split.
struct NumberStatisticsTests {
  @Test func `NaN, infinities, nulls and what does not parse leave extrema and sum alone`() throws {
    let statistics = try Self.statistics(["1.5", "nan", nil, "-inf", "x", "-2", "NaN", "inf", "Infinity"])
    #expect((statistics.minimum, statistics.maximum) == (-2, 1.5))
    #expect((statistics.finite, statistics.nan, statistics.infinite) == (2, 2, 3))
    #expect(statistics.sum.value == -0.5)
  }

  @Test(arguments: [["nan", nil], ["inf"], ["x"], []] as [[String?]])
  func `no finite values have no extrema`(cells: [String?]) throws {
    let statistics = try Self.statistics(cells)
    #expect(statistics.finite == 0)
    #expect((statistics.minimum, statistics.maximum) == (.infinity, -.infinity))
  }

  @Test func `any split into chunks gives the same bits`() throws {
    var random = SeededNumbers()
    for _ in 0..<10 {
      let cells = (0..<200).map { _ in Self.cell(&random) }
      let whole = try Self.statistics(cells)
      let finite = cells.compactMap { $0.flatMap(Double.init) }.filter(\.isFinite)
      #expect((whole.minimum, whole.maximum) == (finite.min() ?? .infinity, finite.max() ?? -.infinity))
      for chunkBytes in [1, 64, 500] {
        let parts = try Self.parts(cells, chunkBytes: chunkBytes)
        let merged = MergeLaws.merged(parts, identity: NumberStatistics(), using: &random)
        #expect(Self.facts(merged) == Self.facts(whole), "seed \(random.seed)")
      }
    }
  }

  @Test func `zeros of both signs have the same extrema in any order`() throws {
    let orders = [["0", "-0"], ["-0", "0", "1"], ["0.0", "-0.0", "-1"], ["-0", "0", "0"]]
    for cells in orders {
      let first = try Self.statistics(cells)
      let second = try Self.statistics(cells.reversed())
      #expect(first.minimum.bitPattern == second.minimum.bitPattern)
      #expect(first.maximum.bitPattern == second.maximum.bitPattern)
    }
  }

  private static func cell(_ random: inout SeededNumbers) -> String? {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: nil
    case 1: "x"
    case 2: "nan"
    case 3: "-inf"
    case 4: "1e\(Int.random(in: -320...300, using: &random))"
    default: "\(Double.random(in: -1e6...1e6, using: &random))"
    }
  }

  private static func facts(_ statistics: NumberStatistics) -> [UInt64] {
    [
      statistics.minimum.bitPattern, statistics.maximum.bitPattern, statistics.sum.value.bitPattern,
      UInt64(statistics.finite), UInt64(statistics.nan), UInt64(statistics.infinite),
    ]
  }

  private static func statistics(_ cells: [String?]) throws -> NumberStatistics {
    var whole = NumberStatistics()
    for part in try parts(cells, chunkBytes: 1 << 20) { whole.merge(part) }
    return whole
  }

  private static func parts(_ cells: [String?], chunkBytes: Int) throws -> [NumberStatistics] {
    var parts: [NumberStatistics] = []
    try Cells.eachColumn(of: cells, as: .number, chunkBytes: chunkBytes) { column in
      var statistics = NumberStatistics()
      statistics.add(column)
      parts.append(statistics)
    }
    return parts
  }
}
