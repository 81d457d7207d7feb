import Testing

@testable import SluiceReport

@Suite struct JSONWriterTests {
  private func text(_ value: JSON) -> String {
    String(decoding: JSONWriter.write(value), as: UTF8.self)
  }

  @Test func `members keep their order and what fits stands on one line`() {
    let value = JSON.object([
      .init("b", .number(1)), .init("a", .array([true, .null])), .init("c", .object([])),
    ])
    #expect(text(value) == "{\"b\": 1, \"a\": [true, null], \"c\": {}}\n")
  }

  @Test func `a container that does not fit is spread, its members are not`() {
    let long = JSON.string(String(repeating: "x", count: 100))
    #expect(
      text(.array([long, .object([.init("k", .number(1))])]))
        == "[\n  \"\(String(repeating: "x", count: 100))\",\n  {\"k\": 1}\n]\n")
  }

  @Test func `control characters, quotes and backslashes are escaped, other text is not`() {
    #expect(text("a\"\\\n\t\r\u{0}\u{1F}\u{7F}é✓") == #""a\"\\\n\t\r\u0000\u001f\u007fé✓""# + "\n")
  }

  @Test(arguments: [
    (0.1, "0.1"), (1e-7, "1e-07"), (Double.leastNonzeroMagnitude, "5e-324"), (-0.0, "-0.0"),
    (1e300, "1e+300"),
    (0.1 + 0.2, "0.30000000000000004"),
  ]) func `a double is its shortest text that reads back the same`(value: Double, expected: String) {
    #expect(text(.number(value)) == expected + "\n")
    #expect(Double(expected) == value)
  }

  @Test func `what JSON has no number for is text`() {
    #expect(JSON.number(.nan) == "NaN")
    #expect(JSON.number(-.infinity) == "-Infinity")
  }

  @Test(arguments: [
    (1 << 53, JSON.literal("9007199254740992")), ((1 << 53) + 1, .string("9007199254740993")),
    (-(1 << 53), .literal("-9007199254740992")), (Int.min, .string("-9223372036854775808")),
  ]) func `integers that a double cannot hold are text`(value: Int, expected: JSON) {
    #expect(JSON.number(value) == expected)
  }

  @Test(arguments: ["214", "0.145", "-0.5", "123456789012.345", "0.000000000000001", "9007199254740992"])
  func `exact text is a number where readers keep its digits`(text: String) {
    #expect(JSON.exact(text) == .literal(text))
  }

  @Test(arguments: [
    "1234567890123.4567", "9007199254740993", "99999999999999999999", "2013-01-01", "007", "1e3", ".5", "5.",
    "", "-", "+1", "nan",
  ]) func `exact text stays text where readers would change it`(text: String) {
    #expect(JSON.exact(text) == .string(text))
  }
}
