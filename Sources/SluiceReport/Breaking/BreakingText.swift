internal import SluiceContract

/// The report of `breaking` for people: each change with its line, whom it breaks, why and what to do; then the verdict.
///
/// Failures come last, so that the end of a log says it all. What breaks nobody is counted, and listed on demand.
package enum BreakingText {
  package static func render(_ outcome: BreakingOutcome, isVerbose: Bool = false, isColored: Bool = false) -> [UInt8] {
    let style: Style = isColored ? .ansi : .plain
    var text = ""
    for comparison in outcome.comparisons {
      if isVerbose { text += blocks(comparison, .info, isColored) }
      text += blocks(comparison, .warning, isColored) + blocks(comparison, .error, isColored)
    }
    if let error = outcome.head.error {
      text += style.bad("error:") + " " + ShownText.sentence(error.message) + "\n"
    }
    let lines = outcome.comparisons.map { summary(of: $0) }
    // One that breaks stands behind those that do not.
    let sorted = lines.filter { !$0.isBroken } + lines.filter(\.isBroken)
    for line in sorted { text += (line.isBroken ? style.bad("FAIL") : style.good("pass")) + "  " + line.text + "\n" }
    if lines.count > 1 { text += total(outcome) + "\n" }
    return Array(text.utf8)
  }

  private static func blocks(
    _ comparison: ComparedContracts, _ severity: Diagnostic.Severity, _ isColored: Bool
  ) -> String {
    comparison.evolution.findings.filter { $0.severity == severity }.map { finding in
      guard let file = comparison.file(of: finding.change) else { return "" }
      let printer = DiagnosticPrinter(source: file.source, path: file.path, color: isColored)
      return ShownText.lines(printer.render(finding.diagnostic), isColored: isColored) + "\n"
    }.joined()
  }

  /// `orders 1.4.0 → 1.5.0: 2 breaking changes, 1 warning, 3 other changes; needs a major version, is a minor one`
  static func summary(of comparison: ComparedContracts) -> (text: String, isBroken: Bool) {
    let evolution = comparison.evolution
    let changes = evolution.findings.filter(\.isChange)
    let broken = changes.count { $0.severity == .error }
    var parts = [
      Quantity.count(broken, "breaking change"), Quantity.count(evolution.count(.warning), "warning"),
      Quantity.count(changes.count { $0.severity == .info }, "other change"),
    ]
    if evolution.perspective != .full { parts.append("as \(evolution.perspective.words)") }
    var text = "\(comparison.name) \(comparison.versions): \(parts.joined(separator: ", "))"
    if let version = version(evolution.bump) { text += "; \(version)" }
    return (text, evolution.count(.error) > 0)
  }

  /// nil where nothing need be said.
  private static func version(_ bump: VersionBump) -> String? {
    guard bump.required != .none else { return nil }
    let need = "needs a \(bump.required.word) version"
    switch bump.actual {
    case .level(.none): return need + ", has the old one"
    case .level(let level) where level == bump.required: return need + ", is one"
    case .level(let level): return need + ", is a \(level.word) one"
    case .backward: return need + ", goes back"
    case .unknown: return need + ", which its text does not tell"
    }
  }

  /// What all contracts come to.
  static func total(_ outcome: BreakingOutcome) -> String {
    let changes = outcome.comparisons.flatMap(\.evolution.findings).filter(\.isChange)
    let broken = changes.count { $0.severity == .error }
    return "\(Quantity.count(outcome.comparisons.count, "contract")): \(Quantity.count(broken, "breaking change")), "
      + Quantity.count(outcome.count(.warning), "warning")
  }

  /// The last line of reports that show no others.
  static func verdict(_ outcome: BreakingOutcome) -> String {
    outcome.comparisons.count == 1 ? summary(of: outcome.comparisons[0]).text : total(outcome)
  }
}

extension ContractEvolution.Perspective {
  var words: String {
    switch self {
    case .consumer: "consumers see it"
    case .producer: "producers see it"
    case .full: "both see it"
    case .none: "nobody minds (sluiceCompatibility: none)"
    }
  }
}
