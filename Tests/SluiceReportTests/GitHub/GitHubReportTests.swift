import Testing

@testable import SluiceContract
@testable import SluiceEngine
@testable import SluiceReport

@Suite struct GitHubReportTests {
  private func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func `reports are what their golden files say`() throws {
    try expectSnapshot(GitHubReport.render(SampleRuns.everyStatus), "validate-every-status.github.txt")
    try expectSnapshot(GitHubReport.render(SampleRuns.allPass), "validate-pass.github.txt")
    try expectSnapshot(GitHubReport.render(SampleRuns.twoObjects), "validate-two-objects.github.txt")
    try expectSnapshot(GitHubReport.render(SampleRuns.wrongContract), "validate-wrong-contract.github.txt")
    try expectSnapshot(GitHubReport.render(JSONReportTests.inspect), "inspect.github.txt")
    try expectSnapshot(GitHubReport.render(JSONReportTests.lint), "lint.github.txt")
  }

  @Test func `text and properties are escaped as the runner reads them`() {
    let annotation = Annotation(
      level: .error, file: "a,b:c%.yaml", line: 3, column: 9, title: "x\ny", message: "100 %, a:b\r\n::error::c")
    #expect(
      Annotation.render([annotation])
        == "::error file=a%2Cb%3Ac%25.yaml,line=3,col=9,title=x%0Ay::100 %25, a:b%0D%0A::error::c\n")
  }

  @Test func `a level never has more than GitHub shows and its last tells how many there are`() throws {
    let many = (1...37).map { Annotation(level: $0 > 30 ? .warning : .error, title: "t\($0)", message: "m") }
    let shown = lines(Array(Annotation.render(many).utf8))
    let errors = shown.filter { $0.hasPrefix("::error ") }
    #expect(errors.count == 10)
    #expect(errors.prefix(9).enumerated().allSatisfy { $1 == "::error title=t\($0 + 1)::m" })
    let last = try #require(errors.last)
    #expect(last.hasPrefix("::error title=21 more errors::21 more errors; the other reports show all:%0At10%0A"))
    #expect(last.hasSuffix("%0At29%0A…"))
    #expect(shown.count { $0.hasPrefix("::warning ") } == 7)
    #expect(lines(Array(Annotation.render(Array(many.prefix(10))).utf8)).last == "::error title=t10::m")
  }

  @Test func `what concerns most rows comes first and stands where the promise does`() throws {
    let shown = lines(GitHubReport.render(SampleRuns.everyStatus))
    let errors = shown.filter { $0.hasPrefix("::error ") }
    let kinds = errors.compactMap { $0.firstMatch(of: /title=[^ ]+ ([A-Za-z]+)::/)?.output.1 }
    #expect(
      kinds == [
        "unterminatedQuote", "columnRenamed", "range", "type", "fieldCount", "pattern", "primaryKey", "pattern",
      ])
    #expect(errors[2].hasPrefix("::error file=orders.odcs.yaml,line=21,col=11,title=orders.amount range::214 of"))
    #expect(errors[0].hasPrefix("::error file=in/trips-2.csv,line=4500001,title="))
    #expect(shown.count { $0.hasPrefix("::notice ") } == 1)
    #expect(shown.last?.hasPrefix("FAIL · 19 rules: ") ?? false)
  }

  @Test func `lint shows each diagnostic at its own line`() {
    var outcome = JSONReportTests.lint
    outcome.contracts[0].diagnostics[0].severity = .info
    let shown = lines(GitHubReport.render(outcome))
    #expect(shown[0].hasPrefix("::notice file=orders.odcs.yaml,line=14,col=9,title=SL0107::duplicate key"))
    #expect(shown[0].contains("%0Ahelp: remove one of them%0Aline 12: the first is here"))
    #expect(shown.count == 2)
  }
}
