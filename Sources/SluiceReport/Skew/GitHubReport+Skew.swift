internal import SluiceContract
internal import SluiceEngine

/// What `skew` shows in GitHub Actions: the widest skew first, since only the first few are shown.
extension GitHubReport {
  package static func render(_ outcome: SkewOutcome) -> [UInt8] {
    var annotations = run(outcome.head)
    guard let result = outcome.result else {
      if let contract = outcome.contract { annotations += diagnostics(outcome.diagnostics, in: contract.path) }
      return bytes(annotations, last: TextReport.noVerdict(outcome.head))
    }
    let path = outcome.contract?.path
    let blocks = SkewBlocks(result, contractPath: path, diffPath: outcome.diffPath)
    for (status, level) in [(CheckResult.Status.fail, Annotation.Level.error), (.warn, .warning)] {
      annotations += (blocks.structure(status == .fail ? .error : .warning) + blocks.findings(status).map(blocks.block))
        .map { annotation($0, level) }
      annotations += byWeight(
        blocks.features(status).map { feature in
          let block = blocks.block(feature)
          return (annotation(block, level, feature.mark, in: path), block.weight)
        })
    }
    if let notRun = notRun(outcome.rulesNotRun) { annotations.append(notRun) }
    return bytes(annotations, last: SkewText.verdict(outcome) + "\n")
  }

  private static func annotation(
    _ block: TextBlock, _ level: Annotation.Level, _ mark: Mark? = nil, in path: String? = nil
  ) -> Annotation {
    Annotation(
      level: level, file: mark == nil ? nil : path.map(ShownText.whole), line: mark?.line, column: mark?.column,
      title: block.subject + " " + block.kind, message: block.lines.joined(separator: "\n"))
  }
}
