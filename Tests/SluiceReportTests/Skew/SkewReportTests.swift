import Testing

@testable import SluiceEngine
@testable import SluiceReport

@Suite struct SkewReportTests {
  private static let outcomes: [(name: String, outcome: SkewOutcome)] = [
    ("skew-every-status", SampleSkew.outcome), ("skew-clean", SampleSkew.clean), ("skew-ended", SampleSkew.ended),
  ]

  @Test(arguments: outcomes.indices) func `reports are what their golden files say`(index: Int) throws {
    let (name, outcome) = Self.outcomes[index]
    try expectSnapshot(SkewText.render(outcome), name + ".txt")
    try expectSnapshot(JSONReport.render(outcome), name + ".json")
    try expectSnapshot(JUnitReport.render(outcome), name + ".xml")
    try expectSnapshot(GitHubReport.render(outcome), name + ".github.txt")
  }

  @Test(arguments: outcomes.indices) func `JSON keeps the schema and XML the shape`(index: Int) throws {
    let outcome = Self.outcomes[index].outcome
    #expect(try SchemaCheck.report().violations(JSONReport.render(outcome)) == [])
    #expect(JUnitShape(JUnitReport.render(outcome)).violations == [])
  }

  @Test func `verbose lists features that agree`() {
    let quiet = String(decoding: SkewText.render(SampleSkew.outcome), as: UTF8.self)
    let verbose = String(decoding: SkewText.render(SampleSkew.outcome, isVerbose: true), as: UTF8.self)
    #expect(!quiet.contains("pass  dest") && verbose.contains("pass  dest"))
  }

  @Test func `a masked value is in no format, and no figure that could be one`() {
    var outcome = SampleSkew.outcome
    for index in outcome.result?.features.indices ?? 0..<0 { outcome.result?.features[index].mask() }
    for bytes in [
      SkewText.render(outcome, isVerbose: true), JSONReport.render(outcome), JUnitReport.render(outcome),
      GitHubReport.render(outcome),
    ] {
      let text = String(decoding: bytes, as: UTF8.self)
      for secret in ["@example.org", "1332.537", "4983.5", "6.2", "609.2", "3036", "20.5"] {
        #expect(!text.contains(secret), "\(secret)")
      }
    }
  }

  @Test(arguments: [
    (0.0, "0"), (1.0, "1"), (-609.2213, "-609.2"), (0.000123456, "0.0001235"), (0.00001, "1e-5"), (123456.7, "123,457"),
    (1e7, "1e7"), (12345678.0, "1.235e7"), (0.1, "0.1"), (99.999, "100"), (.infinity, "∞"), (-.infinity, "-∞"),
    (1e-300, "1e-300"), (2.5, "2.5"),
  ])
  func `figures have four digits`(_ value: Double, _ text: String) { #expect(Figure.text(value) == text) }

  @Test(arguments: [
    (Int128(0), "0 s"), (60_000_000_000, "1 min"), (90_000_000_000, "1.5 min"), (86_400_000_000_000, "1 d"),
    (5_000_000, "5 ms"), (7_200_000_000_000, "2 h"),
  ])
  func `ages are in the unit that people use`(_ age: Int128, _ text: String) { #expect(Age.text(age) == text) }
}

extension SkewFeature {
  fileprivate mutating func mask() {
    isMasked = true
    for index in samples.indices {
      samples[index].train.isMasked = true
      samples[index].serve.isMasked = true
    }
    for index in changes.indices { changes[index].isMasked = true }
    worstSlice?.isMasked = true
  }
}
