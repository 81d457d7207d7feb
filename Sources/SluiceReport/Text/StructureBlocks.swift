internal import SluiceEngine

/// Turns structural findings into blocks of the text report, beside the results of rules.
struct StructureBlocks {
  private let findings: [StructuralFinding]
  private let rowsOfFile: [String: Int]

  init(_ run: RunResult) {
    self.init(run.structure, files: run.files)
  }

  init(_ findings: [StructuralFinding], files: [RunResult.FileSummary]) {
    self.findings = findings
    rowsOfFile = Dictionary(files.map { ($0.path, $0.rows) }, uniquingKeysWith: { first, _ in first })
  }

  var faults: [TextBlock] { findings.filter { $0.severity == .error }.map { block(.fail, $0) } }
  var warnings: [TextBlock] { findings.filter { $0.severity == .warning }.map { block(.warn, $0) } }

  func block(_ label: TextBlock.Label, _ finding: StructuralFinding) -> TextBlock {
    let words = StructureWords.declaration(of: finding.kind)
    var block = TextBlock(
      label: label, subject: ShownText.whole(finding.file), kind: finding.kind,
      headline: ShownText.sentence(finding.message))
    switch words?.scope ?? .records {
    case .records:
      block.headline = headline(finding)
      block.evidence = SampleLines.render(finding.samples)
      if finding.samples.isEmpty {
        block.evidence.append(firstPlace(finding) + "  " + ShownText.sentence(finding.message))
      }
      block.weight = finding.count
      let more = finding.count - block.evidence.count
      if more > 0 { block.evidence.append("… \(Quantity.count(more)) more in this file") }
    case .place:
      block.evidence = [firstPlace(finding)]
    case .file:
      if finding.line > 1 { block.evidence = [firstPlace(finding)] }
    }
    if let wayOut = words?.whatToDo { block.remarks = ["→ " + wayOut] }
    return block
  }

  private static let countedByPlace: Set<String> = [
    "invalidUTF8", "undecodable", "nulByte", "loneCarriageReturn", "bareQuote", "textAfterQuote",
  ]

  private func firstPlace(_ finding: StructuralFinding) -> String {
    let row = finding.row == 0 ? "header" : "row \(Quantity.count(finding.row))"
    return row + "  line \(Quantity.count(finding.line))  byte \(Quantity.count(finding.byteOffset))"
  }

  /// How many, of how many; what is wrong stands beside each place below.
  private func headline(_ finding: StructuralFinding) -> String {
    // Of these a record may have several, and each is counted.
    if finding.count > 1 && Self.countedByPlace.contains(finding.kind) {
      return Quantity.count(finding.count, "place")
    }
    guard let rows = rowsOfFile[finding.file], rows >= finding.count else {
      return Quantity.count(finding.count, "record")
    }
    return Quantity.count(finding.count) + " of " + Quantity.count(rows, "row")
      + " (\(Quantity.percent(finding.count, of: rows)))"
  }
}
