import SluiceContract
import Testing

@testable import SluiceEngine

/// Operators, units and severities of library metrics: compared exactly, printed without a lie.
struct ThresholdTests {
  static func lines(_ rule: String) -> String {
    "properties:\n  - name: id\n  - name: price\n    quality:\n      - \(rule)"
  }

  /// Two nulls in four rows.
  static let text = "id,price\n1,5\n2,\n3,\n4,7\n"

  @Test(arguments: [
    ("mustBe: 2", true), ("mustBe: 2.0", true), ("mustBe: 3", false), ("mustNotBe: 2", false),
    ("mustNotBe: 3", true),
    ("mustBeGreaterThan: 1", true), ("mustBeGreaterThan: 2", false), ("mustBeGreaterOrEqualTo: 2", true),
    ("mustBeGreaterOrEqualTo: 2.000001", false), ("mustBeLessThan: 2", false), ("mustBeLessThan: 2.1", true),
    ("mustBeLessOrEqualTo: 2", true), ("mustBeLessOrEqualTo: 1.9", false), ("mustBeBetween: [2, 3]", true),
    ("mustBeBetween: [1, 2]", true), ("mustBeBetween: [3, 4]", false), ("mustNotBeBetween: [2, 3]", false),
    ("mustNotBeBetween: [1, 2]", false), ("mustNotBeBetween: [3, 4]", true),
    ("mustBe: 50, unit: percent", true), ("mustBeLessThan: 50, unit: percent", false),
    ("mustBeLessThan: 50.0000001, unit: percent", true), ("mustBeBetween: [50, 51], unit: percent", true),
    ("mustNotBeBetween: [50, 51], unit: percent", false), ("mustBeGreaterThan: 49.9, unit: percent", true),
  ])
  func `each operator holds or does not`(operators: String, holds: Bool) throws {
    let run = try Batches.validate(Self.lines("{metric: nullValues, \(operators)}"), Self.text)
    let result = try run.result("nullValues", "price")
    #expect(result.status == (holds ? .pass : .fail))
    #expect(result.failing == 2)
    #expect(result.population == 4)
    #expect(result.observed == (operators.contains("percent") ? "50" : "2"))
    #expect(result.samples.map(\.row) == (holds ? [] : [2, 3]))
    #expect(result.threshold?.comparison == String(operators.prefix { $0 != ":" }))
  }

  @Test(arguments: [
    (1, 3, "33.3333", false), (1, 3, "33.33333333333333333333333", false), (1, 3, "33.3334", true),
    (1, 200, "0.5", true), (2, 3, "66.66666666666666666666667", true), (1, 7, "14.285714285714285714", false),
    (1, 1000, "0.1", true), (0, 5, "0", true),
  ])
  func `percent is compared in integers`(count: Int, population: Int, bound: String, holds: Bool) throws {
    let rows = (0..<population).map { $0 < count ? "\($0),\n" : "\($0),x\n" }.joined()
    let rule = "{metric: nullValues, mustBeLessOrEqualTo: \(bound), unit: percent}"
    let result = try Batches.validate(Self.lines(rule), "id,price\n" + rows).result("nullValues", "price")
    #expect(result.status == (holds ? .pass : .fail))
  }

  @Test(arguments: [
    (0, 5, "0"), (5, 5, "100"), (1, 3, "33.3333"), (2, 3, "66.6667"), (1, 8, "12.5"),
    (1, 1_000_000, "0.0001"),
    (1, 3_000_000_000, "0.0000000333333"), (999_999, 1_000_000, "99.9999"),
    (1, 1_000_000_000_000_000, "0.0000000000001"),
  ])
  func `a share is six digits`(count: Int, population: Int, text: String) {
    #expect(Percent.text(count, of: population) == text)
  }

  @Test
  func `a share of some is never said to be none, one of most never all`() {
    for population in [7, 1000, 999_999_937, Int.max / 1000] {
      #expect(Percent.text(1, of: population) != "0")
      #expect(Percent.text(population - 1, of: population) != "100")
      #expect(!Percent.text(1, of: population).contains("e"))
    }
  }

  @Test(arguments: [
    ("", CheckResult.Status.fail), (", severity: error", .fail), (", severity: critical", .fail),
    (", severity: high", .fail), (", severity: medium", .fail), (", severity: blocker", .fail),
    (", severity: warning", .warn), (", severity: low", .warn), (", severity: minor", .warn),
    (", severity: info", .warn),
  ])
  func `severity says whether a broken rule halts`(severity: String, status: CheckResult.Status) throws {
    let run = try Batches.validate(Self.lines("{metric: nullValues, mustBe: 0\(severity)}"), Self.text)
    let result = try run.result("nullValues", "price")
    #expect(result.status == status)
    #expect(result.isBlocking == (status == .fail))
    #expect(run.verdict == (status == .fail ? .fail : .warn))
  }

  @Test
  func `two tiers on one metric are two results, measured once`() throws {
    let contract = try Batches.contract(
      """
      properties:
        - name: id
        - name: price
          required: true
          quality:
            - {metric: nullValues, mustBeLessThan: 2, severity: warning}
            - {id: hard, metric: nullValues, mustBeLessThan: 3}
      """)
    let run = try Batches.validate(contract, [Array(Self.text.utf8)])
    #expect(run.results.filter { $0.check == "nullValues" }.map(\.status) == [.warn, .pass])
    #expect(run.results.contains { $0.id == "hard" && $0.ruleID == "hard" })
    let object = try #require(contract.objects.first)
    let plan = Plan(contract, object, dialect: .standard, samples: 5)
    #expect(plan.pass.columns.map(\.tests.count) == [0, 1])
  }

  @Test
  func `a count times a bound loses no digit`() {
    let product = "\(UInt128(123_456_789) * UInt128(Int.max))e-27"
    #expect(ExactDecimal("0.000000000000000000123456789")?.multiplied(by: Int.max) == ExactDecimal(product))
    #expect(ExactDecimal("-2.5")?.multiplied(by: 4) == ExactDecimal(-10))
    #expect(ExactDecimal("7")?.multiplied(by: 0) == ExactDecimal(0))
  }
}
