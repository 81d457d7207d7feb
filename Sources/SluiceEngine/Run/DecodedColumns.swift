internal import SluiceContract

/// Some columns of a batch, decoded together: what a later pass over the data reads of it.
final class DecodedColumns {
  /// By column of the pass; nil for those that nobody asked for, or that the file of the batch lacks.
  private(set) var columns: [ColumnBatch?]
  /// Whether the file of the batch has all of them.
  private(set) var isComplete = false
  private let memory: [ColumnBatch?]
  private let spec: PassSpec

  init(_ wanted: some Sequence<Int>, of spec: PassSpec) {
    let wanted = Set(wanted)
    memory = spec.columns.indices.map { wanted.contains($0) ? ColumnBatch() : nil }
    columns = memory
    self.spec = spec
  }

  /// Reads what the batch has of them: valid until the next one.
  func decode(_ batch: RecordBatch) {
    let fields = batch.span.layout.fields
    isComplete = memory.indices.allSatisfy { memory[$0] == nil || fields[$0] != nil }
    for (index, column) in memory.enumerated() {
      guard let column, let field = fields[index] else {
        columns[index] = nil
        continue
      }
      columns[index] = column
      column.gather(batch, field: field, dialect: spec.scan.dialect)
      Decoder.decode(column, as: spec.columns[index].kind, spec.columns[index].reading, dialect: spec.scan.dialect)
    }
  }
}
