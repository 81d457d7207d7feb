import SluiceContract
import Testing

@testable import SluiceEngine

/// Rows that are held against other rows of their column: outliers, and values out of order.
struct SeriesTests {
  @Test(
    arguments: [
      ("check: increasing", "integer", ["1", "", "1", "5", "4", "5"], [5], 5),
      ("check: increasing, strict: true", "integer", ["1", "", "1", "5", "4", "5"], [3, 5], 5),
      ("check: decreasing", "number", ["5.5", "nan", "5.5", "6", "-0.0", "0"], [2, 4], 6),
      ("check: decreasing, strict: true", "number", ["inf", "5", "5", "-inf"], [3], 4),
      ("check: increasing", "date", ["2024-01-01", "2023-12-31", "x", "2024-01-02"], [2], 3),
      (
        "check: increasing, strict: true", "timestamp",
        ["2024-01-01T00:00:00.000000001Z", "2024-01-01T00:00:00.000000002Z", "2024-01-01T00:00:00Z"], [3], 3
      ),
      ("check: increasing", "string", ["a", "B", "é", "z"], [2, 4], 4),
      (
        "check: increasing", "integer",
        ["-1e40", "5", "99999999999999999999", "1" + String(repeating: "0", count: 40), "7"], [5], 4
      ),
      ("check: outliers", "integer", ["1", "2", "3", "4", "6", ""], [], 5),
      ("check: outliers, k: 1", "integer", ["1", "2", "3", "4", "6", "-1"], [], 6),
      ("check: outliers, k: 3", "integer", ["1", "2", "3", "4", "99"], [5], 5),
      ("check: outliers, k: 3, side: low", "integer", ["1", "2", "3", "4", "99"], [], 5),
      ("check: outliers, method: zscore, k: 1", "number", ["1", "2", "3", "4", "99"], [5], 5),
      ("check: outliers, method: zscore, k: 1, side: low", "number", ["-99", "2", "3", "4", "99"], [1], 5),
    ] as [(String, String, [String], [Int], Int)])
  func `failing rows are those that the definition names`(
    rule: String, type: String, cells: [String], failing: [Int], population: Int
  ) throws {
    let result = try AggregatesTests.run(rule, type: type, cells, options: RunOptions(threads: 1, samples: 9))
    #expect(result.status == (failing.isEmpty ? .pass : .fail), "\(result.reason ?? "")")
    #expect((result.failing, result.population) == (failing.count, population))
    #expect(result.samples.map(\.row) == failing)
    #expect(result.samples.map(\.value) == failing.map { Array(cells[$0 - 1].utf8) })
  }

  @Test func `values that do not vary have no outliers, and nothing to measure is not run`() throws {
    for rule in ["check: outliers", "check: outliers, method: zscore"] {
      let equal = try AggregatesTests.run(rule, type: "integer", ["3", "3", "3"])
      #expect((equal.status, equal.reason) == (.notRun, "the values do not vary enough to have outliers"))
      let none = try AggregatesTests.run(rule, type: "number", ["", ""])
      #expect((none.status, none.reason) == (.notRun, "0 rows with a value"))
      #expect(try AggregatesTests.run(rule, type: "number", ["nan", "nan"]).status == .notRun)
    }
    #expect(try AggregatesTests.run("check: increasing", type: "integer", ["", ""]).status == .pass)
  }

  @Test func `where leaves rows out of the series`() throws {
    let rows = ["5", "1", "6", "2", "7"]
    let result = try AggregatesTests.run("check: increasing, where: w % 2 = 0", type: "integer", rows)
    #expect((result.status, result.population) == (.pass, 3))
    let broken = try AggregatesTests.run("check: increasing, where: w > 0", type: "integer", rows)
    #expect((broken.failing, broken.population) == (1, 4))
    #expect(RowRulesTests.detail(broken, "rowsOutsideWhere") == 1)
    let outliers = try AggregatesTests.run(
      "check: outliers, k: 1, where: w < 4", type: "integer", ["1", "2", "3", "4", "99"])
    #expect((outliers.status, outliers.population) == (.pass, 4))
  }

