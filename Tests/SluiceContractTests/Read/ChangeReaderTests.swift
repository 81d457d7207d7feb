import Testing

@testable import SluiceContract

/// What a contract may say of changes and of volume, and what is wrong with the rest.
struct ChangeReaderTests {
  private func rule(_ implementation: String) -> String {
    "[{type: custom, engine: sluice, implementation: \(implementation)}]"
  }

  private func codes(_ text: String) -> Set<String> {
    Set(read(text).diagnostics.filter { $0.severity != .info }.map(\.code))
  }

  @Test(
    arguments: [
      ("{check: nullRateDelta, mustBeLessThan: 0.1}", "string", []),
      ("{check: nullRateDelta, mustBeLessThan: 10, unit: percent, against: baseline}", "string", []),
      // A difference may fall, and grow by more than all.
      ("{check: nullRateDelta, mustBeBetween: [-150, 150], unit: percent}", "string", []),
      ("{check: nullRateDelta}", "string", ["SL0201"]),
      ("{check: nullRateDelta, mustBe: 0, unit: rows}", "string", ["SL0205"]),
      ("{check: nullRateDelta, mustBe: 0, where: price > 1}", "integer", ["SL0211"]),
      ("{check: nullRateDelta, mustBe: 0, against: yesterday}", "string", ["SL0211"]),
      ("{check: meanShift, mustBeBetween: [-1, 1]}", "number", []),
      ("{check: meanShift, mustBeBetween: [-200, 200], unit: percent, against: previous}", "boolean", []),
      ("{check: meanShift, mustBeBetween: [1, -1]}", "number", ["SL0203"]),
      ("{check: meanShift, mustBe: 0}", "date", ["SL0215"]), ("{check: meanShift, mustBe: x}", "number", ["SL0202"]),
      ("{check: newCategories}", "string", []), ("{check: newCategories, mustBeLessThan: 5}", "date", []),
      ("{check: newCategories, unit: percent}", "string", ["SL0205"]),
      ("{check: missingCategories, mustBe: 1, mustNotBe: 2}", "string", ["SL0201"]),
      ("{check: rowCountDelta, mustBe: 0}", "string", ["SL0208"]),
      ("{check: newCategorys}", "string", ["SL0213"]), ("{check: newCategories, values: [1]}", "integer", ["SL0214"]),
    ] as [(String, String, Set<String>)])
  func `rules about the change of a column`(implementation: String, type: String, expected: Set<String>) {
    let text = object("properties: [{name: price, logicalType: \(type), quality: \(rule(implementation))}]")
    #expect(codes(text) == expected, "\(implementation) of \(type): \(lines(read(text)))")
  }

  @Test(
    arguments: [
      ("{check: rowCountDelta, mustBeGreaterThan: -1000}", []),
      ("{check: rowCountDelta, mustBeGreaterThan: -1000, unit: rows}", []),
      ("{check: rowCountDelta, mustBeBetween: [-20, 500], unit: percent, against: previous}", []),
      ("{check: rowCountDelta}", ["SL0201"]), ("{check: rowCountDelta, mustBe: 0, unit: value}", ["SL0205"]),
      ("{check: columnCount, mustBe: 12}", []), ("{check: fileCount, mustBeBetween: [1, 24]}", []),
      ("{check: byteCount, mustBeGreaterThan: 1000000}", []), ("{check: byteCount}", ["SL0201"]),
      ("{check: byteCount, mustBe: 1, unit: percent}", ["SL0205"]),
      ("{check: fileCount, mustBe: 1, where: price > 1}", ["SL0211"]),
      ("{check: fileCount, mustBe: many}", ["SL0202"]),
    ] as [(String, Set<String>)])
  func `rules about the whole batch`(implementation: String, expected: Set<String>) {
    let text = object("properties: [{name: price, logicalType: integer}]\nquality: \(rule(implementation))")
    #expect(codes(text) == expected, "\(implementation): \(lines(read(text)))")
  }

  @Test func `without an operator no value may come or go, and a number of rows is one of rows`() throws {
    let text = object(
      """
      properties: [{name: price, quality: \(rule("{check: newCategories}"))}]
      quality: \(rule("{check: rowCountDelta, mustBe: 0}"))
      """)
    let contract = try #require(read(text).contract)
    let rules = contract.rules(for: contract.objects[0])
    let new = try #require(rules.first { $0.check == "newCategories" }?.threshold)
    #expect(new.comparison == .mustBe(.zero) && new.unit == .value)
    #expect(rules.first { $0.check == "rowCountDelta" }?.threshold?.unit == .rows)
  }
}
