/// Writes `docs/errors.md` and the text of `sluice explain SLxxxx` from the table of codes.
package enum ErrorReference {
  package static func markdown() -> String {
    var text = """
      # Codes of contract diagnostics

      Generated from the table in `Sources/SluiceContract/Diagnostic/`; a test compares. Codes are stable.
      `error` makes `sluice` end with exit code 3; `warning` and `info` do not stop anything.

      | code | severity | says |
      |---|---|---|

      """
    for code in DiagnosticCode.allCases {
      text += "| [\(code.rawValue)](#\(code.rawValue.lowercased())) | \(code.entry.severity.rawValue) "
      text += "| \(code.entry.title) |\n"
    }
    for code in DiagnosticCode.allCases { text += "\n" + section(code) }
    return text
  }

  /// One code for a terminal; nil where there is no such code.
  package static func explain(_ id: String) -> String? {
    guard let code = DiagnosticCode(rawValue: id.uppercased()) else { return nil }
    let entry = code.entry
    return """
      \(code.rawValue) (\(entry.severity.rawValue)): \(entry.title)

      why: \(entry.why)
      fix: \(entry.fix)

      example:

      \(indented(exampleText(entry)))

      says:

      \(indented(message(of: code)))
      """ + "\n"
  }

  /// What the example of a code makes the reader say about it.
  package static func message(of code: DiagnosticCode) -> String {
    let entry = code.entry
    let reading = ContractReader.read(
      entry.example, path: "contract.yaml", environment: entry.exampleEnvironment, limits: entry.exampleLimits)
    let printer = DiagnosticPrinter(source: entry.example, path: "contract.yaml", color: false)
    return reading.diagnostics.first { $0.code == code.rawValue }.map { printer.render($0) } ?? ""
  }

  private static func section(_ code: DiagnosticCode) -> String {
    let entry = code.entry
    return """
      ## \(code.rawValue)

      **\(entry.title)** (\(entry.severity.rawValue)). \(entry.why)

      Fix: \(entry.fix)

      ```yaml
      \(exampleText(entry))
      ```

      ```text
      \(message(of: code).dropLast())
      ```

      """
  }

  private static func exampleText(_ entry: DiagnosticEntry) -> String {
    let text = String(decoding: entry.example, as: UTF8.self)
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }
      .joined(separator: "\n")
  }
}
