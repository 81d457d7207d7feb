internal import SluiceContract

/// Answers the rules that are written in SQL, after the first pass has found where the records are.
enum QueryPass {
  static func run(
    _ plan: Plan, _ pass: ColumnPass.Result, options: RunOptions, threads: Int, chunkBytes: Int
  ) throws(SourceError) -> [QueryAnswer] {
    guard !plan.queries.isEmpty else { return [] }
    guard let engine = options.queries else { return plan.queries.map { _ in .refused("SQL is not run here") } }
    var tables = [QueryTable(plan.object, pass.reading, plan.pass.scan, plan.pass.columns)]
    for source in options.references.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }).map(\.value) {
      guard let object = source.object, !object.name.utf8.elementsEqual(plan.object.name.utf8),
        plan.queries.contains(where: { $0.mentions(object.name) || $0.mentions(object.physicalName ?? object.name) })
      else { continue }
      tables.append(try table(object, source, threads: threads, chunkBytes: chunkBytes))
    }
    let limits = QueryLimits(
      seconds: options.querySeconds, bytes: options.memory ?? Memory.standardBudget,
      directory: options.temporaryDirectory)
    return try plan.queries.map { query throws(SourceError) in
      try engine.answer(query, over: tables, limits: limits)
    }
  }

  /// Another batch, whose records are found first.
  private static func table(
    _ object: SchemaObject, _ source: ReferenceSource, threads: Int, chunkBytes: Int
  ) throws(SourceError) -> QueryTable {
    let columns = object.properties.map { ColumnSpec($0) }
    let scan = ScanSpec(dialect: try source.knownDialect(), columns: columns.map(\.name), places: 1)
    let reading = try BatchReader.run(
      source.batch.files, scan: scan, chunkBytes: chunkBytes, workers: (0..<threads).map { _ in IdleWorker() })
    return QueryTable(object, reading, scan, columns)
  }
}

/// Wants nothing but where records are.
private final class IdleWorker: BatchWorker {
  func add(_ batch: RecordBatch) {}
}

extension String {
  /// Whether the name stands in a query, in whatever case.
  fileprivate func mentions(_ name: String) -> Bool { lowercased().contains(name.lowercased()) }
}
