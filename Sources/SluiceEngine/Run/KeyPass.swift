/// Makes key counts exact: where hashes repeat, later passes compare the keys themselves.
enum KeyPass {
  static func counts(
    _ collectors: [KeyCollector], key: Int, spec: PassSpec, files: [BatchFile], threads: Int, chunkBytes: Int
  ) throws(SourceError) -> KeyCounts {
    let first = KeyResult.count(collectors, rowLimit: spec.samples, threads: threads)
    if first.suspects.isEmpty { return first.counts }

    let verifiers = (0..<threads).map { _ in KeyVerifier(suspects: first.suspects) }
    try pass(key, spec, files, chunkBytes, verifiers.map { verifier in { verifier.add($0) } })
    for other in verifiers.dropFirst() { verifiers[0].merge(other) }
    let collided = verifiers[0].collided
    if collided.isEmpty { return first.counts }

    let groupers = (0..<threads).map { _ in KeyRegrouper(collided: collided) }
    try pass(key, spec, files, chunkBytes, groupers.map { grouper in { grouper.add($0) } })
    for other in groupers.dropFirst() { groupers[0].merge(other) }
    var counts = KeyResult.count(
      collectors, rowLimit: spec.samples, threads: threads, excluding: collided
    ).counts
    counts.addDisjoint(groupers[0].counts(rowLimit: spec.samples), rowLimit: spec.samples)
    return counts
  }

  private static func pass(
    _ key: Int, _ spec: PassSpec, _ files: [BatchFile], _ chunkBytes: Int,
    _ bodies: [(DecodedKey) -> Void]
  ) throws(SourceError) {
    let workers = bodies.map { KeyWorker(spec.keys[key], spec, $0) }
    _ = try BatchReader.run(files, scan: spec.scan, chunkBytes: chunkBytes, workers: workers)
  }
}

/// Decodes the columns of one key, each into memory of its own.
final class KeyWorker: BatchWorker {
  private let spec: PassSpec
  private let columns: [(index: Int, column: ColumnBatch, kind: ColumnKind)]
  private let body: (DecodedKey) -> Void

  init(_ key: KeySpec, _ spec: PassSpec, _ body: @escaping (DecodedKey) -> Void) {
    self.spec = spec
    columns = key.columns.map { ($0, ColumnBatch(), spec.columns[$0].kind) }
    self.body = body
  }

  func add(_ batch: RecordBatch) {
    let fields = batch.span.layout.fields
    guard columns.allSatisfy({ fields[$0.index] != nil }) else { return }
    for (index, column, kind) in columns {
      guard let field = fields[index] else { return }
      column.gather(batch, field: field, dialect: spec.scan.dialect)
      Decoder.decode(column, as: kind, dialect: spec.scan.dialect)
    }
    body(DecodedKey(columns: columns.map { ($0.column, $0.kind) }, batch: batch, hashMask: spec.hashMask))
  }
}
