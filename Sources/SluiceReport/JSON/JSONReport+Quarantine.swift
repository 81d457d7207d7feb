internal import SluiceEngine

/// What the report says about accepted and rejected rows: which files a pipeline may load.
extension JSONReport {
  static func quarantine(_ quarantine: QuarantineSummary, of schema: String) -> JSON {
    .object([
      .init("schema", .string(schema)),
      .init("path", .path(quarantine.path)),
      .init("reasons", .path(quarantine.reasons)),
      .init("accepted", .number(quarantine.accepted)),
      .init("rejected", .number(quarantine.rejected)),
      .init("acceptRejectedPercent", quarantine.acceptedPercent.map(JSON.exact) ?? .null),
      .init("withinAcceptRejected", quarantine.acceptedPercent == nil ? .null : .bool(quarantine.isWithinPercent)),
      .init("files", .array(quarantine.parts.map(part))),
    ])
  }

  /// Those of all objects that have one.
  static func quarantines(_ results: [RunResult]) -> [JSON] {
    results.compactMap { run in run.quarantine.map { quarantine($0, of: run.object) } }
  }

  private static func part(_ part: QuarantineSummary.Part) -> JSON {
    .object([
      .init("part", .path(part.path)),
      .init("accepted", .path(part.acceptedPath)),
      .init("acceptedRows", .number(part.accepted)),
      .init("rejected", .path(part.rejectedPath)),
      .init("rejectedRows", .number(part.rejected)),
    ])
  }
}
