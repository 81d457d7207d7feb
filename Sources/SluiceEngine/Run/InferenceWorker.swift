/// Infers all columns of the batches that one thread reads.
final class InferenceWorker: BatchWorker {
  private(set) var columns: [InferenceState]
  private let dialect: Dialect
  private let column = ColumnBatch()

  init(columns: Int, dialect: Dialect) {
    self.columns = (0..<columns).map { _ in InferenceState() }
    self.dialect = dialect
  }

  func add(_ batch: RecordBatch) {
    for index in columns.indices {
      guard let field = batch.span.layout.fields[index] else { continue }
      column.gather(batch, field: field, dialect: dialect)
      columns[index].add(column, dialect: dialect)
    }
  }
}

extension InferenceState {
  func summary(name: String) -> ColumnSummary {
    let kind = self.kind
    let state = alive[kind] ?? ColumnState(ColumnSpec(name: [], kind: .text, tests: []), samples: 0)
    var summary = ColumnReport.summary(name: name, kind: kind, state: state, isMasked: false)
    summary.rows = rows
    summary.nulls = nulls
    return summary
  }
}
