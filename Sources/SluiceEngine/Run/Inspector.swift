/// Looks at a batch without a contract: dialect, columns, types, nulls, structural faults.
///
/// How it works: the dialect is guessed from the first file's beginning; then every column is decoded as every kind
/// that its cells so far allow, over all rows, and the narrowest kind that survives is its type.
package enum Inspector {
  /// `dialect`: nil to guess it.
  package static func run(
    batch: Batch, dialect: Dialect?, options: RunOptions
  ) throws(SourceError) -> Inspection {
    let clock = ContinuousClock()
    let start = clock.now
    let threads = max(1, options.threads ?? Processors.available)
    let files = batch.files.written(in: dialect?.encoding)
    let head = try FileHead.read(files)
    let detected = DialectGuess(head, given: dialect)
    var names = detected.columnNames(head)
    for key in batch.files.flatMap({ Partitions.keys(of: $0.path) }) where !names.contains(key.name) {
      names.append(key.name)
    }
    let spec = ScanSpec(dialect: detected.dialect, columns: names, places: max(1, options.samples))
    let workers = (0..<threads).map { _ in InferenceWorker(columns: names.count, dialect: detected.dialect) }
    let reading = try BatchReader.run(
      files, scan: spec, chunkBytes: options.chunkBytes(columns: 0), workers: workers, progress: options.progress)
    var columns = names.map { _ in InferenceState() }
    for worker in workers {
      for index in columns.indices { columns[index].merge(worker.columns[index]) }
    }
    let summaries = zip(names, columns).map { name, state in
      state.summary(name: String(decoding: name, as: UTF8.self))
    }
    let exporter = ExporterGuess(
      head, dialect: detected.dialect,
      integersBesideNullsAreFloats: columns.contains { $0.looksLikeIntegersAsFloats && $0.nulls > 0 })
    let seconds = start.duration(to: clock.now) / .seconds(1)
    return Inspection(
      dialect: Inspection.DetectedDialect(
        delimiter: Character(UnicodeScalar(detected.dialect.delimiter)),
        hasHeader: detected.dialect.hasHeader,
        lineEnding: head.usesReturns ? "CRLF" : "LF", exporter: exporter.name,
        evidence: detected.evidence + exporter.evidence,
        statements: Self.statements(detected.dialect, exporter: exporter.name)),
      files: reading.files.map {
        RunResult.FileSummary(
          path: $0.file.path, bytes: $0.file.bytes, rows: $0.rows, commentLines: $0.commentLines)
      },
      rows: reading.rows, columns: summaries, structure: StructureReport.findings(reading),
      timing: RunResult.Timing(seconds: seconds, bytes: reading.bytes, threads: threads))
  }

  /// The preset of the exporter first, then what it leaves open.
  private static func statements(_ dialect: Dialect, exporter: String?) -> [Dialect.Statement] {
    guard let exporter, let preset = Dialect.preset(named: exporter), preset != .standard else {
      return dialect.statements(over: .standard)
    }
    let named = Dialect.Statement(key: "dialect", value: .text(exporter), flag: "--dialect \(exporter)")
    return [named] + dialect.statements(over: preset)
  }
}
