import Foundation
import Testing

@testable import SluiceEngine

/// What is inside cells gives the same result in every split, on any number of threads, and whatever its size.
struct NestedLawTests {
  static let contract = """
    properties:
      - {name: id}
      - name: v
        logicalType: array
        logicalTypeOptions: {maxItems: 4, uniqueItems: true}
        items:
          logicalType: object
          logicalTypeOptions: {required: [a, z], minProperties: 1}
          properties:
            - {name: a, logicalType: integer, required: true, logicalTypeOptions: {minimum: 0, maximum: 50}}
            - {name: key, logicalType: string, logicalTypeOptions: {maxLength: 3, pattern: "^[a-z]*$"}}
            - {name: b, logicalType: array, items: {logicalType: number, required: true}}
      - name: m
        logicalType: map
        map: {key: {logicalType: string, logicalTypeOptions: {minLength: 2}}, value: {logicalType: boolean}}
    """

  @Test
  func `random documents obey the split law`() throws {
    let seed = SeededNumbers().seed
    var source = RandomJSON(random: SeededNumbers(seed: seed))
    for round in 0..<6 {
      let files = (0..<2).map { _ in Self.document(&source, rows: Int.random(in: 0...12, using: &source.random)) }
      try SplitLawTests.check(
        files, note: "seed \(seed), round \(round)", threads: [1, 3], chunks: [1, 7, 64, 4096], contract: Self.contract)
    }
  }

  @Test
  func `a cell that is larger than every buffer is one cell`() throws {
    // More values of one row than a node holds, and more tokens than a tape.
    let items = (0..<3000).map { "{\"a\": \($0 % 60), \"z\": \($0), \"b\": [1, null]}" }
    let cell = "[" + items.joined(separator: ",") + "]"
    let text = "id,v,m\n1,\(Self.quoted(cell)),\n2,\(Self.quoted("[{\"a\": 51, \"z\": 1}]")),\n"
    try SplitLawTests.check(
      [Array(text.utf8)], note: "large", threads: [2], chunks: [4096, 1 << 20], contract: Self.contract)
    let run = try Batches.validate(Self.contract, text)
    let range = try run.result("range", "v.items.a")
    #expect(range.failing == 2)
    #expect(range.samples.map(\.column) == ["v[51].a", "v[0].a"])
    let required = try run.result("required", "v.items.b.items")
    #expect(required.failing == 1)
    #expect(required.details.last?.value.count == 3000)
    #expect(required.samples.map(\.column) == ["v[0].b[1]"])
  }

  @Test
  func `every failing value that is shown stands where its path says`() throws {
    let seed = SeededNumbers().seed
    var source = RandomJSON(random: SeededNumbers(seed: seed))
    var shown = 0
    for _ in 0..<40 {
      let cell = Self.items(&source)
      let text = "id,v,m\n1,\(Self.quoted(cell)),\n"
      let run = try Batches.validate(Self.contract, text)
      guard case .array(let items)? = NaiveJSON(cell) else { continue }
      for check in ["type", "range", "required"] {
        let sample = try run.result(check, "v.items.a").samples.first
        let wanted = items.firstIndex { Self.breaks($0, check) }
        #expect(sample?.column == wanted.map { "v[\($0)].a" }, "seed \(seed): \(check) of \(cell)")
        shown += sample == nil ? 0 : 1
      }
    }
    #expect(shown > 10)
  }

  private static func breaks(_ item: NaiveJSON, _ check: String) -> Bool {
    guard case .object(let members) = item else { return false }
    let value = members.first { $0.name == ["a"] }?.value ?? .null
    switch (check, value) {
    case ("required", .null): return true
    case ("required", _), (_, .null): return false
    case ("type", .number(let text)): return !isInteger(text)
    case ("type", _): return true
    case (_, .number(let text)): return isInteger(text) && (Double(text).map { $0 < 0 || $0 > 50 } ?? true)
    default: return false
    }
  }

  /// Digits of any number, or what floats up to 2^53 write of an integer (rulings 12 and 18).
  private static func isInteger(_ text: String) -> Bool {
    let parts = text.split(separator: ".")
    if text.lowercased().contains("e") { return false }
    if parts.count == 1 { return true }
    return parts[1].allSatisfy { $0 == "0" } && (Double(text).map { abs($0) <= 0x1p53 } ?? false)
  }

  /// An array of objects that mostly look like the contract's.
  private static func items(_ source: inout RandomJSON) -> String {
    let items = (0..<Int.random(in: 0...6, using: &source.random)).map { _ in
      var members: [String] = []
      for name in ["a", "key", "b", "z", "other"].shuffled(using: &source.random).prefix(4) {
        let small = "\(Int.random(in: -5...70, using: &source.random))"
        let value = source.pick([small, small, "\"ab\"", "null", source.value(depth: 1)])
        members.append("\"\(name)\":" + (name == "b" ? "[1, \(value)]" : value))
      }
      return Int.random(in: 0..<8, using: &source.random) == 0 ? source.number() : "{\(members.joined(separator: ","))}"
    }
    return "[\(items.joined(separator: ", "))]"
  }

  private static func document(_ source: inout RandomJSON, rows: Int) -> [UInt8] {
    var text = "id,v,m\n"
    for row in 0..<rows {
      let isBroken = Int.random(in: 0..<5, using: &source.random) == 0
      let map = (0..<2).map { "\(source.string()):\($0 == 0 ? "true" : source.value(depth: 0))" }
      text += "\(row),\(quoted(isBroken ? source.mutant() : items(&source))),"
      text += "\(Bool.random(using: &source.random) ? "" : quoted("{\(map.joined(separator: ","))}"))\n"
    }
    return Array(text.utf8)
  }

  private static func quoted(_ cell: String) -> String {
    "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}

extension CheckResult.Detail.Value {
  fileprivate var count: Int? {
    if case .integer(let count) = self { count } else { nil }
  }
}
