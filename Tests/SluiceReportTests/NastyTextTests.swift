import Foundation
import Testing

@testable import SluiceContract
@testable import SluiceEngine
@testable import SluiceReport

/// Names and values that try to take over a terminal, a log or a page, pushed through every format.
@Suite struct NastyTextTests {
  private static let nasty: [String] =
    (0..<0x20).map { String(UnicodeScalar(UInt8($0))) }
    + (0x7F..<0xA0).map { String(UnicodeScalar(UInt8($0))) }
    + [
      0xAD, 0x61C, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E,
      0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF, 0xFFF9, 0xFFFE, 0x1D173, 0xE0001, 0xE0041,
    ].compactMap(UnicodeScalar.init).map(String.init)
    + ["\u{1B}]0;title\u{7}", "\r\n::error::x", "]]><a/>", "\u{1B}[2J"]

  /// A run in which every text that is not ours holds the nasty one.
  private static func outcome(_ nasty: String) -> ValidateOutcome {
    let text = "a\(nasty)b"
    var outcome = SampleRuns.everyStatus
    outcome.contract?.path = text
    outcome.contract?.id = text
    outcome.contract?.version = text
    outcome.head.error = RunError(code: "outputNotWritten", message: text, path: text)
    outcome.diagnostics = [diagnostic(text)]
    guard var result = outcome.results.first else { return outcome }
    result.object = text
    for index in result.files.indices { result.files[index].path = text }
    for index in result.structure.indices {
      result.structure[index].file = text
      result.structure[index].message = text
      for place in result.structure[index].samples.indices {
        result.structure[index].samples[place].message = text
      }
    }
    for index in result.columns.indices {
      result.columns[index].name = text
      result.columns[index].minimum = .text(text)
    }
    for index in result.results.indices { result.results[index].replaceTexts(with: text) }
    outcome.results = [result]
    return outcome
  }

  private static func diagnostic(_ text: String) -> Diagnostic {
    Diagnostic(
      code: "SL0107", severity: .error, message: text, help: text, path: text,
      mark: Mark(line: 1, column: 1, offset: 0, length: text.utf8.count),
      notes: [.init(message: text, mark: .start)])
  }

  private static func reports(_ nasty: String) -> [(format: String, bytes: [UInt8])] {
    let text = "a\(nasty)b"
    let validate = outcome(nasty)
    var ended = validate
    ended.results = []
    let inspect = InspectOutcome(
      head: validate.head,
      inspection: Inspection(
        dialect: .init(
          delimiter: ",", hasHeader: true, lineEnding: "LF", exporter: text, evidence: [text]),
        files: [validate.results.first?.files[0]].compactMap { $0 }, rows: 8_499_997,
        columns: validate.results.first?.columns ?? [], structure: validate.results.first?.structure ?? [],
        timing: .init(seconds: 1, bytes: 1, threads: 1)))
    let lint = LintOutcome(
      head: validate.head,
      contracts: [LintedContract(path: text, source: Array(text.utf8), diagnostics: [diagnostic(text)])])
    let text1 = [validate, ended].map { TextReport.render($0, isVerbose: true) }
    return [
      ("text", text1[0] + text1[1] + InspectText.render(inspect) + LintText.render(lint)),
      (
        "json",
        JSONReport.render(validate) + JSONReport.render(ended) + JSONReport.render(inspect)
          + JSONReport.render(lint)
      ),
      ("junit", JUnitReport.render(validate)), ("junit", JUnitReport.render(ended)),
      ("junit", JUnitReport.render(inspect)), ("junit", JUnitReport.render(lint)),
      (
        "github",
        GitHubReport.render(validate) + GitHubReport.render(ended) + GitHubReport.render(inspect)
          + GitHubReport.render(lint)
      ),
    ]
  }

  @Test(arguments: nasty) func `nothing that is obeyed instead of shown gets through any format`(nasty: String) {
    for report in Self.reports(nasty) {
      guard let text = String(validating: report.bytes, as: UTF8.self) else {
        Issue.record("\(report.format) is not UTF-8")
        continue
      }
      let raw = text.unicodeScalars.filter { scalar in
        if scalar == "\n" { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
      }
      // A tab that a contract has in a line is quoted as it stands.
      let isQuotedTab = report.format == "text" && nasty == "\t"
      #expect(raw.isEmpty || isQuotedTab, "\(report.format): \(raw.map { String($0.value, radix: 16) })")
      if report.format == "junit" { #expect(JUnitShape(report.bytes).violations == []) }
      if report.format == "github" {
        let commands = text.split(separator: "\n").filter { $0.hasPrefix("::") }
        #expect(
          commands.allSatisfy { command in
            ["::error ", "::warning ", "::notice "].contains { command.hasPrefix($0) }
          })
      }
    }
  }

  @Test func `what JSON escapes reads back as it was`() throws {
    for nasty in Self.nasty {
      let data = Data(JSONWriter.write(.array([.string("a\(nasty)b")])))
      let read = try JSONSerialization.jsonObject(with: data) as? [String]
      #expect(read?.first.map { Array($0.utf8) } == Array("a\(nasty)b".utf8))
    }
  }

  @Test func `a masked value is in no format`() {
    var outcome = SampleRuns.everyStatus
    for rule in outcome.results[0].results.indices {
      for index in outcome.results[0].results[rule].samples.indices {
        outcome.results[0].results[rule].samples[index].value = Array("secret".utf8)
        outcome.results[0].results[rule].samples[index].isMasked = true
      }
    }
    for bytes in [JUnitReport.render(outcome), GitHubReport.render(outcome)] {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(!text.contains("secret") && !text.contains("z@example.org"))
      #expect(text.contains("email = •••"))
    }
  }
}

extension CheckResult {
  fileprivate mutating func replaceTexts(with text: String) {
    id = text
    if column != nil { column = text }
    ruleID = text
    reason = text
    expected = text
    observed = text
    details = [.init(name: "found", value: .text(text)), .init(name: "all", value: .list([text]))]
    samples = [
      Sample(
        file: text, row: 1, line: 2, byteOffset: 3, column: text, value: Array(text.utf8) + [0xFF],
        isMasked: false, key: []),
      Sample(
        file: text, row: 1, line: 2, byteOffset: 3, column: nil, value: nil, isMasked: false,
        key: [.init(column: text, value: Array(text.utf8), isMasked: false)]),
    ]
  }
}
