import SluiceContract
import Testing

@testable import SluiceEngine

/// Aggregates: what is measured, exactly, and when nothing is.
struct AggregatesTests {
  static func run(
    _ implementation: String, type: String, _ cells: [String], options: RunOptions = RunOptions(threads: 1)
  ) throws -> CheckResult {
    let contract = try Batches.contract(
      """
      properties:
        - name: v
          logicalType: \(type)
          quality: [{type: custom, engine: sluice, implementation: {\(implementation)}}]
        - {name: w, logicalType: integer}
      """)
    let rows = cells.enumerated().map { "\($0.element),\($0.offset)\n" }.joined()
    let run = try Batches.validate(contract, [Array(("v,w\n" + rows).utf8)], options: options)
    let check = try #require(implementation.split(separator: ",").first?.dropFirst("check: ".count))
    return try #require(run.results.first { $0.check == check })
  }

  struct Case: CustomTestStringConvertible {
    var rule: String
    var type: String
    var cells: [String]
    var observed: String?
    var status: CheckResult.Status = .pass

    var testDescription: String { "\(rule) of \(cells)" }

    init(_ rule: String, _ type: String, _ cells: [String], _ observed: String?, _ status: CheckResult.Status = .pass) {
      (self.rule, self.type, self.cells, self.observed, self.status) = (rule, type, cells, observed, status)
    }
  }

