import SluiceContract
import Testing

struct QualityTests {
  private func atColumn(_ rule: String) -> [String] { codes(read(column("quality:\n  - \(rule)"))) }
  private func atObject(_ rule: String) -> [String] {
    codes(read(object("properties: [{name: a}, {name: b}]\nquality:\n  - \(rule)")))
  }

  @Test(
    arguments: [
      ("{metric: nullValues, mustBe: 0}", []), ("{metric: nullValues, type: library, mustBe: 0}", []),
      ("{metric: nullValues}", ["SL0201"]), ("{metric: nullValues, mustBe: 0, mustNotBe: 1}", ["SL0201"]),
      ("{metric: nullValues, mustBe: none}", ["SL0202"]), ("{metric: nullValues, mustBe: \"0\"}", ["SL0202"]),
      ("{metric: nullValues, mustBe: [1]}", ["SL0202"]), ("{metric: nullValues, mustBe: null}", ["SL0202"]),
      ("{metric: nullValues, mustBeBetween: 5}", ["SL0202"]),
      ("{metric: nullValues, mustBeBetween: [1]}", ["SL0202"]),
      ("{metric: nullValues, mustBeBetween: [1, 2, 3]}", ["SL0202"]),
      ("{metric: nullValues, mustBeBetween: [1, x]}", ["SL0202"]),
      ("{metric: nullValues, mustBeBetween: [5, 5]}", ["SL0224"]),
      ("{metric: nullValues, mustNotBeBetween: [10, 5]}", ["SL0203"]),
      ("{metric: nullValues, mustBeLessThan: 101, unit: percent}", ["SL0204"]),
      ("{metric: nullValues, mustBeLessThan: -1, unit: percent}", ["SL0204"]),
      ("{metric: nullValues, mustBeLessThan: 101, unit: rows}", []),
      ("{metric: nullValues, mustBe: 0, unit: Percent}", ["SL0205"]),
      ("{metric: nullValues, mustBe: 0, severity: blocker}", []),
      ("{metric: nullValues, mustBe: 0, severity: Warning}", ["SL0206"]),
      ("{description: x}", ["SL0207"]), ("{description: x, mustBe: 0}", ["SL0207"]),
      ("{type: library, mustBe: 0}", ["SL0102"]), ("{metric: rowCount, mustBe: 0}", ["SL0208"]),
      ("{metric: nullValue, mustBe: 0}", ["SL0103"]),
      ("{metric: nullValues, mustBe: 0, arguments: {a: 1}}", ["SL0209"]),
      ("{metric: duplicateValues, mustBe: 0, arguments: {properties: [a]}}", ["SL0209"]),
      ("{metric: missingValues, mustBe: 0}", ["SL0210"]), ("{metric: invalidValues, mustBe: 0}", ["SL0223"]),
      ("{metric: missingValues, mustBe: 0, arguments: {missingValues: []}}", ["SL0216"]),
      ("{metric: missingValues, mustBe: 0, arguments: {missingValues: [[a]]}}", ["SL0211"]),
      ("{metric: invalidValues, mustBe: 0, arguments: {pattern: '['}}", ["SL0218"]),
      ("{type: text, metric: nullValues, mustBe: 0}", ["SL0118", "SL0118"]),
      ("{type: text, description: x}", []), ("{type: sql, query: q, mustBe: ok}", []),
      ("{type: sql, query: q}", ["SL0201"]), ("{type: sql, mustBe: 0}", ["SL0102"]),
      ("{type: custom, engine: soda, implementation: x}", []), ("{type: custom, engine: soda}", ["SL0102"]),
      ("{type: custom, engine: soda, implementation: [x]}", ["SL0101"]),
    ] as [(String, [String])])
  func `rules of a property`(rule: String, expected: [String]) {
    #expect(atColumn(rule) == expected, "\(rule)")
  }

