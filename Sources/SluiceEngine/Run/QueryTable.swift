internal import SluiceContract

/// Answers queries over batches; what runs them lives above the engine (`SluiceSQL`).
package protocol QueryEngine: Sendable {
  /// `tables`: the batch that the query is about comes first.
  func answer(_ query: String, over tables: [QueryTable], limits: QueryLimits) throws(SourceError) -> QueryAnswer
}

/// What a query may take.
package struct QueryLimits: Sendable {
  package var seconds: Double
  package var bytes: Int
  /// Of what does not fit in memory.
  package var directory: String
}

/// A batch as a query sees it.
package struct QueryTable: Sendable {
  package var name: String
  package var physicalName: String?
  package var columns: [Column]
  package var rows: Int
  private let open: @Sendable () -> CapturedRows

  package struct Column: Sendable {
    package var name: String
    package var physicalName: String?
    package var kind: Kind
    /// Whether no file of the batch has it.
    package var isMissing: Bool
    /// Whether its values must not be shown.
    package var isMasked: Bool
  }

  package enum Kind: Sendable, Equatable {
    case text, integer, number, boolean, date, time, timestamp
    /// Units of 10^-scale.
    case decimal(precision: Int, scale: Int)
  }

  /// From the first row on, each time.
  package func makeRows() -> CapturedRows { open() }
}

extension QueryTable {
  init(_ object: SchemaObject, _ reading: BatchReader.Outcome, _ scan: ScanSpec, _ columns: [ColumnSpec]) {
    name = object.name
    physicalName = object.physicalName
    rows = reading.rows
    let layouts = reading.files.compactMap(\.layout)
    self.columns = zip(object.properties, columns).enumerated().map { index, pair in
      Column(
        name: pair.0.name, physicalName: pair.0.physicalName, kind: Kind(pair.1.kind),
        isMissing: layouts.allSatisfy { $0.fields[index] == nil }, isMasked: pair.0.isMasked)
    }
    open = { CapturedRows(reading, scan, columns) }
  }
}

extension QueryTable.Kind {
  fileprivate init(_ kind: ColumnKind) {
    switch kind {
    case .text, .container: self = .text
    case .integer: self = .integer
    case .number: self = .number
    case .boolean: self = .boolean
    case .date: self = .date
    case .time: self = .time
    case .timestamp: self = .timestamp
    case .decimal(let precision, let scale): self = .decimal(precision: precision, scale: scale)
    }
  }
}
