internal import SluiceContract

/// Compares two logs of the same features: what training computed, and what serving did.
package enum Skew {
  /// Throws where a log could not be read; logs that differ are a result, not an error.
  package static func run(_ spec: SkewSpec, options: SkewOptions) throws(SourceError) -> SkewResult {
    let clock = ContinuousClock()
    let start = clock.now
    let threads = max(1, options.threads ?? Processors.available)
    let logs = SkewLogs(train: try SkewLog(spec.train), serve: try SkewLog(spec.serve))
    let columns = SkewColumns(spec, train: logs.train.names, serve: logs.serve.names)
    var result = SkewResult(spec, logs, columns)
    result.timing.threads = threads
    if columns.canPair {
      let (pass, outcome) = try compare(spec, logs, columns, options, threads)
      let texts = try PairTexts.read(pass.plan, pass, outcome, samples: options.samples)
      let report = SkewReport(plan: pass.plan, pass: outcome, samples: options.samples)
      result.pairing = report.pairing()
      result.features = report.features(texts, threads: threads)
      result.predictions = report.predictions()
      result.train.read(outcome.train)
      result.serve.read(outcome.serve)
      try HeaderAdvice.add(to: &result.train.structure, outcome.train, dialect: logs.train.dialect)
      try HeaderAdvice.add(to: &result.serve.structure, outcome.serve, dialect: logs.serve.dialect)
      if let sink = options.diff {
        result.diff = try SkewDiff(pass: pass, outcome: outcome, sink: sink).write()
      }
      result.timing.bytes = outcome.train.bytes + outcome.serve.bytes
    }
    result.addFindings(columns.findings)
    result.verdict = SkewJudge.verdict(of: result)
    result.timing.seconds = start.duration(to: clock.now) / .seconds(1)
    return result
  }

  /// Compares with the types that the beginnings of both logs show; where cells contradict them, once more with the
  /// types of all cells.
  private static func compare(
    _ spec: SkewSpec, _ logs: SkewLogs, _ columns: SkewColumns, _ options: SkewOptions, _ threads: Int
  ) throws(SourceError) -> (SkewPass, SkewPass.Outcome) {
    if let types = try SkewTypes.guess(columns, logs) {
      let pass = SkewPass(plan: SkewPlan(spec, columns, types), logs: logs, options: options, threads: threads)
      if let outcome = try pass.run(mayBeContradicted: true) { return (pass, outcome) }
    }
    let types = try SkewTypes.infer(columns, logs, threads: threads, chunkBytes: options.chunkBytes)
    let pass = SkewPass(plan: SkewPlan(spec, columns, types), logs: logs, options: options, threads: threads)
    guard let outcome = try pass.run(mayBeContradicted: false) else { fatalError("nothing contradicts known types") }
    return (pass, outcome)
  }
}

extension SkewResult {
  fileprivate init(_ spec: SkewSpec, _ logs: SkewLogs, _ columns: SkewColumns) {
    self.init(
      train: Side(logs.train), serve: Side(logs.serve), keys: spec.keys, policy: spec.duplicates,
      pairing: SkewPairing(), features: [], predictions: nil, findings: [], verdict: .fail, diff: nil,
      timing: Timing(seconds: 0, bytes: 0, threads: 0))
  }
}

extension SkewResult.Side {
  fileprivate init(_ log: SkewLog) {
    self.init(
      files: log.files.map { SkewResult.File(path: $0.path, bytes: $0.bytes, rows: 0, commentLines: 0) }, rows: 0,
      structure: [], dialect: log.dialect.statements(over: .standard))
  }

  fileprivate mutating func read(_ reading: BatchReader.Outcome) {
    files = reading.files.map {
      SkewResult.File(path: $0.file.path, bytes: $0.file.bytes, rows: $0.rows, commentLines: $0.commentLines)
    }
    rows = reading.recordCount
    structure = StructureReport.findings(reading)
  }
}