  @Test(
    arguments: [
      ("{metric: rowCount, mustBeGreaterThan: 0}", []),
      ("{metric: rowCount, mustBe: 0, unit: percent}", ["SL0205"]),
      ("{metric: nullValues, mustBe: 0}", ["SL0208"]), ("{metric: duplicateValues, mustBe: 0}", ["SL0210"]),
      ("{metric: duplicateValues, mustBe: 0, arguments: {properties: [a, b]}}", []),
      ("{metric: duplicateValues, mustBe: 0, arguments: {properties: [a, c]}}", ["SL0226"]),
      ("{metric: duplicateValues, mustBe: 0, arguments: {properties: a}}", ["SL0211"]),
    ] as [(String, [String])])
  func `rules of an object`(rule: String, expected: [String]) {
    #expect(atObject(rule) == expected, "\(rule)")
  }

  private func engine(_ implementation: String, _ more: String = "") -> String {
    "{type: custom, engine: sluice, implementation: \(implementation)\(more)}"
  }

  @Test(
    arguments: [
      ("{check: rowRule, expr: price = 'x'}", []), ("{check: nulls, mustBe: 0, unit: percent, where: price > 'a'}", []),
      ("{check: quantile, q: 0.5, mustBeBetween: [1, 2]}", ["SL0215"]), ("{check: min, mustBe: 2024-01-01}", []),
      ("{check: mostCommon, mustBe: [a, b]}", []), ("\"check: nulls\"", []),
      ("{check: psi, against: p, mustBe: 0}", []),
      ("{check: skew, tolerance: {relative: 1e-6}, mustBeLessOrEqualTo: 0.1, unit: percent}", []),
      ("{check: rowRule, expr: price}", ["SL0246"]), ("{check: rowRule, expr: prise > 0}", ["SL0226"]),
      ("{check: rowRule, expr: price >}", ["SL0245"]), ("{check: invalid}", ["SL0210"]),
      ("{check: distinctAcross}", ["SL0210"]),
      ("{check: distinctAcross, properties: [price]}", ["SL0210"]), ("{check: validFormat, format: mail}", ["SL0211"]),
      ("{check: duplicates, properties: [nope]}", ["SL0226"]), ("{check: nulls, mustBe: x}", ["SL0202"]),
      ("{check: invalid, pattern: '('}", ["SL0218"]), ("{check: invalid, validValues: []}", ["SL0216"]),
      ("{check: rowRul, expr: a}", ["SL0213"]), ("{check: rowRule, expresion: a}", ["SL0214", "SL0210"]),
      ("{expr: a}", ["SL0210"]), ("{check: columnCount, mustBe: 3}", ["SL0208"]), ("\"[\"", ["SL0003"]),
      ("\"a\"", ["SL0101"]), ("{check: nulls, mustBe: 0, mustNotBe: 1}", ["SL0201"]),
      ("{check: nulls, mustBeBetween: [9, 1]}", ["SL0203"]), ("{check: nulls, unit: share}", ["SL0205"]),
      ("{check: nulls, unit: percent, mustBe: 200}", ["SL0204"]),
    ] as [(String, [String])])
  func `engine sluice rules are judged by their name and keys`(implementation: String, expected: [String]) {
    #expect(Set(atColumn(engine(implementation))) == Set(expected), "\(implementation)")
  }

  @Test func `what stands beside engine sluice would be ignored`() {
    #expect(atColumn(engine("{check: nulls}", ", unit: percent")) == ["SL0212"])
    #expect(atColumn(engine("{check: nulls}", ", mustBe: 0")) == ["SL0118"])
    #expect(atColumn("{type: custom, engine: Sluice, implementation: {check: nulls}}") == ["SL0103"])
    #expect(
      codes(read(column("logicalType: string\nquality:\n  - \(engine("{check: mean}"))"))) == ["SL0215"])
  }

  @Test func `thresholds keep their numbers exactly`() throws {
    let text = column(
      "quality:\n  - {metric: nullValues, mustBeBetween: [0.10, 18446744073709551616], severity: low}")
    let rule = try #require(read(text).contract?.objects[0].properties[0].quality.first)
    #expect(rule.severity == .warning)
    let low = try #require(ExactDecimal("0.1"))
    let high = try #require(ExactDecimal("18446744073709551616"))
    #expect(rule.threshold?.comparison == .mustBeBetween(low, high))
    #expect(rule.threshold?.comparison.admits(ExactDecimal(0)) == false)
    #expect(rule.threshold?.comparison.admits(high) == true)
  }
}
