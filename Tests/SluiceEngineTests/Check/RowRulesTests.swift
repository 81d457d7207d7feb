import SluiceContract
import Testing

@testable import SluiceEngine

/// Rules that count rows: what is in the population, what is counted apart, and what is shown.
struct RowRulesTests {
  static let properties = """
    properties:
      - {name: id, logicalType: integer}
      - {name: price, logicalType: integer}
      - {name: cost, logicalType: integer}
      - {name: kind, logicalType: string}
      - {name: secret, logicalType: string, classification: pii}
    """
  static let head = "id,price,cost,kind,secret\n"

  static func run(
    _ implementation: String, _ rows: String, severity: String? = nil, options: RunOptions = RunOptions(threads: 1)
  ) throws -> CheckResult {
    let severity = severity.map { ", severity: \($0)" } ?? ""
    let rule = "- {type: custom, engine: sluice\(severity), implementation: {\(implementation)}}"
    let run = try Batches.validate(properties + "\nquality:\n  \(rule)", head + rows, options: options)
    let check = try #require(implementation.split(separator: ",").first?.dropFirst("check: ".count))
    return try #require(run.results.first { $0.check == check })
  }

  static func detail(_ result: CheckResult, _ name: String) -> Int? {
    result.details.lazy.compactMap { detail -> Int? in
      if case .integer(let value) = detail.value, detail.name == name { value } else { nil }
    }.first
  }

  @Test func `decided, unknown, uncovered and outside rows add up`() throws {
    let result = try Self.run(
      "check: rowRule, expr: price >= cost, where: kind = 'a'",
      "1,5,3,a,\n2,1,3,a,\n3,,3,a,\n4,x,3,a,\n5,1,3,b,\n6,1,3,,\n7,9,9,a,\n")
    #expect(result.status == .fail)
    #expect((result.failing, result.population) == (1, 3))
    #expect(Self.detail(result, "unknownRows") == 1)
    #expect(Self.detail(result, "rowsNotCovered") == 1)
    #expect(Self.detail(result, "rowsOutsideWhere") == 2)
    #expect(result.expected == "price >= cost, where kind = 'a'")
    #expect(result.samples.map(\.row) == [2])
    #expect(result.samples[0].key.map(\.column) == ["price", "cost"])
    #expect(result.samples[0].key.map { $0.value.map { String(decoding: $0, as: UTF8.self) } } == ["1", "3"])
  }

  @Test func `a cell that does not parse leaves its row uncovered, whatever else the rule says`() throws {
    let result = try Self.run("check: rowRule, expr: price > 0 or kind = 'a'", "1,x,,a,\n2,0,,b,\n3,0,,a,\n")
    #expect((result.failing, result.population) == (1, 2))
    #expect(Self.detail(result, "rowsNotCovered") == 1)
    let outside = try Self.run("check: rowRule, expr: id > 1, where: price > 0", "1,x,,,\n1,1,,,\n1,0,,,\n2,1,,,\n")
    #expect((outside.failing, outside.population) == (1, 2))
    #expect(Self.detail(outside, "rowsNotCovered") == 1)
    #expect(Self.detail(outside, "rowsOutsideWhere") == 1)
  }

  @Test(arguments: [
    ("mustBe: 0", CheckResult.Status.fail), ("mustBeLessOrEqualTo: 1", .pass), ("mustBe: 25, unit: percent", .pass),
    ("mustBeLessThan: 25, unit: percent", .fail), ("mustBeBetween: [2, 3]", .fail),
  ])
  func `thresholds are on failing rows, or on their share of the decided`(
    threshold: String, status: CheckResult.Status
  ) throws {
    let result = try Self.run(
      "check: rowRule, expr: price > 0, \(threshold)", "1,1,,,\n2,1,,,\n3,1,,,\n4,0,,,\n5,,,,\n")
    #expect(result.status == status)
    #expect((result.failing, result.population) == (1, 4))
  }

