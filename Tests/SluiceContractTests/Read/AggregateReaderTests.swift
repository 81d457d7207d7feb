import Testing

@testable import SluiceContract

/// What a contract may say of aggregates, and what is wrong with the rest.
struct AggregateReaderTests {
  private func codes(_ implementation: String, _ type: String) -> [String] {
    let text = object(
      """
      properties:
        - name: price
          logicalType: \(type)
          quality: [{type: custom, engine: sluice, implementation: \(implementation)}]
        - {name: note, logicalType: string}
        - {name: cost, logicalType: number}
      """)
    return read(text).diagnostics.filter { $0.severity != .info }.map(\.code)
  }

  @Test(
    arguments: [
      ("{check: mean, mustBe: 1.5}", "integer", []), ("{check: mean}", "integer", ["SL0201"]),
      ("{check: mean, mustBe: 1}", "string", ["SL0215"]), ("{check: mean, mustBe: 1}", "date", ["SL0215"]),
      ("{check: mean, mustBe: 0.5}", "boolean", []), ("{check: median, mustBe: 1}", "array", ["SL0215"]),
      ("{check: mean, mustBe: x}", "integer", ["SL0202"]),
      ("{check: mean, mustBeBetween: [2, 1]}", "integer", ["SL0203"]),
      ("{check: mean, mustBe: 1, unit: percent}", "integer", ["SL0205"]),
      ("{check: zeroRate, mustBe: 1, unit: percent}", "integer", []),
      ("{check: zeroRate, mustBe: 101, unit: percent}", "integer", ["SL0204"]),
      ("{check: zeroRate, mustBe: 0, unit: rows}", "integer", ["SL0205"]),
      ("{check: quantile, mustBe: 1}", "integer", ["SL0210"]),
      ("{check: quantile, q: 1.5, mustBe: 1}", "integer", ["SL0211"]),
      ("{check: quantile, q: 0.1234567890123456, mustBe: 1}", "integer", ["SL0211"]),
      ("{check: quantile, q: 0.95, mustBe: 1}", "integer", []),
      ("{check: stddev, population: maybe, mustBe: 1}", "integer", ["SL0211"]),
      ("{check: stddev, populaton: true, mustBe: 1}", "integer", ["SL0214"]),
      ("{check: entropy, base: 10, mustBe: 1}", "string", ["SL0211"]),
      ("{check: correlation, with: cost, mustBe: 1}", "integer", []),
      ("{check: correlation, with: cots, mustBe: 1}", "integer", ["SL0226"]),
      ("{check: correlation, with: note, mustBe: 1}", "integer", ["SL0215"]),
      ("{check: min, mustBe: 2024-01-01}", "date", []), ("{check: min, mustBe: 2024-13-01}", "date", ["SL0202"]),
      ("{check: max, mustBeBetween: [2024-02-01, 2024-01-01]}", "date", ["SL0203"]),
      ("{check: max, mustBeBetween: [b, a]}", "string", ["SL0203"]),
      ("{check: max, mustBeBetween: [a]}", "string", ["SL0202"]),
      ("{check: max, mustBe: [a, b]}", "string", ["SL0202"]),
      ("{check: max, mustBe: a}", "integer", ["SL0202"]), ("{check: max}", "string", ["SL0201"]),
      ("{check: mostCommon, mustBe: [a, b]}", "string", []), ("{check: mostCommon, mustBe: a}", "integer", ["SL0202"]),
      ("{check: mostCommon, mustBeLessThan: 1}", "integer", ["SL0202"]),
      ("{check: containsValues, values: [1, 2]}", "integer", []),
      ("{check: containsValues, values: [1, x]}", "integer", ["SL0220"]),
      ("{check: containsValues, values: []}", "integer", ["SL0216"]),
      ("{check: containsValues}", "integer", ["SL0210"]),
    ] as [(String, String, [String])])
  func `aggregates are read with their type`(rule: String, type: String, expected: [String]) {
    #expect(Set(codes(rule, type)) == Set(expected), "\(rule) of \(type)")
  }
}
