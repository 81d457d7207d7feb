internal import SluiceContract
internal import SluiceEngine

/// What `breaking` and `diff` say, for machines.
extension JSONReport {
  package static func render(_ outcome: BreakingOutcome) -> [UInt8] {
    let comparisons = outcome.comparisons
    let findings = comparisons.flatMap(\.evolution.findings)
    var members = envelope(outcome.head, verdict: outcome.verdict, isComplete: outcome.head.error == nil)
    members += [
      .init("contracts", .array(comparisons.map(pair))),
      .init("bump", comparisons.count == 1 ? bump(comparisons[0].evolution.bump) : .null),
      .init(
        "summary",
        .object([
          .init("contracts", .number(comparisons.count)),
          .init("breaking", .number(findings.count { $0.isChange && $0.severity == .error })),
          .init("warnings", .number(outcome.count(.warning))),
          .init("changes", .number(findings.count(where: \.isChange))),
        ])),
      .init(
        "diagnostics",
        .array(comparisons.flatMap { pair in pair.evolution.findings.map { diagnostic($0, in: pair) } })),
    ]
    return JSONWriter.write(.object(members))
  }

  /// Without a verdict on any change.
  package static func renderChanges(_ outcome: BreakingOutcome) -> [UInt8] {
    let comparisons = outcome.comparisons
    let verdict: RunResult.Verdict = outcome.head.error == nil ? .pass : .error
    var members = envelope(outcome.head, verdict: verdict, isComplete: outcome.head.error == nil)
    members += [
      .init("contracts", .array(comparisons.map(pair))),
      .init(
        "changes",
        .array(
          comparisons.flatMap { pair in
            pair.evolution.findings.filter(\.isChange).map { .object(change($0.change, in: pair)) }
          })),
    ]
    return JSONWriter.write(.object(members))
  }

  private static func pair(_ comparison: ComparedContracts) -> JSON {
    .object([
      .init("old", comparison.old.map { contract($0.summary) } ?? .null),
      .init("new", comparison.new.map { contract($0.summary) } ?? .null),
      .init("perspective", .string(comparison.evolution.perspective.rawValue)),
      .init("bump", bump(comparison.evolution.bump)),
    ])
  }

  private static func bump(_ bump: VersionBump) -> JSON {
    .object([
      .init("required", .string(bump.required.word)), .init("actual", .string(bump.actual.word)),
      .init("enough", .bool(bump.isEnough)),
    ])
  }

  private static func diagnostic(_ finding: ContractEvolution.Finding, in comparison: ComparedContracts) -> JSON {
    let diagnostic = finding.diagnostic
    var members: [JSON.Member] = [
      .init("code", .string(diagnostic.code)), .init("severity", .string(diagnostic.severity.rawValue)),
      .init("message", .string(diagnostic.message)), .init("why", .string(finding.change.rule.why)),
    ]
    if let help = diagnostic.help { members.append(.init("help", .string(help))) }
    members += place(finding.change, in: comparison)
    if let waiver = finding.waiver {
      members.append(
        .init("waiver", .object([.init("until", .string(waiver.day)), .init("reason", .text(waiver.reason))])))
    }
    return .object(members)
  }

  private static func change(_ change: ContractChange, in comparison: ComparedContracts) -> [JSON.Member] {
    [.init("code", .string(change.rule.id)), .init("message", .string(change.message))] + place(change, in: comparison)
  }

  private static func place(_ change: ContractChange, in comparison: ComparedContracts) -> [JSON.Member] {
    [
      .init("direction", .string(change.direction.rawValue)),
      .init("breaks", .array(change.breaks.map { .string($0.rawValue) })),
      .init("exempt", .text(change.exemption?.rawValue)),
      .init("blocking", .bool(change.isBlocking)),
      .init("object", .text(change.object)), .init("column", .text(change.column)), .init("path", .string(change.path)),
      .init("in", .string(change.side == .new ? "new" : "old")),
      .init("location", location(change.mark, in: comparison.file(of: change)?.path)),
    ]
  }
}
