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
    // Units of two bytes read as single ones give nothing to guess from.
    let isWide = dialect?.encoding == nil && EncodingGuess(head.bytes)?.isWide ?? false
    let detected = DialectGuess(isWide ? FileHead() : head, given: dialect ?? (isWide ? .standard : nil))
    var names = isWide ? [] : detected.columnNames(head)
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
    let structure = StructureReport.findings(reading)
    let exporter = ExporterGuess(
      isWide ? FileHead() : head, dialect: detected.dialect,
      integersBesideNullsAreFloats: columns.contains { $0.looksLikeIntegersAsFloats && $0.nulls > 0 })
    let seconds = start.duration(to: clock.now) / .seconds(1)
    return Inspection(
      dialect: Inspection.DetectedDialect(
        delimiter: Character(UnicodeScalar(detected.dialect.delimiter)),
        hasHeader: detected.dialect.hasHeader,
        lineEnding: head.usesReturns ? "CRLF" : "LF", exporter: exporter.name,
        evidence: detected.evidence + exporter.evidence,
        statements: Self.statements(detected.dialect, exporter: exporter.name),
        encoding: try encoding(dialect, structure, reading.files)),
      files: reading.files.map {
        RunResult.FileSummary(
          path: $0.file.path, bytes: $0.file.bytes, rows: $0.rows, commentLines: $0.commentLines)
      },
      rows: reading.rows, columns: summaries, structure: structure,
      timing: RunResult.Timing(seconds: seconds, bytes: reading.bytes, threads: threads))
  }

  /// What text that is not UTF-8 looks like, where the first such place is; nil where all is, or somebody said.
  private static func encoding(
    _ given: Dialect?, _ structure: [StructuralFinding], _ files: [BatchReader.FileOutcome]
  ) throws(SourceError) -> EncodingGuess? {
    if given?.encoding != nil { return nil }
    let kinds = [StructureKind.utf16, .invalidUTF8, .nulByte].map(\.rawValue)
    guard let finding = structure.first(where: { kinds.contains($0.kind) }),
      let file = files.first(where: { $0.file.path.utf8.elementsEqual(finding.file.utf8) })?.file
    else { return nil }
    let content = ContentReader(try InputFile(file))
    let start = max(0, finding.byteOffset - EncodingGuess.sampleBytes / 2)
    if start == 0 { return EncodingGuess(try content.bytes(from: 0, count: EncodingGuess.sampleBytes)) }
    // Where the sample begins in the middle of a character, it begins behind that.
    let bytes = try content.bytes(from: start, count: EncodingGuess.sampleBytes)
    let cut = bytes.prefix(3).prefix { $0 & 0xC0 == 0x80 }.count
    let before = bytes[cut..<min(bytes.count, finding.byteOffset - start)].count { $0 == UInt8(ascii: "\n") }
    return EncodingGuess(Array(bytes[cut...]), offset: start + cut, line: finding.line - before)
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