  @Test func `a warning rule warns, and a percentage of nothing is not run`() throws {
    let rows = "1,0,,,\n"
    #expect(try Self.run("check: rowRule, expr: price > 0", rows, severity: "warning").status == .warn)
    let none = try Self.run("check: rowRule, expr: price > 0, unit: percent, mustBe: 0, where: id > 9", rows)
    #expect(none.status == .notRun)
    #expect(try Self.run("check: rowRule, expr: price > 0, where: id > 9", rows).status == .pass)
    #expect(try Self.run("check: rowRule, expr: price > 0", "").reason == "0 rows")
  }

  @Test func `a value beyond 128 bits makes the rule an error that names the first row`() throws {
    let huge = String(repeating: "9", count: 38)
    let result = try Self.run(
      "check: rowRule, expr: price * price > 0", "1,1,,,\n2,\(huge),,,\n3,0,,,\n4,\(huge),,,\n")
    #expect(result.status == .error)
    #expect(result.reason == "a value needs more than 128 bits in some rows, of which this is the first")
    #expect(result.samples.map(\.row) == [2])
    let beyond = try Self.run("check: rowRule, expr: price > 0", "1,\(huge)99,,,\n")
    #expect(beyond.status == .error)
    let spared = try Self.run("check: rowRule, expr: price * price > 0, where: kind = 'a'", "1,1,,a,\n2,\(huge),,b,\n")
    #expect(spared.status == .pass)
  }

  @Test func `masked columns are masked in samples, the others are shown`() throws {
    let result = try Self.run("check: rowRule, expr: secret <> 'x' or id > 9", "1,,,,x\n")
    let parts = try #require(result.samples.first?.key)
    #expect(parts.map(\.column) == ["id", "secret"])
    #expect(parts.map(\.isMasked) == [false, true])
    #expect(parts[1].value == nil)
    let alone = try #require(try Self.run("check: rowRule, expr: secret <> 'x'", "1,,,,x\n").samples.first)
    #expect((alone.column, alone.value, alone.isMasked) == ("secret", nil, true))
  }

  @Test func `rowCount counts the rows for which where holds`() throws {
    let rows = "1,1,,a,\n2,1,,b,\n3,1,,a,\n4,1,,,\n"
    let result = try Self.run("check: rowCount, where: kind = 'a', mustBeGreaterOrEqualTo: 3", rows)
    #expect((result.status, result.observed) == (.fail, "2"))
    #expect(try Self.run("check: rowCount, where: kind = 'a', mustBe: 2", rows).status == .pass)
    #expect(try Self.run("check: rowCount, mustBe: 4", rows).status == .pass)
  }

  @Test func `duplicates counts rows in groups among the rows that are meant`() throws {
    let rows = "1,1,,a,\n2,1,,b,\n3,1,,a,\n4,2,,a,\n5,,,a,\n6,,,a,\n7,2,,b,\n"
    let result = try Self.run("check: duplicates, properties: [price], where: kind = 'a'", rows)
    #expect((result.status, result.failing, result.population) == (.fail, 2, 3))
    #expect(result.samples.map(\.row) == [1, 3])
    let pair = try Self.run("check: duplicates, properties: [price, kind], where: id < 7", rows)
    #expect((pair.failing, pair.population) == (4, 6))
    let all = try Self.run("check: duplicates, properties: [price]", rows)
    #expect((all.failing, all.population) == (5, 5))
    #expect(Self.detail(all, "duplicatedValues") == 2)
  }

  @Test func `duplicates among text, where hashes collide`() throws {
    // Later passes read the batch again and must leave the same rows out.
    let rows = (0..<40).map { "\($0),\($0 % 5),,k\($0 % 7),\n" }.joined()
    let result = try Self.run("check: duplicates, properties: [kind], where: price <> 0 and price <> 1", rows)
    let kept = (0..<40).filter { $0 % 5 > 1 }
    let groups = Dictionary(grouping: kept) { $0 % 7 }
    #expect(result.failing == groups.values.filter { $0.count > 1 }.reduce(0) { $0 + $1.count })
    #expect(result.population == kept.count)
  }

