internal import SluiceContract
internal import SluiceEngine

/// Structural findings and diagnostics as test cases.
extension JUnitReport {
  /// A case for every kind that there is, found or not: what is a warning passes, the rest fails.
  static func structure(
    _ name: String, _ findings: [StructuralFinding], _ blocks: StructureBlocks
  ) -> JUnitSuite {
    var kinds = StructureWords.all.map(\.kind)
    for finding in findings where !kinds.contains(finding.kind) { kinds.append(finding.kind) }
    let cases = kinds.map { kind in
      let found = findings.filter { $0.kind == kind }
      return JUnitCase(
        name: kind, className: name, file: found.first.map { ShownText.whole($0.file) },
        line: found.first?.line, ending: ending(kind, found, blocks))
    }
    return JUnitSuite(name: name, cases: cases)
  }

  private static func ending(
    _ kind: String, _ findings: [StructuralFinding], _ blocks: StructureBlocks
  ) -> JUnitCase.Ending {
    guard !findings.isEmpty else { return .passed }
    let shown = findings.map { blocks.block($0.severity == .error ? .fail : .warn, $0) }
    let text = shown.map { block in
      ([block.subject + ": " + block.headline] + block.evidence + block.remarks).joined(separator: "\n")
    }.joined(separator: "\n")
    let isFailed = findings.contains { $0.severity == .error }
    guard isFailed, let first = shown.first else { return .warned(text: text) }
    var message = first.subject + ": " + first.headline
    if shown.count > 1 { message += ", and \(Quantity.count(shown.count - 1, "more file"))" }
    return .failed(JUnitFault(message: message, type: kind, text: text))
  }

  /// A case for each diagnostic, or one that passed where there is none.
  static func diagnostics(_ diagnostics: [Diagnostic], in path: String) -> JUnitSuite {
    let path = ShownText.whole(path)
    var cases = diagnostics.map { diagnostic in
      JUnitCase(
        name: "\(diagnostic.code) \(diagnostic.mark.line):\(diagnostic.mark.column)", className: path,
        file: path,
        line: diagnostic.mark.line, ending: ending(diagnostic, path))
    }
    if cases.isEmpty { cases = [JUnitCase(name: "lint", className: path, file: path, ending: .passed)] }
    return JUnitSuite(name: path, cases: cases)
  }

  private static func ending(_ diagnostic: Diagnostic, _ path: String) -> JUnitCase.Ending {
    let message = ShownText.sentence(diagnostic.message)
    var lines = ["\(path):\(diagnostic.mark.line):\(diagnostic.mark.column): \(message)"]
    if let help = diagnostic.help { lines.append("help: " + ShownText.sentence(help)) }
    for note in diagnostic.notes {
      lines.append("\(path):\(note.mark.line):\(note.mark.column): note: " + ShownText.sentence(note.message))
    }
    let text = lines.joined(separator: "\n")
    guard diagnostic.severity == .error else { return .warned(text: text) }
    return .failed(JUnitFault(message: message, type: diagnostic.code, text: text))
  }
}
