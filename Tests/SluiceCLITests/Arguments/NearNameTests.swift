import Testing

@testable import SluiceCLI

@Suite struct NearNameTests {
  @Test(arguments: [
    ("vaildate", "validate"), ("lnit", "lint"), ("Validate", "validate"), ("insp", "inspect"),
    ("explian", "explain"),
  ]) func `a slip of the finger finds its word`(typed: String, meant: String) {
    #expect(NearName.of(typed, among: ["validate", "inspect", "lint", "explain"]) == meant)
  }

  @Test(arguments: ["", "deploy", "xy", String(repeating: "v", count: 5000)])
  func `what is far from every word finds none`(typed: String) {
    #expect(NearName.of(typed, among: ["validate", "inspect", "lint", "explain"]) == nil)
  }

  @Test func `words that are equally near are all offered, in the order of the list`() {
    #expect(NearName.nearest("exit-9", among: ["exit-1", "exit-2", "exit-70"]) == ["exit-1", "exit-2"])
  }

  @Test func `names that only look the same are not the same`() {
    #expect(!"caf\u{E9}".hasSameBytes(as: "cafe\u{301}"))
    #expect("café".hasSameBytes(as: "café"))
  }
}
