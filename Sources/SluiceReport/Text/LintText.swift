package import SluiceContract

/// The report of `lint` for people: each diagnostic with its line and a caret, then what it comes to.
package enum LintText {
  package static func render(_ outcome: LintOutcome, isColored: Bool = false) -> [UInt8] {
    let style: Style = isColored ? .ansi : .plain
    var text = ""
    for contract in outcome.contracts { text += diagnostics(contract, color: isColored) }
    if let error = outcome.head.error {
      text += style.bad("error:") + " " + ShownText.sentence(error.message) + "\n"
    }
    text += summary(of: outcome) + "\n"
    return Array(text.utf8)
  }

  /// What all contracts come to.
  static func summary(of outcome: LintOutcome) -> String {
    let place =
      outcome.contracts.count == 1
      ? outcome.contracts[0].path : Quantity.count(outcome.contracts.count, "contract")
    return summary(of: outcome.contracts.flatMap(\.diagnostics), in: place)
  }

  /// Every diagnostic of one contract, each followed by an empty line.
  package static func diagnostics(_ contract: LintedContract, color: Bool) -> String {
    let printer = DiagnosticPrinter(source: contract.source, path: contract.path, color: color)
    return contract.diagnostics.map { diagnostic in
      let block = ShownText.lines(printer.render(diagnostic), isColored: color)
      return block + (block.hasSuffix("\n") ? "\n" : "\n\n")
    }.joined()
  }

  /// `2 errors, 1 warning in orders.odcs.yaml`
  package static func summary(of diagnostics: [Diagnostic], in place: String) -> String {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count { $0.severity == .warning }
    return "\(Quantity.count(errors, "error")), \(Quantity.count(warnings, "warning"))"
      + " in \(ShownText.whole(place))"
  }
}
