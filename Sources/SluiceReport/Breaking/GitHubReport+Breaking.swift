internal import SluiceContract

/// What `breaking` says, beside the lines of the new contract.
extension GitHubReport {
  package static func render(_ outcome: BreakingOutcome) -> [UInt8] {
    var annotations = run(outcome.head)
    for comparison in outcome.comparisons {
      // What breaks nobody would take the room of what does.
      annotations += comparison.evolution.findings.filter { $0.severity != .info }.map {
        annotation($0, in: comparison)
      }
    }
    return bytes(annotations, last: BreakingText.verdict(outcome) + "\n")
  }

  private static func annotation(_ finding: ContractEvolution.Finding, in comparison: ComparedContracts) -> Annotation {
    let diagnostic = finding.diagnostic
    var lines = [ShownText.sentence(diagnostic.message)]
    if let why = diagnostic.why { lines.append("why: " + ShownText.sentence(why)) }
    if let help = diagnostic.help { lines.append("help: " + ShownText.sentence(help)) }
    var annotation = Annotation(
      level: finding.severity == .error ? .error : .warning, file: comparison.new.map { ShownText.whole($0.path) },
      line: diagnostic.mark.line, column: diagnostic.mark.column, title: diagnostic.code, message: "")
    if finding.change.side == .old, let old = comparison.old {
      // The old file is not in the checkout: what is gone from the new one has no line there.
      lines.append("was at \(ShownText.whole(old.path)):\(diagnostic.mark.line):\(diagnostic.mark.column)")
      (annotation.line, annotation.column) = (nil, nil)
    }
    annotation.message = lines.joined(separator: "\n")
    return annotation
  }
}
