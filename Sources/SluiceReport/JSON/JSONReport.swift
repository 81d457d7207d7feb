internal import SluiceContract
internal import SluiceEngine

/// The reports that machines read; stable, additions only, described by `docs/report.schema.json`.
///
/// Every key is always written, null or empty where there is nothing to say, so that a reader needs no guesses;
/// only `valueHex`, `key`, `keyHex`, `maskedKeys`, `help` and `notes` stand where they are needed alone.
package enum JSONReport {
  package static let version = 1

  package static func render(_ outcome: ValidateOutcome) -> [UInt8] {
    let results = outcome.results
    var members = envelope(outcome.head, verdict: outcome.verdict, isComplete: outcome.isComplete)
    members += [
      .init("contract", outcome.contract.map(contract) ?? .null),
      .init("batch", batch(of: results)),
      .init("batches", .array(results.map { batch(schema: $0.object, rows: $0.rows, files: $0.files) })),
      .init("summary", results.isEmpty ? .null : summary(results.flatMap(\.results))),
      .init("results", .array(results.flatMap { run in run.results.map { check($0, in: run) } })),
      .init("structure", .array(results.flatMap { run in run.structure.map { finding($0, of: run.object) } })),
      .init("columns", .array(results.flatMap { run in run.columns.map { column($0, of: run.object) } })),
      .init("diagnostics", .array(diagnostics(outcome.diagnostics, in: outcome.contract?.path))),
      .init("timing", RunResult.Timing(of: results).map(timing) ?? .null),
      .init("quarantine", results.count == 1 ? quarantines(results).first ?? .null : .null),
      .init("quarantines", .array(quarantines(results))),
    ]
    return JSONWriter.write(.object(members))
  }

  package static func render(_ outcome: InspectOutcome) -> [UInt8] {
    let inspection = outcome.inspection
    let isComplete = outcome.head.error == nil && inspection != nil
    var members = envelope(outcome.head, verdict: outcome.verdict, isComplete: isComplete)
    members += [
      .init("dialect", inspection.map { dialect($0.dialect) } ?? .null),
      .init("batch", inspection.map { batch(schema: nil, rows: $0.rows, files: $0.files) } ?? .null),
      .init("structure", .array((inspection?.structure ?? []).map { finding($0, of: nil) })),
      .init("columns", .array((inspection?.columns ?? []).map { column($0, of: nil) })),
      .init("timing", inspection.map { timing($0.timing) } ?? .null),
    ]
    return JSONWriter.write(.object(members))
  }

  package static func render(_ outcome: LintOutcome) -> [UInt8] {
    var members = envelope(
      outcome.head, verdict: outcome.verdict, isComplete: outcome.head.error == nil)
    members += [
      .init(
        "summary",
        .object([
          .init("contracts", .number(outcome.contracts.count)),
          .init("errors", .number(outcome.count(.error))),
          .init("warnings", .number(outcome.count(.warning))),
          .init("infos", .number(outcome.count(.info))),
        ])),
      .init("diagnostics", .array(outcome.contracts.flatMap { diagnostics($0.diagnostics, in: $0.path) })),
    ]
    return JSONWriter.write(.object(members))
  }

  static func envelope(
    _ head: ReportHead, verdict: RunResult.Verdict, isComplete: Bool
  ) -> [JSON.Member] {
    [
      .init("reportVersion", .number(version)),
      .init("sluiceVersion", .string(head.sluiceVersion)),
      .init("command", .string(head.command)),
      .init("runId", .string(head.runID)),
      .init("startedAt", .string(head.startedAt)),
      .init("asOf", .string(head.asOf)),
      .init("verdict", .string(verdict.rawValue)),
      .init("complete", .bool(isComplete)),
      .init("exitCode", .number(head.exitCode)),
      .init("error", head.error.map(error) ?? .null),
    ]
  }

  private static func error(_ error: RunError) -> JSON {
    .object([
      .init("code", .string(error.code)),
      .init("message", .path(error.message)),
      .init("path", .path(error.path)),
      .init("errno", .number(error.errno.map(Int.init))),
      .init("retryable", .bool(error.isRetryable)),
    ])
  }
}
