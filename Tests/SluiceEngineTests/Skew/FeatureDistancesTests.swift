import SluiceContract
import Testing

@testable import SluiceEngine

/// Distributions of matched rows and of all rows, exact while rows are few and counted between fixed edges beyond.
struct FeatureDistancesTests {
  struct Logs {
    var train: [(id: Int, x: Double?)] = []
    var serve: [(id: Int, x: Double?)] = []

    init(seed: UInt64, rows: Int, isSmooth: Bool) {
      var random = SeededGenerator(seed: seed)
      for id in 0..<rows {
        let x = isSmooth ? Double.random(in: 0..<1, using: &random) : Double(Int.random(in: 0..<20, using: &random))
        let isNull = Int.random(in: 0..<50, using: &random) == 0
        if id % 7 != 0 { train.append((id, isNull ? nil : x * x)) }
        if id % 5 != 0 { serve.append((id, id % 3 == 0 ? x * x + 0.1 : x * x)) }
      }
    }

    static func csv(_ rows: [(id: Int, x: Double?)]) -> String {
      "id,x\n" + rows.map { "\($0.id),\($0.x.map { "\($0)" } ?? "")\n" }.joined()
    }

    func run(exactRows: Int) throws -> SkewFeature {
      var options = SkewOptions(threads: 2, chunkBytes: 4000)
      options.exactRows = exactRows
      return try Skews.run(Self.csv(train), Self.csv(serve), options: options).feature("x")
    }

    /// Values of both sides, of all rows or of those that have a partner.
    func values(isMatched: Bool) -> (train: [Double], serve: [Double]) {
      let both = Set(train.map(\.id)).intersection(serve.map(\.id))
      func values(_ rows: [(id: Int, x: Double?)]) -> [Double] {
        rows.filter { !isMatched || both.contains($0.id) }.compactMap(\.x).sorted()
      }
      return (values(train), values(serve))
    }
  }

