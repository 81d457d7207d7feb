internal import SluiceContract
internal import SluiceEngine

/// The reports that GitHub Actions shows beside the lines of a contract: workflow commands, then the verdict.
///
/// A broken rule is shown where the contract promises it, a structural fault where the file has it. What concerns
/// most rows comes first, since GitHub shows only the first few.
package enum GitHubReport {
  package static func render(_ outcome: ValidateOutcome) -> [UInt8] {
    var annotations = run(outcome.head)
    if outcome.results.isEmpty {
      if let contract = outcome.contract { annotations += diagnostics(outcome.diagnostics, in: contract.path) }
      return bytes(annotations, last: TextReport.noVerdict(outcome.head))
    }
    let objects = outcome.results.map { run in
      (rules: Rules(run, contractPath: outcome.contract?.path), structure: StructureBlocks(run), run: run)
    }
    annotations += byWeight(
      objects.flatMap { object in
        object.structure.annotations(.error, object.run.structure)
          + object.rules.annotations(of: .fail, as: .error)
      })
    annotations += objects.flatMap { $0.rules.annotations(of: .error, as: .error).map(\.annotation) }
    annotations += byWeight(
      objects.flatMap { object in
        object.structure.annotations(.warning, object.run.structure)
          + object.rules.annotations(of: .warn, as: .warning)
      })
    if let notRun = notRun(outcome.results.flatMap(\.results)) { annotations.append(notRun) }
    annotations += outcome.results.compactMap(quarantine)
    return bytes(annotations, last: TextReport.verdict(outcome.results) + "\n")
  }

  package static func render(_ outcome: InspectOutcome) -> [UInt8] {
    var annotations = run(outcome.head)
    if let inspection = outcome.inspection {
      let blocks = StructureBlocks(inspection.structure, files: inspection.files)
      annotations += byWeight(blocks.annotations(.error, inspection.structure))
      annotations += byWeight(blocks.annotations(.warning, inspection.structure))
    }
    return bytes(annotations, last: InspectText.verdict(outcome, .plain) + "\n")
  }

  package static func render(_ outcome: LintOutcome) -> [UInt8] {
    let annotations = outcome.contracts.flatMap { diagnostics($0.diagnostics, in: $0.path) }
    return bytes(run(outcome.head) + annotations, last: LintText.summary(of: outcome) + "\n")
  }

  static func bytes(_ annotations: [Annotation], last: String) -> [UInt8] {
    Array((Annotation.render(annotations) + last).utf8)
  }

  /// An annotation and the rows that it concerns.
  typealias Weighed = (annotation: Annotation, weight: Int)

  /// Those that concern most rows first; the sort is stable.
  static func byWeight(_ annotations: [Weighed]) -> [Annotation] {
    annotations.sorted { $0.weight > $1.weight }.map(\.annotation)
  }

  /// What went wrong with the run itself.
  static func run(_ head: ReportHead) -> [Annotation] {
    guard let error = head.error else { return [] }
    return [
      Annotation(
        level: .error, file: error.path.map(ShownText.whole), title: "sluice \(head.command)",
        message: ShownText.sentence(error.message))
    ]
  }

  /// One notice for all rules that were not run, with their reasons.
  static func notRun(_ results: [CheckResult]) -> Annotation? {
    let skipped = results.filter { $0.status == .notRun }
    guard !skipped.isEmpty else { return nil }
    var counts: [String: Int] = [:]
    for rule in skipped { counts[rule.reason ?? "no reason given", default: 0] += 1 }
    let reasons = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { Quantity.count($0.value, "rule") + ": " + ShownText.sentence($0.key) }
    let were = skipped.count == 1 ? "was" : "were"
    return Annotation(
      level: .notice, title: "\(Quantity.count(skipped.count, "rule")) \(were) not run",
      message: reasons.joined(separator: "\n"))
  }

  /// Where rejected rows are; nil where there are none, or no quarantine.
  private static func quarantine(_ result: RunResult) -> Annotation? {
    guard let quarantine = result.quarantine, quarantine.rejected > 0 else { return nil }
    let lines = [QuarantineWords.sentence(quarantine), QuarantineWords.acceptance(quarantine)].compactMap(\.self)
    return Annotation(
      level: .notice, title: Quantity.count(quarantine.rejected, "row") + " rejected",
      message: lines.joined(separator: "\n"))
  }

  static func diagnostics(_ diagnostics: [Diagnostic], in path: String) -> [Annotation] {
    diagnostics.map { diagnostic in
      var lines = [ShownText.sentence(diagnostic.message)]
      if let help = diagnostic.help { lines.append("help: " + ShownText.sentence(help)) }
      lines += diagnostic.notes.map { "line \($0.mark.line): " + ShownText.sentence($0.message) }
      return Annotation(
        level: level(diagnostic.severity), file: ShownText.whole(path), line: diagnostic.mark.line,
        column: diagnostic.mark.column, title: diagnostic.code, message: lines.joined(separator: "\n"))
    }
  }

  private static func level(_ severity: Diagnostic.Severity) -> Annotation.Level {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .info: .notice
    }
  }
}

/// The rules of a run as annotations of the contract.
private struct Rules {
  let result: RunResult
  let contractPath: String?
  let blocks: ResultBlocks

  init(_ result: RunResult, contractPath: String?) {
    self.result = result
    self.contractPath = contractPath
    blocks = ResultBlocks(result, contractPath: contractPath, isVerbose: false)
  }

  func annotations(of status: CheckResult.Status, as level: Annotation.Level) -> [GitHubReport.Weighed] {
    result.results.filter { $0.status == status }.map { check in
      let block = blocks.finding(level == .warning ? .warn : .fail, check)
      let annotation = Annotation(
        level: level, file: contractPath.map(ShownText.whole), line: check.location?.line,
        column: check.location?.column, title: block.subject + " " + block.kind,
        message: block.lines.joined(separator: "\n"))
      return (annotation, block.weight)
    }
  }
}

extension StructureBlocks {
  fileprivate func annotations(
    _ severity: StructuralFinding.Severity, _ findings: [StructuralFinding]
  ) -> [GitHubReport.Weighed] {
    findings.filter { $0.severity == severity }.map { finding in
      let block = block(severity == .error ? .fail : .warn, finding)
      let annotation = Annotation(
        level: severity == .error ? .error : .warning, file: block.subject, line: finding.line,
        title: block.subject + " " + block.kind, message: block.lines.joined(separator: "\n"))
      return (annotation, block.weight)
    }
  }
}
