import SluiceContract
import Testing

struct DiagnosticCodeTests {
  @Test(arguments: DiagnosticCode.allCases)
  func `the example of a code triggers it with its severity, and nothing graver`(code: DiagnosticCode) throws {
    let entry = code.entry
    let reading = ContractReader.read(
      entry.example, path: "contract.yaml", environment: entry.exampleEnvironment, limits: entry.exampleLimits)
    let found = try #require(reading.diagnostics.first { $0.code == code.rawValue })
    #expect(found.severity == entry.severity)
    // The note about an older version stands beside what only older versions have.
    let others = reading.diagnostics.filter {
      $0.code != code.rawValue && $0.code != DiagnosticCode.olderVersion.rawValue
    }
    #expect(others.isEmpty, "\(lines(reading))")
    #expect((reading.contract == nil) == (entry.severity == .error))
  }

  @Test(arguments: DiagnosticCode.allCases)
  func `messages are lower case, without a full stop, and say what to do`(code: DiagnosticCode) throws {
    let entry = code.entry
    let reading = ContractReader.read(
      entry.example, path: "contract.yaml", environment: entry.exampleEnvironment, limits: entry.exampleLimits)
    for found in reading.diagnostics {
      let first = try #require(found.message.first)
      #expect(!first.isUppercase || found.message.hasPrefix("U+"))
      #expect(!found.message.hasSuffix("."))
      #expect(found.message != "invalid")
    }
    for text in [entry.title, entry.why, entry.fix] { #expect(!text.isEmpty) }
  }

  @Test func `one message of every code is on file`() throws {
    let text = DiagnosticCode.allCases.map { ErrorReference.message(of: $0) }.joined(separator: "\n")
    try expectFile("Tests/SluiceContractTests/Fixtures/messages.txt", holds: text)
  }

  @Test func `the page of codes is what the table says`() throws {
    try expectFile("docs/errors.md", holds: ErrorReference.markdown())
  }

  @Test func `explain knows every code in any case, and no other`() throws {
    #expect(try #require(ErrorReference.explain("sl0107")).hasPrefix("SL0107 (error): a key is not known\n"))
    #expect(ErrorReference.explain("SL9999") == nil)
    for code in DiagnosticCode.allCases { #expect(ErrorReference.explain(code.rawValue) != nil) }
  }
}