  @Test(arguments: [
    ("mustBeLessOrEqualTo: 1", CheckResult.Status.pass), ("mustBe: 20, unit: percent", .pass),
    ("mustBeLessThan: 20, unit: percent", .fail), ("mustBeGreaterThan: 1", .fail),
  ])
  func `thresholds are on failing rows, or on their share`(threshold: String, status: CheckResult.Status) throws {
    let rows = ["1", "2", "3", "4", "99"]
    #expect(try AggregatesTests.run("check: outliers, \(threshold)", type: "integer", rows).status == status)
    let steps = ["1", "2", "3", "4", "0"]
    #expect(try AggregatesTests.run("check: increasing, \(threshold)", type: "integer", steps).status == status)
  }

  @Test func `bounds and values of a classified column are shown nowhere`() throws {
    let contract = try Batches.contract(
      """
      properties:
        - name: v
          logicalType: integer
          classification: restricted
          quality:
            - {type: custom, engine: sluice, implementation: {check: outliers}}
            - {type: custom, engine: sluice, implementation: {check: increasing}}
      """)
    let run = try Batches.validate(contract, [Array("v\n10007\n10009\n10013\n10037\n99991\n10007\n".utf8)])
    let results = run.results.filter { ["outliers", "increasing"].contains($0.check) }
    #expect(results.map(\.status) == [.fail, .fail])
    for result in results {
      #expect(!"\(result)".contains("100") && !"\(result)".contains("99991"), "\(result)")
      #expect(result.samples.count == 1 && result.samples[0].isMasked)
    }
  }

  @Test func `findings of rows are as many as the library counts`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let contract = try Batches.contract(
      """
      properties:
        - name: id
          logicalType: integer
        - name: name
          logicalType: string
          quality:
            - {metric: nullValues, mustBe: 0}
            - {type: custom, engine: sluice, implementation: {check: nulls}}
            - {type: custom, engine: sluice, implementation: {check: rowRule, expr: name is not null}}
            - {metric: invalidValues, mustBe: 0, arguments: {pattern: "^[a-d]"}}
            - {type: custom, engine: sluice, implementation: {check: invalid, pattern: "^[a-d]"}}
        - name: price
          logicalType: number
          quality:
            - {type: custom, engine: sluice, implementation: {check: zeroRate, mustBe: 2}}
            - {type: custom, engine: sluice, implementation: {check: rowRule, expr: price <> 0}}
            - {type: custom, engine: sluice, implementation: {check: distinctCount, mustBe: -1}}
            - {metric: duplicateValues, mustBe: 0}
      """)
    for _ in 0..<12 {
      let run = try Batches.validate(contract, [SplitLawTests.document(&random)])
      func failing(_ check: String, _ index: Int = 0) -> Int? {
        run.results.filter { $0.check == check && ["name", "price"].contains($0.column) }.map(\.failing)[index]
      }
      #expect(failing("nullValues") == failing("nulls"), "seed \(seed)")
      #expect(failing("nullValues") == failing("rowRule"), "seed \(seed)")
      #expect(failing("invalidValues") == failing("invalid"), "seed \(seed)")
      guard let zeros = run.results.first(where: { $0.check == "zeroRate" }), zeros.status != .notRun else { continue }
      // NaN is no zero, and satisfies nothing.
      let nan = RowRulesTests.detail(zeros, "nan") ?? 0
      #expect(RowRulesTests.detail(zeros, "count").map { $0 + nan } == failing("rowRule", 1), "seed \(seed)")
      let distinct = run.results.first { $0.check == "distinctCount" }?.observed.flatMap { Int($0) }
      let surplus = run.results.first { $0.check == "duplicateValues" }.flatMap {
        RowRulesTests.detail($0, "surplusRows")
      }
      #expect(distinct.map { $0 + (surplus ?? 0) } == RowRulesTests.detail(zeros, "values"), "seed \(seed)")
    }
  }

  @Test func `rows out of order and outliers are set apart`() throws {
    let contract = try Batches.contract(
      """
      properties:
        - name: v
          logicalType: integer
          quality: [{type: custom, engine: sluice, implementation: {check: increasing}}]
        - name: w
          logicalType: integer
          quality: [{type: custom, engine: sluice, implementation: {check: outliers}}]
      """)
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", "v,w\n1,1\n3,2\n2,3\n4,4\n5,99\n6,2\n")
    for threads in [1, 3] {
      let run = try Batches.quarantine(
        contract, paths: [path], options: RunOptions(threads: threads, chunkBytes: threads == 1 ? 1 << 16 : 3))
      #expect(String(decoding: run.sink.parts[0].accepted, as: UTF8.self) == "v,w\n1,1\n3,2\n4,4\n6,2\n")
      #expect((run.summary.accepted, run.summary.rejected) == (4, 2))
    }
  }
}
