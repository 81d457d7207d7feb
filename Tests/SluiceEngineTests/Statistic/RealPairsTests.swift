import Foundation
import Testing

@testable import SluiceEngine

/// Twenty pairs of real columns, as `Scripts/statistics_fixture.py` wrote them down with scipy's answers.
struct RealPair: Sendable, CustomTestStringConvertible {
  var name: String
  var expected: [String: Double]
  var reference: [Double]
  var current: [Double]
  var testDescription: String { name }

  static let all: [RealPair] = {
    guard let url = Bundle.module.url(forResource: "Fixtures", withExtension: nil),
      let text = try? String(contentsOf: url.appendingPathComponent("statistics/pairs.csv"), encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").map { line in
      let fields = line.split(separator: ",")
      let entries = fields[1].split(separator: " ").map { entry in
        let parts = entry.split(separator: "=")
        return (String(parts[0]), Double(parts[1]) ?? .nan)
      }
      let sides = fields[2...].map { side in side.split(separator: " ").map { Double($0) ?? .nan }.sorted() }
      return RealPair(
        name: String(fields[0]), expected: Dictionary(uniqueKeysWithValues: entries), reference: sides[0],
        current: sides[1])
    }
  }()
}

/// rtol 1e-9, atol 1e-12; probabilities below 1e-12 to 1e-6 of themselves.
func isClose(_ value: Double?, _ expected: Double?) -> Bool {
  guard let value, let expected else { return false }
  if expected < 1e-12 && expected > 1e-300 && value < 1e-12 { return abs(value - expected) <= 1e-6 * expected }
  return abs(value - expected) <= 1e-12 + 1e-9 * abs(expected)
}

struct RealPairsTests {
  @Test func `there are twenty of them`() {
    #expect(RealPair.all.count == 20)
    // Both sides of the exact test's limit, and columns with few distinct values, are among them.
    #expect(RealPair.all.contains { $0.reference.count * $0.current.count > 4_000_000 })
    #expect(RealPair.all.contains { $0.expected["bins"] ?? 10 < 10 })
  }

  @Test(arguments: RealPair.all)
  func `quantiles and bins are numpy's`(_ pair: RealPair) {
    #expect(isClose(Quantile.linear(pair.reference, 0.05), pair.expected["quantile05"]))
    #expect(isClose(Quantile.linear(pair.reference, 0.37), pair.expected["quantile37"]))
    #expect(DecileBins(sorted: pair.reference).count == pair.expected["bins"].map { Int($0) })
  }

  @Test(arguments: RealPair.all)
  func `distances of shares are scipy's`(_ pair: RealPair) {
    let bins = DecileBins(sorted: pair.reference)
    let shares = ShareComparison(reference: bins.counts(pair.reference), current: bins.counts(pair.current))
    #expect(isClose(shares.stabilityIndex(), pair.expected["psi"]))
    #expect(isClose(shares.stabilityIndex(.floor), pair.expected["psiFloor"]))
    #expect(isClose(shares.stabilityNoise, pair.expected["psiNoise"]))
    #expect(isClose(shares.jensenShannon(), pair.expected["js"]))
    #expect(isClose(shares.jensenShannon(.divergence), pair.expected["js"].map { $0 * $0 }))
    #expect(isClose(shares.hellinger, pair.expected["hellinger"]))
    #expect(isClose(shares.totalVariation, pair.expected["tvd"]))
    #expect(isClose(shares.largestDifference?.value, pair.expected["linf"]))
    #expect(isClose(shares.homogeneity?.statistic, pair.expected["chi"]))
    #expect(isClose(shares.homogeneity?.pValue, pair.expected["chiP"]))
    #expect(isClose(shares.homogeneity?.cramersV, pair.expected["cramer"]))
  }

  @Test(arguments: RealPair.all)
  func `distances of distributions are scipy's`(_ pair: RealPair) throws {
    let test = try #require(KolmogorovSmirnov(sorted: pair.reference, pair.current))
    #expect(isClose(test.statistic, pair.expected["ks"]))
    #expect(isClose(test.pValue, pair.expected["ksP"]), "\(test.pValue) by \(test.method)")
    let distance = try #require(Wasserstein.distance(sorted: pair.reference, pair.current))
    #expect(isClose(distance, pair.expected["wasserstein"]))
    let mean = pair.reference.reduce(0, +) / Double(pair.reference.count)
    let squares = pair.reference.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(pair.reference.count)).squareRoot()
    #expect(isClose(Wasserstein.normalised(distance, deviation: deviation), pair.expected["normalised"]))
  }

  @Test(arguments: RealPair.all)
  func `counted values give the same test as sorted ones`(_ pair: RealPair) {
    let values = Set(pair.reference + pair.current).sorted()
    let counts = [pair.reference, pair.current].map { side in
      let groups = Dictionary(grouping: side, by: \.self)
      return values.map { groups[$0]?.count ?? 0 }
    }
    #expect(
      KolmogorovSmirnov(reference: counts[0], current: counts[1])
        == KolmogorovSmirnov(sorted: pair.reference, pair.current))
  }
}
