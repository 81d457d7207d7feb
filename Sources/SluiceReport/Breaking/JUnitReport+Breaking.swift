internal import SluiceContract

/// What `breaking` says, as test cases: a suite for each contract, a case for each change.
extension JUnitReport {
  package static func render(_ outcome: BreakingOutcome) -> [UInt8] {
    let suites = outcome.comparisons.map(suite)
    return JUnitDocument(head: outcome.head, suites: run(outcome.head) + suites).render()
  }

  private static func suite(_ comparison: ComparedContracts) -> JUnitSuite {
    let bump = comparison.evolution.bump
    var cases = comparison.evolution.findings.map { testCase($0, in: comparison) }
    if cases.isEmpty {
      let file = comparison.new.map { ShownText.whole($0.path) }
      cases = [JUnitCase(name: "breaking", className: comparison.name, file: file, ending: .passed)]
    }
    return JUnitSuite(
      name: comparison.name,
      properties: [
        ("versions", comparison.versions), ("perspective", comparison.evolution.perspective.rawValue),
        ("bumpRequired", bump.required.word), ("bumpActual", bump.actual.word), ("bumpEnough", String(bump.isEnough)),
      ], cases: cases)
  }

  private static func testCase(_ finding: ContractEvolution.Finding, in comparison: ComparedContracts) -> JUnitCase {
    let diagnostic = finding.diagnostic
    let path = ShownText.whole(comparison.file(of: finding.change)?.path ?? "")
    let message = ShownText.sentence(diagnostic.message)
    var lines = ["\(path):\(diagnostic.mark.line):\(diagnostic.mark.column): \(message)"]
    if let why = diagnostic.why { lines.append("why: " + ShownText.sentence(why)) }
    if let help = diagnostic.help { lines.append("help: " + ShownText.sentence(help)) }
    let text = lines.joined(separator: "\n")
    let place = diagnostic.path.isEmpty ? comparison.name : ShownText.sentence(diagnostic.path)
    let ending: JUnitCase.Ending =
      switch finding.severity {
      case .error: .failed(JUnitFault(message: message, type: diagnostic.code, text: text))
      case .warning: .warned(text: text)
      case .info: .passed
      }
    return JUnitCase(
      name: "\(diagnostic.code) \(place)", className: comparison.name, file: path, line: diagnostic.mark.line,
      ending: ending)
  }
}
