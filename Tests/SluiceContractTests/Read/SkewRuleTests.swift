import SluiceContract
import Testing

@testable import SluiceContract

/// Rules with `check: skew`: what they say, and what is wrong with them.
struct SkewRuleTests {
  private func entry(_ implementation: String) -> String {
    "{type: custom, engine: sluice, implementation: {check: skew\(implementation.isEmpty ? "" : ", " + implementation)}}"
  }

  private func atColumn(_ implementation: String) -> [String] {
    codes(read(column("quality:\n  - \(entry(implementation))")))
  }

  private func atObject(_ implementation: String) -> [String] {
    codes(read(object("properties: [{name: a}, {name: b}]\nquality:\n  - \(entry(implementation))")))
  }

  @Test(
    arguments: [
      ("", []), ("tolerance: {relative: 1e-6, absolute: 0, ulp: 0}, unit: percent, mustBeLessOrEqualTo: 0.1", []),
      ("maxMismatchRate: 0.001", []), ("maxMismatchRate: 1.5", ["SL0211"]), ("maxMismatchRate: a", ["SL0211"]),
      ("maxMismatchRate: 0.1, mustBe: 0", ["SL0201"]), ("mustBe: 0, mustNotBe: 1", ["SL0201"]),
      ("mustBeLessThan: 101, unit: percent", ["SL0204"]), ("mustBe: many", ["SL0202"]),
      ("tolerance: 0.1", ["SL0211"]), ("tolerance: {relativ: 0.1}", ["SL0214"]),
      ("tolerance: {relative: -1}", ["SL0211"]), ("tolerance: {ulp: 1.5}", ["SL0211"]),
      ("tolerances: {relative: 1}", ["SL0214"]), ("keys: [a]", ["SL0211"]), ("duplicates: first", ["SL0211"]),
      ("asOfColumn: a", ["SL0211"]), ("asOfTolerance: 5m", ["SL0211"]),
    ] as [(String, [String])])
  func `of a property`(_ implementation: String, _ expected: [String]) {
    #expect(atColumn(implementation) == expected, "\(implementation)")
  }

  @Test(
    arguments: [
      ("keys: [a, b], duplicates: allEqual", []), ("keys: [c]", ["SL0226"]), ("keys: a", ["SL0211"]),
      ("keys: []", ["SL0211"]), ("duplicates: firts", ["SL0211"]), ("asOfColumn: b, asOfTolerance: 1.5h", []),
      ("asOfColumn: c", ["SL0226"]), ("asOfTolerance: soon", ["SL0211"]),
    ] as [(String, [String])])
  func `of an object`(_ implementation: String, _ expected: [String]) {
    #expect(atObject(implementation) == expected, "\(implementation)")
  }

  @Test func `a rule says what was written`() throws {
    let text = object(
      """
      properties: [{name: a}, {name: b}]
      quality:
        - \(entry("keys: [a], duplicates: last, asOfColumn: b, asOfTolerance: 90s, maxMismatchRate: 0.0005, "
          + "tolerance: {relative: 1e-6, ulp: 4}"))
      """)
    let contract = try #require(read(text).contract)
    guard case .skew(let rule) = contract.objects[0].quality[0].kind else {
      Issue.record("not a skew rule")
      return
    }
    #expect(rule.keys?.map(\.value) == ["a"] && rule.duplicates == .last && rule.asOfColumn?.value == "b")
    #expect(rule.asOfTolerance == 90_000_000_000)
    #expect(rule.tolerance == SkewTolerance(relative: try #require(ExactDecimal("1e-6")), ulp: 4))
    let threshold = try #require(rule.threshold)
    #expect(threshold.unit == .percent)
    #expect(threshold.comparison == .mustBeLessOrEqualTo(try #require(ExactDecimal("0.05"))))
  }
}