  @Test(arguments: [true, false], [true, false])
  func `few rows have exact deciles and statistics`(isSmooth: Bool, isMatched: Bool) throws {
    let logs = Logs(seed: 1, rows: 3000, isSmooth: isSmooth)
    let feature = try logs.run(exactRows: 1 << 20)
    let distances = try #require(isMatched ? feature.matchedDistances : feature.allDistances)
    let (train, serve) = logs.values(isMatched: isMatched)
    #expect((distances.trainValues, distances.serveValues) == (train.count, serve.count))
    let ks = try #require(KolmogorovSmirnov(sorted: train, serve))
    #expect(distances.ks?.statistic == ks.statistic)
    #expect(distances.ks?.pValue == ks.pValue)
    #expect(distances.ks?.isExact == true)
    guard case .deciles(let edges, let left, let right, let rankError) = distances.bins else {
      Issue.record("no deciles")
      return
    }
    let bins = DecileBins(sorted: train)
    #expect(edges == bins.edges)
    #expect(left == bins.counts(train))
    #expect(right == bins.counts(serve))
    #expect(rankError == 0)
    let nulls = [distances.trainNulls, distances.serveNulls]
    #expect(nulls[0] > 0)
    #expect(
      distances.psi
        == ShareComparison(reference: left + [nulls[0]], current: right + [nulls[1]]).stabilityIndex())
    #expect(distances.js == ShareComparison(reference: left, current: right).jensenShannon())
  }

  @Test
  func `a stated budget that does not hold the values makes them counts between edges`() throws {
    let logs = Logs(seed: 3, rows: 3000, isSmooth: true)
    func isExact(memory: Int) throws -> Bool? {
      var options = SkewOptions(threads: 2, chunkBytes: 4000, memory: memory)
      options.leastExactBytes = 0
      return try Skews.run(Logs.csv(logs.train), Logs.csv(logs.serve), options: options).feature("x").allDistances?.ks?
        .isExact
    }
    #expect(try isExact(memory: 2 * 16 * 3000) == true)
    #expect(try isExact(memory: 2 * 16 * 2000) == false)
  }

  @Test(arguments: [true, false])
  func `many rows have counts between fixed edges, within the error that is stated`(isSmooth: Bool) throws {
    let logs = Logs(seed: 2, rows: 3000, isSmooth: isSmooth)
    let feature = try logs.run(exactRows: 100)
    for isMatched in [true, false] {
      let distances = try #require(isMatched ? feature.matchedDistances : feature.allDistances)
      let (train, serve) = logs.values(isMatched: isMatched)
      let (ks, exact) = try (#require(distances.ks), #require(KolmogorovSmirnov(sorted: train, serve)))
      #expect(ks.statistic <= exact.statistic)
      #expect(exact.statistic <= ks.statistic + ks.error)
      guard case .deciles(let edges, let left, let right, let rankError) = distances.bins else {
        Issue.record("no deciles")
        return
      }
      let bins = DecileBins(deciles: edges)
      #expect(left == bins.counts(train))
      #expect(right == bins.counts(serve))
      if !isSmooth {
        // Every training value is an edge: its deciles are exact, however many tie.
        #expect((edges, rankError) == (DecileBins(sorted: train).edges, 0))
        continue
      }
      for (index, edge) in edges.enumerated() {
        let share = Double(train.count { $0 <= edge }) / Double(train.count)
        #expect(abs(share - Double(index + 1) / 10) <= rankError + 1e-12)
      }
      #expect(rankError < 0.002)
    }
  }

  @Test
  func `categories are compared over the union of both sides`() throws {
    let train = (0..<300).map { "\($0),\(["a", "b", "a rather long category"][$0 % 3])\n" }.joined()
    let serve = (0..<300).map { "\($0),\($0 % 3 == 2 ? "c" : ["a", "b"][$0 % 2])\n" }.joined()
    let feature = try Skews.run("id,x\n" + train, "id,x\n" + serve).feature("x")
    let distances = try #require(feature.matchedDistances)
    guard case .categories(let count) = distances.bins else {
      Issue.record("no categories")
      return
    }
    #expect(count == 4)
    let shares = ShareComparison(reference: [100, 100, 100, 0], current: [100, 100, 0, 100])
    #expect(abs((distances.psi ?? 0) - (shares.stabilityIndex() ?? 9)) < 1e-12)
    #expect(abs((distances.js ?? 0) - (shares.jensenShannon() ?? 9)) < 1e-12)
    #expect(abs((distances.chi2?.statistic ?? 0) - (shares.homogeneity?.statistic ?? 9)) < 1e-9)
    #expect(distances.ks == nil)
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `Pearson's r is that of doubles summed around their means`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let size = pow10(Int(seed) * 3 - 6)
    let pairs = (0..<500).map { _ in
      let x = Double.random(in: -1..<1, using: &random) * size
      return (x, Int.random(in: 0..<4, using: &random) == 0 ? x + Double.random(in: -1..<1, using: &random) * size : x)
    }
    let train = "id,x\n" + pairs.enumerated().map { "\($0.offset),\($0.element.0)\n" }.joined()
    let serve = "id,x\n" + pairs.enumerated().map { "\($0.offset),\($0.element.1)\n" }.joined()
    let r = try #require(try Skews.run(train, serve).feature("x").pearson)
    let means = (pairs.reduce(0) { $0 + $1.0 } / 500, pairs.reduce(0) { $0 + $1.1 } / 500)
    let xx = pairs.reduce(0) { $0 + ($1.0 - means.0) * ($1.0 - means.0) }
    let yy = pairs.reduce(0) { $0 + ($1.1 - means.1) * ($1.1 - means.1) }
    let xy = pairs.reduce(0) { $0 + ($1.0 - means.0) * ($1.1 - means.1) }
    #expect(abs(r - xy / (xx * yy).squareRoot()) < 1e-10)
  }

  private func pow10(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 1 }
}

struct RadixSortTests {
  @Test
  func `integers of every size and sign are sorted`() {
    var random = SeededGenerator(seed: 9)
    for count in [0, 1, 255, 256, 5000] {
      var values = (0..<count).map { index in
        Int64.random(in: .min ... .max, using: &random) >> Int64(index % 64)
      }
      let sorted = values.sorted()
      RadixSort.sort(&values)
      #expect(values == sorted)
    }
  }
}
