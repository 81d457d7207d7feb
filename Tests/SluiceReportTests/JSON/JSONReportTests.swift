import Foundation
import Testing

@testable import SluiceEngine
@testable import SluiceReport

@Suite struct JSONReportTests {
  static let inspect = InspectOutcome(
    head: SampleRuns.head("inspect", exitCode: 1),
    inspection: Inspection(
      dialect: .init(
        delimiter: ";", hasHeader: true, lineEnding: "CRLF", exporter: "pandas",
        evidence: ["1.0 among integers in \"id\""]),
      files: [.init(path: "in/trips-1.csv", bytes: 1000, rows: 4_000_000)], rows: 8_499_997,
      columns: SampleRuns.columns, structure: SampleRuns.structure,
      timing: .init(seconds: 0.25, bytes: 1000, threads: 1)))

  static let lint = LintOutcome(
    head: SampleRuns.head("lint", exitCode: 3),
    contracts: [LintedContract(path: "orders.odcs.yaml", source: [], diagnostics: [SampleRuns.diagnostic])])

  static let reports: [(name: String, bytes: [UInt8])] = [
    ("validate-every-status.json", JSONReport.render(SampleRuns.everyStatus)),
    ("validate-pass.json", JSONReport.render(SampleRuns.allPass)),
    ("validate-two-objects.json", JSONReport.render(SampleRuns.twoObjects)),
    ("validate-wrong-contract.json", JSONReport.render(SampleRuns.wrongContract)),
    ("inspect.json", JSONReport.render(inspect)),
    ("lint.json", JSONReport.render(lint)),
  ]

  @Test(arguments: reports.indices) func `reports are what their golden files say`(index: Int) throws {
    try expectSnapshot(Self.reports[index].bytes, Self.reports[index].name)
  }

  @Test(arguments: reports.indices) func `reports keep the published schema`(index: Int) throws {
    let violations = try SchemaCheck.report().violations(Self.reports[index].bytes)
    #expect(violations == [])
  }

  @Test func `the schema refuses a report with a key too many or too few`() throws {
    let check = try SchemaCheck.report()
    let text = String(decoding: JSONReport.render(SampleRuns.allPass), as: UTF8.self)
    let more = text.replacingOccurrences(of: "\"complete\": true,", with: "\"complete\": true, \"extra\": 1,")
    let fewer = text.replacingOccurrences(of: "\"complete\": true,", with: "")
    #expect(try check.violations(Array(more.utf8)).contains { $0.contains("extra") })
    #expect(try check.violations(Array(fewer.utf8)).contains { $0.contains("complete is missing") })
  }

  @Test func `the schema knows every kind of structural finding`() throws {
    let check = try SchemaCheck.report()
    for words in StructureWords.all {
      var outcome = Self.inspect
      outcome.inspection?.structure[0].kind = words.kind
      #expect(try check.violations(JSONReport.render(outcome)) == [], "\(words.kind)")
    }
  }

  @Test func `a masked value is not written even where the engine hands it over`() {
    var outcome = SampleRuns.everyStatus
    let secret = Array("secret@example.org".utf8)
    for result in outcome.results[0].results.indices {
      for sample in outcome.results[0].results[result].samples.indices {
        outcome.results[0].results[result].samples[sample].value = secret
        outcome.results[0].results[result].samples[sample].isMasked = true
      }
    }
    let json = String(decoding: JSONReport.render(outcome), as: UTF8.self)
    let text = String(decoding: TextReport.render(outcome, isVerbose: true), as: UTF8.self)
    #expect(!json.contains("secret@") && !json.contains("z@example.org"))
    #expect(!text.contains("secret@"))
    #expect(text.contains("email = •••"))
  }

  @Test func `bytes that are not text stand beside their replacement in hexadecimal`() {
    let json = String(decoding: JSONReport.render(SampleRuns.everyStatus), as: UTF8.self)
    #expect(json.contains("\"value\": \"c\u{FFFD}\""))
    #expect(json.contains("\"valueHex\": \"63e9\""))
    #expect(json.contains("\"keyHex\": {\"part\": \"ff\"}"))
  }

  @Test func `an output that failed makes the report incomplete and leaves the verdict`() {
    var outcome = SampleRuns.allPass
    outcome.head.exitCode = 5
    outcome.head.error = RunError(
      code: "outputNotWritten", message: "cannot write r: No space left on device")
    let json = String(decoding: JSONReport.render(outcome), as: UTF8.self)
    #expect(json.contains("\"verdict\": \"pass\",\n  \"complete\": false,\n  \"exitCode\": 5"))
  }
}
