import Testing

@testable import SluiceEngine
@testable import SluiceReport

@Suite struct JUnitReportTests {
  static let reports: [(name: String, bytes: [UInt8])] = [
    ("validate-every-status.xml", JUnitReport.render(SampleRuns.everyStatus)),
    ("validate-pass.xml", JUnitReport.render(SampleRuns.allPass)),
    ("validate-two-objects.xml", JUnitReport.render(SampleRuns.twoObjects)),
    ("validate-wrong-contract.xml", JUnitReport.render(SampleRuns.wrongContract)),
    ("inspect.xml", JUnitReport.render(JSONReportTests.inspect)),
    ("lint.xml", JUnitReport.render(JSONReportTests.lint)),
  ]

  @Test(arguments: reports.indices) func `reports are what their golden files say`(index: Int) throws {
    try expectSnapshot(Self.reports[index].bytes, Self.reports[index].name)
  }

  @Test(arguments: reports.indices) func `reports have the shape that build servers validate`(index: Int) {
    #expect(JUnitShape(Self.reports[index].bytes).violations == [])
  }

  @Test func `the shape refuses what the XSD refuses`() {
    let text = String(decoding: JUnitReport.render(SampleRuns.allPass), as: UTF8.self)
    for (ours, wrong) in [
      ("<testcase name", "<testcase title"), ("<properties>\n", "<properties>text\n"), ("tests=\"22\"", "tests=\"23\""),
      ("</testsuites>", ""), ("time=\"1.100\"", "time=\"1e-3\""),
    ] {
      let broken = text.replacing(ours, with: wrong)
      #expect(broken != text && !JUnitShape(Array(broken.utf8)).violations.isEmpty, "\(wrong)")
    }
  }

  @Test func `every rule is a case with the place of its promise`() throws {
    let shape = JUnitShape(JUnitReport.render(SampleRuns.everyStatus))
    let suite = try #require(shape.root.children.first { $0.attributes["name"] == "orders" })
    let cases = suite.all("testcase")
    #expect(cases.count == 19)
    #expect(cases.allSatisfy { $0.attributes["file"] == "orders.odcs.yaml" && $0.attributes["line"] == "21" })
    let range = try #require(cases.first { $0.attributes["name"] == "range [amount-range]" })
    #expect(range.attributes["classname"] == "orders.amount")
    let failure = try #require(range.children.first)
    #expect(failure.name == "failure" && failure.attributes["type"] == "range")
    #expect(failure.attributes["message"]?.hasPrefix("214 of 8,499,997 rows") ?? false)
    #expect(failure.text.contains("amount = -3.50"))
    let warned = try #require(cases.first { $0.attributes["name"] == "columnExtra" })
    #expect(warned.children.map(\.name) == ["system-out"])
    #expect(cases.count { $0.children.first?.name == "skipped" } == 8)
  }

  @Test func `names of cases do not depend on what was found`() {
    let names = { (outcome: ValidateOutcome) in
      JUnitShape(JUnitReport.render(outcome)).root.children[1].all("testcase").map { $0.attributes["name"] }
    }
    #expect(names(SampleRuns.everyStatus) == names(SampleRuns.allPass))
    #expect(names(SampleRuns.allPass).count == StructureWords.all.count)
  }

  @Test func `a kind that no word is known for is still a case`() throws {
    var outcome = SampleRuns.allPass
    outcome.results[0].structure = [SampleRuns.structure[0]]
    outcome.results[0].structure[0].kind = "newKind"
    let shape = JUnitShape(JUnitReport.render(outcome))
    let found = try #require(shape.root.all("testcase").first { $0.attributes["name"] == "newKind" })
    #expect(found.children.first?.name == "failure" && found.attributes["line"] == "8")
    #expect(shape.violations == [])
  }

  @Test func `what XML has no place for becomes a replacement character`() {
    var writer = XMLWriter()
    writer.element("a", [("b", "\u{0}\u{B}\u{85}\u{FFFE}\n\t\"<")], text: "\u{1B}]]>&\r\u{FFFF}\u{1F600}")
    let text = String(decoding: writer.bytes, as: UTF8.self)
    let fffd = "\u{FFFD}"
    #expect(
      text.hasSuffix(
        "<a b=\"\(fffd)\(fffd)\(fffd)\(fffd)&#10;&#9;&quot;&lt;\">\(fffd)]]&gt;&amp;&#13;\(fffd)\u{1F600}</a>\n"))
  }
}
