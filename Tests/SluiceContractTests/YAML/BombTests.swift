import SluiceContract
import Testing

/// Files that would cost unbounded time or memory are refused, each with the limit that it broke.
struct BombTests {
  private func codesOf(_ text: String) -> [String] { codes(read(text)) }

  @Test func `an alias bomb is refused`() {
    var text = head + "customProperties:\n  - &a0 {property: a, value: [x, x, x, x, x, x, x, x, x]}\n"
    for level in 1...20 {
      let previous = "*a\(level - 1)"
      let list = Array(repeating: previous, count: 9).joined(separator: ", ")
      text += "  - &a\(level) {property: a, value: [\(list)]}\n"
    }
    #expect(codesOf(text) == ["SL0005"])
  }

  @Test func `aliases cannot nest deeper than the limit`() {
    var text = head + "customProperties:\n  - &a0 {property: a, value: x}\n"
    for level in 1...70 { text += "  - &a\(level) {property: a, value: [*a\(level - 1)]}\n" }
    #expect(codesOf(text) == ["SL0004"])
  }

  @Test func `64 levels are read and 65 are not`() {
    func nested(_ depth: Int) -> String {
      "a: " + String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1)
    }
    #expect(!codesOf(nested(64)).contains("SL0004"))
    #expect(codesOf(nested(65)) == ["SL0004"])
    #expect(codesOf(String(repeating: "[", count: 1_000_000)) == ["SL0004"])
    #expect(codesOf(String(repeating: "- ", count: 100_000)) == ["SL0004"])
  }

  @Test func `five megabytes are refused unread`() {
    let text = head + "#" + String(repeating: "x", count: 5 << 20)
    #expect(codesOf(text) == ["SL0002"])
  }

  @Test func `limits are named and can be set`() {
    let text = head + "tags: [a, b, c]\n"
    for (limits, name) in [
      (ReadLimits(bytes: 10, depth: 64, nodes: 100), "bytes"),
      (ReadLimits(bytes: 999, depth: 1, nodes: 100), "depth"),
      (ReadLimits(bytes: 999, depth: 64, nodes: 5), "nodes"),
    ] {
      let reading = ContractReader.read(Array(text.utf8), path: "c.yaml", limits: limits)
      #expect(reading.contract == nil)
      #expect(reading.diagnostics.first?.message.contains("(limit: \(name))") == true)
    }
    #expect(read(text).contract != nil)
  }

  @Test func `a long line of many values keeps its marks in good time`() {
    let text = head + "tags: [" + Array(repeating: "a", count: 150_000).joined(separator: ",") + ", ~]\n"
    let reading = read(text)
    #expect(lines(reading) == ["SL0106 6:300009 expected text, found an unquoted ~"])
  }
}
