import Testing

@testable import SluiceEngine
@testable import SluiceReport

@Suite struct TextReportTests {
  private func lines(_ outcome: ValidateOutcome, isVerbose: Bool = false) -> [Substring] {
    String(decoding: TextReport.render(outcome, isVerbose: isVerbose), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test func `reports are what their golden files say`() throws {
    try expectSnapshot(TextReport.render(SampleRuns.everyStatus), "validate-every-status.txt")
    try expectSnapshot(TextReport.render(SampleRuns.allPass), "validate-pass.txt")
    try expectSnapshot(TextReport.render(SampleRuns.everyStatus, isVerbose: true), "validate-verbose.txt")
    try expectSnapshot(TextReport.render(SampleRuns.twoObjects), "validate-two-objects.txt")
    try expectSnapshot(TextReport.render(SampleRuns.wrongContract), "validate-wrong-contract.txt")
    try expectSnapshot(InspectText.render(JSONReportTests.inspect), "inspect.txt")
  }

  @Test func `the last line is the verdict with every count`() {
    #expect(
      lines(SampleRuns.everyStatus).suffix(2) == [
        "FAIL · 19 rules: 3 pass, 2 warn, 5 fail, 1 error, 8 notRun · structure: 2 fail, 2 warn", "",
      ])
  }

  @Test func `of several objects the broken one comes last and one line counts all`() {
    let shown = lines(SampleRuns.twoObjects)
    let heads = shown.filter { $0.hasPrefix("orders.odcs.yaml 1.4.0 · ") }
    #expect(heads.count == 2 && heads[0].contains("customers") && heads[1].contains("orders ·"))
    #expect(
      shown.suffix(2) == [
        "FAIL · 2 objects, 22 rules: 6 pass, 2 warn, 5 fail, 1 error, 8 notRun · structure: 2 fail, 2 warn", "",
      ])
  }

  @Test func `failures come last, and the widest of them first`() {
    let labels = lines(SampleRuns.everyStatus).compactMap { line in
      ["FAIL", "WARN", "ERROR", "notRun"].first { line.hasPrefix($0 + " ") && !line.hasPrefix("FAIL ·") }
    }
    #expect(labels.firstIndex(of: "FAIL") == labels.count - 7)
    #expect(labels.suffix(7).allSatisfy { $0 == "FAIL" })
    let kinds = lines(SampleRuns.everyStatus).filter { $0.hasPrefix("FAIL  ") }
      .map { $0.split(separator: " ", omittingEmptySubsequences: true)[2] }
    #expect(
      kinds == ["unterminatedQuote", "columnRenamed", "range", "type", "fieldCount", "pattern", "primaryKey"])
  }

  @Test func `passes are listed with verbose alone`() {
    #expect(!lines(SampleRuns.everyStatus).contains { $0.hasPrefix("pass") })
    #expect(lines(SampleRuns.everyStatus, isVerbose: true).count { $0.hasPrefix("pass") } == 3)
  }

  @Test func `what the checks did not see is said`() {
    #expect(
      lines(SampleRuns.everyStatus).contains {
        $0.hasPrefix("not covered: 3 of 8,500,000 rows (0.000035 %)")
      })
    #expect(!lines(SampleRuns.allPass).contains { $0.hasPrefix("not covered") })
  }

  @Test func `colour is added only when asked for and changes no word`() {
    let plain = String(decoding: TextReport.render(SampleRuns.everyStatus), as: UTF8.self)
    let colored = String(decoding: TextReport.render(SampleRuns.everyStatus, style: .ansi), as: UTF8.self)
    #expect(!plain.contains("\u{1B}"))
    #expect(colored.contains("\u{1B}[1;31mFAIL\u{1B}[0m"))
    #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test func `a renamed column comes with the way out`() {
    #expect(
      lines(SampleRuns.everyStatus).contains(
        "        → map it with physicalName: tail_number, or ask the producer"))
  }
}
