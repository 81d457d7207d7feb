import Foundation
import SluiceContract
import Testing

@testable import SluiceEngine

/// A profile is the same for any split, in memory and beyond it, and is what plain loops compute.
struct ProfileLawTests {
  static let contract = """
    customProperties: [{property: sluiceStructure, value: {fieldCount: warn, blankLine: warn}}]
    properties:
      - {name: id, logicalType: integer}
      - {name: name, logicalType: string}
      - {name: price, logicalType: number}
      - {name: day, logicalType: date}
      - {name: tags, logicalType: array}
      - {name: cost, logicalType: number, physicalType: "DECIMAL(18,2)"}
      - {name: seen, logicalType: timestamp}
      - {name: paid, logicalType: boolean}
    """

  /// All that a profile says, line by line, but for the places of structural findings.
  static func dump(_ profile: BatchProfile) -> String {
    (["\(profile.object ?? "-") \(profile.rows)"] + profile.columns.map { "\($0)" }).joined(separator: "\n")
  }

  @Test(arguments: SplitLawTests.batches)
  func `any chunks and any number of threads give one profile`(batch: SplitLawTests.Nasty) throws {
    let contract = try Batches.contract(SplitLawTests.contract)
    let whole = Self.dump(try Batches.profile(contract, batch.files))
    for threads in [1, 3] {
      for chunkBytes in [1, 7, 64, 4096] {
        let split = try Batches.profile(
          contract, batch.files, options: RunOptions(threads: threads, chunkBytes: chunkBytes))
        #expect(
          Self.dump(split) == whole,
          "\(threads) threads, \(chunkBytes) bytes: \(SplitLawTests.difference(whole, Self.dump(split)))")
      }
    }
  }

  static let head = "id,name,price,day,tags,cost,seen,paid\n"

  static func row(_ random: inout SeededGenerator, _ range: Int) -> String {
    let number = Int.random(in: -range...range, using: &random)
    func maybe(_ text: String) -> String { Int.random(in: 0..<9, using: &random) == 0 ? "" : text }
    let id = Int.random(in: 0..<50, using: &random) == 0 ? "1844674407370955161\(abs(number) % 10)" : "\(number)"
    let price = ["nan", "inf", "x", "1e300", "-1e300"].randomElement(using: &random) ?? ""
    return [
      maybe(id), maybe("n\(number)" + (number % 5 == 0 ? "-and-a-longer-name" : "")),
      Int.random(in: 0..<20, using: &random) == 0 ? price : maybe("\(Double(number) / 7)"),
      maybe("2024-0\(1 + abs(number) % 9)-1\(abs(number) % 10)"), maybe("[\(number)]"), maybe("\(number).25"),
      maybe("2024-01-01T00:00:0\(abs(number) % 10).123456789Z"), maybe(number % 2 == 0 ? "true" : "false"),
    ].joined(separator: ",") + "\n"
  }

  @Test func `files may be cut anywhere between rows`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let contract = try Batches.contract(Self.contract)
    for round in 0..<6 {
      let rows = (0..<Int.random(in: 1...60, using: &random)).map { _ in Self.row(&random, 10) }
      let whole = Self.dump(try Batches.profile(contract, [Array((Self.head + rows.joined()).utf8)]))
      for parts in [2, 5] {
        var files = [String](repeating: Self.head, count: parts)
        var part = 0
        for row in rows {
          if part + 1 < parts && Int.random(in: 0..<(1 + rows.count / parts), using: &random) == 0 { part += 1 }
          files[part] += row
        }
        let split = try Batches.profile(
          contract, files.map { Array($0.utf8) }, options: RunOptions(threads: 2, chunkBytes: 64))
        #expect(
          Self.dump(split) == whole,
          "seed \(seed), round \(round): \(SplitLawTests.difference(whole, Self.dump(split)))")
      }
    }
  }

  @Test func `many values give one profile too, in memory and on disk, and are what plain loops compute`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    // More distinct values than a table has room for, and fewer than categories may have: and more than those.
    let (text, prices) = AggregateLawTests.many(70_000, &random)
    let contract = try Batches.contract(
      "properties: [{name: id, logicalType: integer}, {name: name}, {name: price, logicalType: number}, {name: day}]")
    let whole = try Batches.profile(contract, [Array(text.utf8)])
    for (threads, memory) in [(3, nil), (1, 400_000), (2, 400_000)] as [(Int, Int?)] {
      let split = try Batches.profile(
        contract, [Array(text.utf8)], options: RunOptions(threads: threads, chunkBytes: 64 << 10, memory: memory))
      #expect(Self.dump(split) == Self.dump(whole), "seed \(seed), \(threads) threads")
    }
    #expect(whole.columns[0].values == .leftOut(.tooMany))
    guard case .listed(let names) = whole.columns[1].values else {
      Issue.record("seed \(seed): some 44,000 names are categories")
      return
    }
    #expect(names.reduce(0) { $0 + $1.count } == 70_000)
    #expect(names.map(\.text) == names.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    let price = whole.columns[2]
    let oracle = AggregateLawTests.Oracle(prices)
    func isNear(_ found: Double?, _ expected: Double) -> Bool {
      found.map { abs($0 - expected) <= 1e-9 * max(1, abs(expected)) } ?? false
    }
    #expect(isNear(price.summary.mean, oracle.mean) && isNear(price.standardDeviation, oracle.deviation))
    #expect(price.summary.distinct == oracle.counts.count)
    #expect(price.deciles.count == 9)
    for (index, decile) in price.deciles.enumerated() {
      guard case .number(let value) = decile else {
        Issue.record("deciles of numbers are numbers")
        return
      }
      #expect(isNear(value, oracle.quantile(Double(index + 1) / 10)), "seed \(seed)")
    }
  }

  @Test func `every value of every type is listed with how often it occurs`() throws {
    let text =
      Self.head + "2,b,0.5,2024-01-02,[1],1.50,2024-01-01T01:00:00+01:00,true\n"
      + "1,a,-0,2024-01-01,[],1.5,2024-01-01T00:00:00Z,false\n"
      + ",,nan,,,,,\n10,a,0,2024-01-01,[],-7,2024-01-01T00:00:00.000000001Z,true\nx,b,inf,x,{},x,x,x\n"
    let profile = try Batches.profile(try Batches.contract(Self.contract), [Array(text.utf8)])
    let listed = profile.columns.map { column -> String in
      switch column.values {
      case .listed(let values): values.map { "\($0.text)×\($0.count)" }.joined(separator: " ")
      case .leftOut(let reason): reason.rawValue
      }
    }
    #expect(
      listed == [
        "1×1 2×1 10×1", "a×2 b×2", "0×2 0.5×1 Infinity×1 NaN×1", "2024-01-01×2 2024-01-02×1", "nested",
        "-7×1 1.5×2", "2024-01-01T00:00:00Z×2 2024-01-01T00:00:00.000000001Z×1", "false×1 true×2",
      ])
    #expect(profile.columns.map(\.summary.invalid) == [1, 0, 0, 1, 1, 1, 1, 1])
    #expect(profile.columns.map(\.summary.distinct) == [3, 2, 4, 2, nil, 2, 2, 2])
    #expect(profile.columns[0].sum == .exact("13") && profile.columns[5].sum == .exact("-4"))
    #expect(profile.columns[7].sum == .exact("2") && profile.columns[7].deciles.isEmpty)
    #expect(profile.columns[2].infinite == 1 && profile.columns[2].summary.nan == 1)
    #expect(profile.columns[0].deciles[0] == .exact("1.2") && profile.columns[0].deciles[4] == .exact("2"))
  }

  @Test func `without a contract types are told from the cells`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", "id;price;day;note\n1;0.5;2024-01-01;x\n2;;2024-01-02;\n")
    let profile = try Profiler.run(batch: try Batch(paths: [path]), dialect: nil, options: RunOptions(threads: 2))
    #expect(profile.object == nil && profile.rows == 2)
    #expect(profile.columns.map(\.summary.type) == ["integer", "number", "date", "string"])
    #expect(profile.columns.map(\.summary.nulls) == [0, 1, 0, 1])
    #expect(profile.columns[1].summary.mean == 0.5)
  }
}
