import Foundation
import SluiceContract
import Testing

@testable import SluiceEngine

/// Aggregates are the same however a batch is split, in memory and beyond it, and what plain loops compute.
struct AggregateLawTests {
  static func rules(_ more: String) -> String {
    [
      "check: distinctCount, mustBe: -1", "check: mostCommon, mustBe: 77", "check: entropy, mustBe: -1",
      "check: uniqueRatio, mustBe: 2", "check: distinctRatio, mustBe: 2, where: id % 2 = 1",
      "check: mostCommon, mustNotBe: 77, where: id % 3 = 0", "check: containsValues, values: [2, 77], mustBe: 9",
    ].map { "{type: custom, engine: sluice, implementation: {\($0)}}" }.joined(separator: ", ") + more
  }

  static let numeric = [
    "check: sum, mustBe: -1", "check: mean, mustBe: -1", "check: median, mustBe: -1e9", "check: min, mustBe: 1e9",
    "check: quantile, q: 0.95, mustBe: -1e9", "check: stddev, mustBe: -1", "check: skewness, mustBe: -99",
    "check: kurtosis, mustBe: -99", "check: zeroRate, mustBe: 2", "check: correlation, with: id, mustBe: 2",
    "check: median, mustBe: -1e9, where: id % 2 = 1", "check: kurtosis, mustBe: -99, where: id % 3 = 0",
    "check: correlation, with: id, mustBe: 2, where: id % 2 = 0",
  ].map { ", {type: custom, engine: sluice, implementation: {\($0)}}" }.joined()

  /// Rows that are held against others.
  static let series = [
    "check: increasing", "check: decreasing, strict: true, where: id % 2 = 0", "check: outliers, k: 0.5",
    "check: outliers, method: zscore, k: 1, side: high, where: id % 3 <> 1",
  ].map { ", {type: custom, engine: sluice, implementation: {\($0)}}" }.joined()

  static let contract = """
    properties:
      - {name: id, logicalType: integer, quality: [\(rules(numeric + series))]}
      - {name: name, logicalType: string, quality: [\(rules(""))]}
      - {name: price, logicalType: number, quality: [\(rules(numeric + series))]}
      - name: day
        logicalType: date
        quality:
          - {type: custom, engine: sluice, implementation: {check: min, mustBe: 1999-01-01}}
          - {type: custom, engine: sluice, implementation: {check: max, mustBe: 1999-01-01, where: price > 1}}
          - {type: custom, engine: sluice, implementation: {check: mostCommon, mustBe: 1999-01-01}}
          - {type: custom, engine: sluice, implementation: {check: increasing, strict: true}}
    """

  @Test(arguments: SplitLawTests.batches)
  func `any split and any number of threads give one figure`(batch: SplitLawTests.Nasty) throws {
    try SplitLawTests.check(
      batch.files, note: batch.testDescription, threads: [1, 3], chunks: [1, 7, 64, 4096], contract: Self.contract)
  }

  /// Many values, so that they leave the tables, and with little memory the memory too.
  static func many(_ rows: Int, _ random: inout SeededGenerator) -> (text: String, prices: [Double]) {
    var (text, prices) = ("id,name,price,day\n", [Double]())
    for row in 0..<rows {
      let price = Double(Int.random(in: -1_000_000...1_000_000, using: &random)) / 7
      prices.append(price)
      text += "\(row),n\(Int.random(in: 0..<rows, using: &random)),\(price),2024-01-\(10 + row % 20)\n"
    }
    return (text, prices)
  }

  @Test func `so do many values, in memory and on disk`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let (text, prices) = Self.many(80_000, &random)
    let contract = try Batches.contract(Self.contract)
    let folder = try TemporaryFolder()
    let path = try folder.write("many.csv", text)
    let whole = try Batches.validate(contract, paths: [path], options: RunOptions(threads: 1))
    for (threads, memory) in [(2, nil), (1, 400_000), (3, 400_000)] as [(Int, Int?)] {
      let split = try Batches.validate(
        contract, paths: [path], options: RunOptions(threads: threads, chunkBytes: 64 << 10, memory: memory))
      #expect(
        split.dump == whole.dump,
        "seed \(seed), \(threads) threads: \(SplitLawTests.difference(whole.dump, split.dump))")
    }
    let oracle = Oracle(prices)
    for (check, expected) in [
      ("median", oracle.quantile(0.5)), ("quantile", oracle.quantile(0.95)), ("mean", oracle.mean),
      ("stddev", oracle.deviation), ("skewness", oracle.skewness), ("kurtosis", oracle.kurtosis),
      ("entropy", oracle.entropy), ("distinctCount", Double(oracle.counts.count)),
      ("uniqueRatio", Double(oracle.counts.values.count { $0 == 1 }) / Double(prices.count)),
    ] {
      let result = try #require(
        whole.results.first { $0.check == check && $0.column == "price" && $0.expected?.contains("where") == false })
      let observed = try #require(result.observed.flatMap { Double($0) })
      #expect(
        abs(observed - expected) <= 1e-9 * max(1, abs(expected)), "seed \(seed): \(check) \(observed) \(expected)")
    }
  }

  /// The same by plain loops, in two passes.
  struct Oracle {
    let sorted: [Double]
    let mean: Double
    let counts: [Double: Int]

    init(_ values: [Double]) {
      sorted = values.sorted()
      mean = values.reduce(0, +) / Double(values.count)
      counts = Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +)
    }

    var count: Double { Double(sorted.count) }
    var deviation: Double { (moment(2) * count / (count - 1)).squareRoot() }
    var skewness: Double {
      moment(3) / (moment(2) * moment(2).squareRoot()) * (count * (count - 1)).squareRoot() / (count - 2)
    }
    var kurtosis: Double {
      let g = moment(4) / (moment(2) * moment(2)) - 3
      return (count - 1) / ((count - 2) * (count - 3)) * ((count + 1) * g + 6)
    }
    var entropy: Double {
      counts.values.sorted().reduce(0) { $0 - Double($1) / count * log(Double($1) / count) }
    }

    func moment(_ power: Int) -> Double { sorted.reduce(0) { $0 + pow($1 - mean, Double(power)) } / count }

    func quantile(_ share: Double) -> Double {
      let place = (count - 1) * share
      let index = Int(place)
      return sorted[index] + (place - Double(index)) * (sorted[min(index + 1, sorted.count - 1)] - sorted[index])
    }
  }
}