  @Test(arguments: [
    // Extremes.
    Case("check: min, mustBe: -3", "integer", ["5", "-3", ""], "-3"),
    Case("check: max, mustBe: 18446744073709551616", "integer", ["5", "18446744073709551616"], "18446744073709551616"),
    Case("check: min, mustBeLessThan: 0", "number", ["nan", "2.5", "-0.5"], "-0.5"),
    Case("check: max, mustBeLessThan: 100", "number", ["1", "inf"], "Infinity", .fail),
    Case("check: min, mustNotBe: 3", "number", ["nan"], "NaN", .fail),
    Case("check: min, mustBe: 2024-01-01", "date", ["2024-02-01", "2024-01-01"], "2024-01-01"),
    Case(
      "check: max, mustBeBetween: [\"2024-01-01T00:00:00Z\", \"2024-01-01T12:00:00.000000002Z\"]", "timestamp",
      ["2024-01-01T12:00:00.000000001Z", "2024-01-01T13:00:00+01:00"], "2024-01-01T12:00:00.000000001Z"),
    Case("check: max, mustBeLessThan: \"12:00\"", "time", ["11:59:59"], "11:59:59"),
    Case("check: max, mustBe: é", "string", ["z", "é", "a"], "é"),
    Case("check: min, mustBe: 10", "string", ["9", "10"], "10"),
    Case("check: min, mustBe: true", "boolean", ["true", "false"], "false", .fail),
    // Sums and means.
    Case("check: sum, mustBe: 0.3", "number", ["0.1", "0.2"], "0.30000000000000004", .fail),
    Case("check: sum, mustBe: 1", "number", ["1e300", "1", "-1e300"], "1"),
    Case(
      "check: sum, mustBe: 18446744073709551614", "integer", ["9223372036854775807", "9223372036854775807"],
      "18446744073709551614"),
    Case("check: mean, mustBe: 0.5", "boolean", ["true", "false", ""], "0.5"),
    Case("check: mean, mustBeGreaterThan: 0.3333333333333333", "integer", ["0", "0", "1"], "0.3333333333333333"),
    // Quantiles.
    Case(
      "check: median, mustBe: 9223372036854775806.5", "integer", ["9223372036854775807", "9223372036854775806"],
      "9223372036854775806.5"),
    Case("check: quantile, q: 0.1, mustBe: 1.3", "integer", ["1", "2", "3", "4"], "1.3"),
    Case("check: quantile, q: 0, mustBe: -5", "number", ["nan", "-5", "7", "inf"], "-5"),
    Case("check: quantile, q: 1, mustBe: 7", "number", ["nan", "-5", "7", "inf"], "7"),
    Case("check: median, mustBe: 0", "number", ["-0.0", "0", "-1e-300", "1e-300"], "0"),
    Case("check: median, mustBe: 1", "integer", ["1", "1", "99999999999999999999"], "1"),
    Case("check: median, mustBe: 1", "integer", ["1", "99999999999999999999"], nil, .error),
    // Moments.
    Case("check: stddev, mustBe: 2, population: true", "integer", ["1", "5"], "2"),
    Case("check: variance, mustBe: 8", "integer", ["1", "5"], "8"),
    Case("check: variance, mustBe: 0", "integer", ["7", "7", "7"], "0"),
    Case(
      "check: variance, mustBeBetween: [0.33, 0.34]", "number", ["1e9", "1000000001", "1000000000"],
      "0.3333333333333333"),
    Case("check: variance, mustBe: 0.5", "integer", ["9007199254740993", "9007199254740994"], "0.5"),
    Case("check: stddev, mustBe: 1", "integer", ["1"], nil, .notRun),
    Case("check: skewness, mustBe: 2", "integer", ["0", "0", "0", "1"], "2"),
    Case("check: skewness, mustBe: 0", "integer", ["1", "1", "1"], nil, .notRun),
    Case("check: skewness, mustBe: 0", "number", ["1", "2"], nil, .notRun),
    Case("check: kurtosis, mustBe: 4", "number", ["0", "0", "0", "0.25"], "4"),
    Case("check: kurtosis, mustBe: -2, population: true", "integer", ["0", "1"], "-2"),
    Case("check: correlation, with: w, mustBe: -1", "number", ["3", "2", "1"], "-1"),
    Case("check: correlation, with: w, mustBe: 1", "number", ["3"], nil, .notRun),
    Case("check: correlation, with: w, mustBe: 1", "number", ["3", "3"], nil, .notRun),
    // Values.
    Case("check: distinctCount, mustBe: 3", "number", ["0", "-0.0", "nan", "nan", "1", ""], "3"),
    Case("check: distinctCount, mustBe: 2", "string", ["a", "b", "a", ""], "2"),
    Case(
      "check: distinctRatio, mustBeGreaterThan: 0.6666666666666666", "integer", ["1", "2", "2"],
      "0.6666666666666666"),
    Case("check: uniqueRatio, mustBe: 50, unit: percent", "integer", ["1", "2", "2", "3"], "50"),
    Case("check: entropy, base: 2, mustBe: 1", "string", ["a", "b"], "1"),
    Case("check: entropy, mustBe: 0", "string", ["a", "a"], "0"),
    Case("check: zeroRate, mustBeLessOrEqualTo: 0.5", "number", ["0", "-0.0", "1", "nan", ""], "0.5"),
    Case("check: nanRate, mustBeLessThan: 34, unit: percent", "number", ["nan", "1", "2", ""], "33.3333"),
    Case("check: mostCommon, mustBe: 2", "integer", ["1", "2", "2"], "2"),
    Case("check: mostCommon, mustBe: [1, 2]", "integer", ["1", "2"], "a tie of 2 values", .fail),
    Case("check: mostCommon, mustNotBe: 2", "integer", ["1", "2"], "a tie of 2 values", .fail),
    Case("check: mostCommon, mustNotBe: 3", "integer", ["1", "2"], "a tie of 2 values"),
    Case("check: mostCommon, mustBe: [b, c]", "string", ["b", "b", "a"], "b"),
    Case("check: mostCommon, mustBe: 2024-01-01", "date", ["2024-01-01"], "2024-01-01"),
    Case("check: containsValues, values: [1, 3]", "integer", ["1", "2"], "1", .fail),
    Case("check: containsValues, values: [x, y], mustBeLessOrEqualTo: 1", "string", ["x"], "1"),
    Case("check: containsValues, values: [1.5, 2]", "number", ["2", "1.50"], "0"),
    // Nothing to measure.
    Case("check: mean, mustBe: 1", "integer", [], nil, .notRun),
    Case("check: distinctCount, mustBe: 1", "string", ["", ""], nil, .notRun),
    Case("check: sum, mustBe: 1", "integer", ["x", "1"], "1"),
  ])
  func `each aggregate is what its definition says`(example: Case) throws {
    let result = try Self.run(example.rule, type: example.type, example.cells)
    #expect(result.observed == example.observed, "\(result.reason ?? "")")
    #expect(result.status == example.status, "\(result.reason ?? "")")
    if example.status != .pass { #expect(result.reason?.isEmpty == false) }
  }

  @Test func `decimals are exact`() throws {
    let contract = try Batches.contract(
      """
      properties:
        - name: v
          logicalType: number
          physicalType: DECIMAL(18,2)
          quality:
            - {type: custom, engine: sluice, implementation: {check: sum, mustBe: 0.30}}
            - {type: custom, engine: sluice, implementation: {check: mean, mustBe: 0.15}}
            - {type: custom, engine: sluice, implementation: {check: median, mustBe: 0.15}}
            - {type: custom, engine: sluice, implementation: {check: variance, mustBe: 0.005}}
            - {type: custom, engine: sluice, implementation: {check: max, mustBe: 0.2}}
            - {type: custom, engine: sluice, implementation: {check: mostCommon, mustNotBe: 0.3}}
      """)
    let run = try Batches.validate(contract, [Array("v\n0.10\n0.20\n".utf8)])
    #expect(run.verdict == .pass, "\(run.results.map { "\($0.id) \($0.reason ?? "")" })")
  }

  @Test func `where narrows an aggregate, and what is left out is counted`() throws {
    let rows = ["1", "x", "", "5", "7"]
    let result = try Self.run("check: sum, mustBe: 13, where: w <> 1 and w > 0", type: "integer", rows)
    #expect(result.observed == "12")
    #expect(result.reason == "sum is 12, expected 13, where w <> 1 and w > 0")
    #expect(RowRulesTests.detail(result, "values") == 2)
    #expect(RowRulesTests.detail(result, "rowsOutsideWhere") == 2)
    let broken = try Self.run("check: mean, mustBe: 3, where: w < 4", type: "integer", rows)
    #expect(broken.observed == "3")
    #expect(RowRulesTests.detail(broken, "cellsNotCovered") == 1)
    let none = try Self.run("check: mean, mustBe: 3, where: w > 99", type: "integer", rows)
    #expect((none.status, none.reason) == (.notRun, "0 rows with a value, where w > 99"))
  }

  @Test func `every operator is held against the figure`() throws {
    for (rule, isKept) in [
      ("mustBe: 2", true), ("mustNotBe: 2", false), ("mustBeGreaterThan: 2", false),
      ("mustBeGreaterOrEqualTo: 2", true),
      ("mustBeLessThan: 2", false), ("mustBeLessOrEqualTo: 2", true), ("mustBeBetween: [1, 2]", true),
      ("mustNotBeBetween: [1, 2]", false),
    ] {
      for check in ["mean", "max", "median", "stddev, population: true", "distinctCount"] {
        let cells =
          check.hasPrefix("stddev") ? ["-1", "3", "-1", "3"] : check == "distinctCount" ? ["1", "2"] : ["2", "2"]
        for type in ["integer", "number"] {
          let result = try Self.run("check: \(check), \(rule)", type: type, cells)
          #expect((result.status == .pass) == isKept, "\(check) \(rule) of \(type): \(result.observed ?? "")")
        }
      }
    }
  }

  @Test func `a warning rule warns, and two tiers on one figure are two results`() throws {
    let contract = try Batches.contract(
      """
      properties:
        - name: v
          logicalType: integer
          quality:
            - {type: custom, engine: sluice, severity: warning, implementation: {check: zeroRate, mustBeLessThan: 1, unit: percent}}
            - {type: custom, engine: sluice, implementation: {check: zeroRate, mustBeLessThan: 5, unit: percent}}
      """)
    let cells = "0\n0\n" + String(repeating: "1\n", count: 98)
    let run = try Batches.validate(contract, [Array(("v\n" + cells).utf8)])
    #expect(run.results.filter { $0.check == "zeroRate" }.map(\.status) == [.warn, .pass])
    #expect(run.verdict == .warn)
  }

  @Test func `values of a classified column are shown nowhere`() throws {
    let contract = try Batches.contract(
      """
      properties:
        - name: v
          logicalType: integer
          classification: pii
          quality:
            - {type: custom, engine: sluice, implementation: {check: max, mustBe: 1}}
            - {type: custom, engine: sluice, implementation: {check: mostCommon, mustBe: 1}}
            - {type: custom, engine: sluice, implementation: {check: sum, mustBe: 1}}
            - {type: custom, engine: sluice, implementation: {check: quantile, q: 0.5, mustBe: 1}}
            - {type: custom, engine: sluice, implementation: {check: distinctCount, mustBe: 1}}
      """)
    let run = try Batches.validate(contract, [Array("v\n74231\n74231\n".utf8)])
    let results = run.results.filter { ["max", "mostCommon", "sum", "quantile", "distinctCount"].contains($0.check) }
    #expect(results.count == 5)
    for result in results {
      #expect(!"\(result)".contains("74231") && !"\(result)".contains("148462"), "\(result)")
      #expect((result.status == .pass) == (result.check == "distinctCount"))
    }
  }

  @Test func `a missing column or partner makes an aggregate notRun`() throws {
    let contract = try Batches.contract(
      """
      properties:
        - {name: v, logicalType: integer, quality: [{type: custom, engine: sluice, implementation: {check: correlation, with: w, mustBe: 1}}]}
        - {name: w, logicalType: integer, quality: [{type: custom, engine: sluice, implementation: {check: mean, mustBe: 1}}]}
      """)
    let run = try Batches.validate(contract, [Array("v\n1\n2\n".utf8)])
    let results = run.results.filter { ["correlation", "mean"].contains($0.check) }
    #expect(results.map(\.status) == [.notRun, .notRun])
    #expect(results.map(\.reason) == ["column \"w\" missing", "column missing"])
  }
}
