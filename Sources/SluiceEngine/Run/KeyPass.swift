/// Makes key counts exact: where hashes repeat, later passes compare the keys themselves.
enum KeyPass {
  static func counts(
    _ collectors: [KeyCollector], key: Int, spec: PassSpec, files: [BatchFile], threads: Int, chunkBytes: Int
  ) throws(SourceError) -> KeyCounts {
    let pass = Pass(key: key, spec: spec, files: files, threads: threads, chunkBytes: chunkBytes)
    let partitions = collectors.map(\.partitions)
    guard collectors.first?.isExact ?? true else { return try pass.counts(partitions, onlyWide: false) }
    var counts = KeyResult.count(partitions, isExact: true, rowLimit: spec.samples, threads: threads).counts
    let wide = collectors.compactMap(\.widePartitions)
    if !wide.isEmpty {
      counts.addDisjoint(try pass.counts(wide, onlyWide: true), rowLimit: spec.samples)
    }
    return counts
  }

  /// The later passes over one key.
  private struct Pass {
    let key: Int
    let spec: PassSpec
    let files: [BatchFile]
    let threads: Int
    let chunkBytes: Int

    /// Counts hashed entries exactly.
    func counts(_ partitions: [KeyPartitions], onlyWide: Bool) throws(SourceError) -> KeyCounts {
      let first = KeyResult.count(partitions, isExact: false, rowLimit: spec.samples, threads: threads)
      if first.suspects.isEmpty { return first.counts }

      let verifiers = (0..<threads).map { _ in KeyVerifier(suspects: first.suspects) }
      try run(verifiers.map { verifier in { verifier.add($0) } }, onlyWide)
      for other in verifiers.dropFirst() { verifiers[0].merge(other) }
      let collided = verifiers[0].collided
      if collided.isEmpty { return first.counts }

      let groupers = (0..<threads).map { _ in KeyRegrouper(collided: collided) }
      try run(groupers.map { grouper in { grouper.add($0) } }, onlyWide)
      for other in groupers.dropFirst() { groupers[0].merge(other) }
      var counts = KeyResult.count(
        partitions, isExact: false, rowLimit: spec.samples, threads: threads, excluding: collided
      ).counts
      counts.addDisjoint(groupers[0].counts(rowLimit: spec.samples), rowLimit: spec.samples)
      return counts
    }

    private func run(_ bodies: [(DecodedKey) -> Void], _ onlyWide: Bool) throws(SourceError) {
      let workers = bodies.map { KeyWorker(spec.keys[key], spec, onlyWide: onlyWide, $0) }
      _ = try BatchReader.run(files, scan: spec.scan, chunkBytes: chunkBytes, workers: workers)
    }
  }
}

/// Decodes the columns of one key, each into memory of its own.
final class KeyWorker: BatchWorker {
  private let spec: PassSpec
  private let columns: [(index: Int, column: ColumnBatch, kind: ColumnKind)]
  private let onlyWide: Bool
  private let body: (DecodedKey) -> Void

  init(_ key: KeySpec, _ spec: PassSpec, onlyWide: Bool = false, _ body: @escaping (DecodedKey) -> Void) {
    self.spec = spec
    columns = key.columns.map { ($0, ColumnBatch(), spec.columns[$0].kind) }
    self.onlyWide = onlyWide
    self.body = body
  }

  func add(_ batch: RecordBatch) {
    let fields = batch.span.layout.fields
    guard columns.allSatisfy({ fields[$0.index] != nil }) else { return }
    for (index, column, kind) in columns {
      guard let field = fields[index] else { return }
      column.gather(batch, field: field, dialect: spec.scan.dialect)
      Decoder.decode(column, as: kind, spec.columns[index].reading, dialect: spec.scan.dialect)
    }
    body(
      DecodedKey(
        columns: columns.map { ($0.column, $0.kind) }, batch: batch, hashMask: spec.hashMask,
        onlyWide: onlyWide))
  }
}