  @Test func `a rule whose column is missing is not run`() throws {
    let rule = "- {type: custom, engine: sluice, implementation: {check: rowRule, expr: id > 0, where: cost > 0}}"
    let run = try Batches.validate(
      Self.properties + "\nquality:\n  \(rule)", "id,price,kind,secret\n1,1,a,\n")
    #expect(run.results.first { $0.check == "rowRule" }?.reason == "column \"cost\" missing")
  }

  @Test func `rules inside cells are not run, and say so`() throws {
    let run = try Batches.validate(
      """
      properties:
        - name: cell
          logicalType: object
          properties:
            - {name: a, logicalType: integer, quality: [{type: custom, engine: sluice, implementation: {check: nulls}}]}
      """, "cell,b\n{},1\n")
    let result = try #require(run.results.first { $0.check == "nulls" })
    #expect(result.status == .notRun)
    #expect(result.reason == "the check \"nulls\" does not read values inside cells")
  }

  // MARK: Laws

  static let law = """
    properties:
      - {name: id, logicalType: integer}
      - {name: name, logicalType: string}
      - {name: price, logicalType: number}
      - name: day
        logicalType: date
        quality:
          - {type: custom, engine: sluice, implementation: {check: nulls, where: id > 1}}
          - {type: custom, engine: sluice, implementation: {check: invalid, pattern: '^2024-01', where: "name <> 'a'"}}
    quality:
      - {type: custom, engine: sluice, implementation: {check: rowRule, expr: "id > price or lower(name) like '%b%'"}}
      - {type: custom, engine: sluice, implementation: {check: rowRule, expr: "id * 5000000000000000000 > 0", where: "day is not null"}}
      - {type: custom, engine: sluice, implementation: {check: duplicates, properties: [name], where: "id <> 2"}}
      - {type: custom, engine: sluice, implementation: {check: duplicates, properties: [id, price], where: "day is null"}}
      - {type: custom, engine: sluice, implementation: {check: distinctAcross, properties: [id, price]}}
      - {type: custom, engine: sluice, implementation: {check: rowCount, where: "price > 2", mustBeGreaterThan: 4}}
    """

  @Test(arguments: SplitLawTests.batches)
  func `any split and any number of threads give one result`(batch: SplitLawTests.Nasty) throws {
    try SplitLawTests.check(
      batch.files, note: batch.testDescription, threads: [1, 3], chunks: [1, 3, 7, 64, 4096], contract: Self.law)
  }

  @Test func `random documents obey the law too`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<10 {
      let files = (0..<Int.random(in: 1...3, using: &random)).map { _ in SplitLawTests.document(&random) }
      try SplitLawTests.check(
        files, note: "seed \(seed), round \(round)", threads: [1, 3], chunks: [1, 2, 7, 64], contract: Self.law)
    }
  }

  @Test func `more rows than a strip, and wide values in one strip of several`() throws {
    var rows = ""
    for index in 0..<5000 {
      rows += "\(index),\(index == 3000 ? "99999999999999999999" : String(index % 100)),\(index % 50),k\(index % 3),\n"
    }
    let result = try Self.run(
      "check: rowRule, expr: price >= cost, where: kind <> 'k1'", rows,
      options: RunOptions(threads: 2, chunkBytes: 1 << 16))
    let meant = (0..<5000).filter { $0 % 3 != 1 }
    #expect(result.population == meant.count)
    #expect(result.failing == meant.filter { $0 != 3000 && $0 % 100 < $0 % 50 }.count)
    #expect(result.failing == 0)
    let other = try Self.run("check: rowRule, expr: price < 99", rows)
    #expect(other.failing == 51)
    #expect(other.samples.map(\.row) == [100, 200, 300, 400, 500])
  }
}
