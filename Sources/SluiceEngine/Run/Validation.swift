internal import Glibc
package import SluiceContract

/// Holds a batch against one object of a contract.
package enum Validation {
  /// Throws where the input could not be read; a batch that breaks the contract is a result, not an error.
  package static func run(
    contract: Contract, object: SchemaObject, batch: Batch, dialect: Dialect, options: RunOptions
  ) throws(SourceError) -> RunResult {
    let clock = ContinuousClock()
    let start = clock.now
    let threads = max(1, options.threads ?? Processors.available)
    let plan = Plan(contract, object, dialect: dialect, samples: options.samples)
    var spec = plan.pass
    spec.keyBudget = options.keyBudget
    spec.duplicateRows = options.quarantine.map { $0.keepsFirst ? .allButFirst : .all }
    let asOf = options.asOf ?? Int128(time(nil)) * 1_000_000_000
    spec.rowTests.now = asOf
    let chunkBytes = options.chunkBytes(columns: spec.columns.count)
    var pass = try ColumnPass.run(
      batch.files, spec: spec, threads: threads, chunkBytes: chunkBytes,
      progress: options.progress)
    let itself = ReferenceSource(object: object, batch: batch, dialect: dialect)
    for reference in plan.references {
      let rows = options.quarantine.map { _ in DuplicateRows.Gathering(.all) }
      pass.references.append(
        try ReferencePass.standing(
          reference, itself, options, spec, files: pass.reading.files.map(\.file), threads: threads,
          chunkBytes: chunkBytes, rows: rows))
      pass.referenceRows.append(rows?.rows)
    }
    pass.queries = try QueryPass.run(
      plan, pass, options: options, threads: threads, chunkBytes: chunkBytes)
    var evaluation = Evaluation(plan: plan, pass: pass, asOf: asOf, baseline: options.baseline)
    try evaluation.findRenames()
    let measured = try plan.rules.map { rule throws(SourceError) in try evaluation.evaluate(rule) }
    let waivers = Waivers(
      waivers: contract.settings.waivers,
      today: Int64(asOf.dividedRoundingDown(by: Int128(CivilTime.nanosecondsPerDay))))
    var results = waivers.applied(to: measured, object: object.name)
    var structure = StructureReport.findings(
      pass.reading, policies: object.settings.structure, hiding: DubiousHeaders(object, pass.reading))
    try HeaderAdvice.add(to: &structure, pass.reading, dialect: dialect)
    var quarantine: QuarantineSummary?
    if let wanted = options.quarantine {
      let pass = try QuarantinePass.run(
        plan, results, pass, options: wanted, threads: threads, chunkBytes: chunkBytes)
      if let accepted = AcceptedRejections(pass) {
        results = accepted.applied(to: results)
        structure = accepted.applied(to: structure)
      }
      quarantine = pass.summary
    }
    let verdict = Verdict.of(results, structure)
    let seconds = start.duration(to: clock.now) / .seconds(1)
    return RunResult(
      object: object.name,
      files: pass.reading.files.map {
        RunResult.FileSummary(
          path: $0.file.path, bytes: $0.file.bytes, rows: $0.rows, commentLines: $0.commentLines)
      },
      rows: pass.reading.rows, results: results, structure: structure,
      columns: ColumnReport.summaries(plan, pass), verdict: verdict,
      isComplete: !results.contains { $0.status == .error } && quarantine?.failure == nil,
      timing: RunResult.Timing(seconds: seconds, bytes: pass.reading.bytes, threads: threads),
      quarantine: quarantine)
  }
}

extension BatchReader.Outcome {
  /// Records of all files.
  var rows: Int { files.reduce(0) { $0 + $1.rows } }
}

/// The one word that a run ends in.
enum Verdict {
  static func of(_ results: [CheckResult], _ structure: [StructuralFinding]) -> RunResult.Verdict {
    if results.contains(where: { $0.status == .fail }) || structure.contains(where: { $0.severity == .error }) {
      return .fail
    }
    if results.contains(where: { $0.status == .error }) { return .error }
    if results.contains(where: { $0.status == .warn }) || !structure.isEmpty { return .warn }
    return .pass
  }
}
