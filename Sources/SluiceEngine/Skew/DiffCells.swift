/// The first pass of a diff: takes the cells of failing training rows out of their log, for one worker.
///
/// What it finds goes to the partition of the serving row that it is to be written with: a record whose hash is that
/// row, whose note is the feature and the kind, and whose bytes are the difference and the cell.
final class DiffCells: BatchWorker {
  let store: PartitionStore<UInt64>
  private let shared: Shared
  private let column = ColumnBatch()

  /// What the workers share.
  final class Shared: Sendable {
    let failures: PartitionReader<FailureLog.Failure>
    /// By feature, its slot.
    let slots: [Int]
    let dialect: Dialect
    let serveRows: RowNumbers

    init(_ failures: PartitionReader<FailureLog.Failure>, slots: [Int], dialect: Dialect, serveRows: RowNumbers) {
      (self.failures, self.slots, self.dialect, self.serveRows) = (failures, slots, dialect, serveRows)
    }
  }

  init(_ shared: Shared, _ store: PartitionStore<UInt64>) {
    self.shared = shared
    self.store = store
  }

  func add(_ batch: RecordBatch) throws(SourceError) {
    let first = batch.span.firstOrdinal
    do throws(ScratchError) {
      let failures = try shared.failures.entries(in: first..<first + batch.span.records)
      if failures.isEmpty { return }
      let rows = RowIndex(batch)
      for feature in Set(failures.map(\.feature)).sorted() {
        let field = batch.span.layout.fields[shared.slots[Int(feature)]]
        if let field { column.gather(batch, field: field, dialect: shared.dialect) }
        for failure in failures where failure.feature == feature {
          guard let row = rows.row(of: failure.train) else { continue }
          let isNull = field == nil || column.status[row] == CellStatus.null
          try append(failure, isNull ? nil : column.text(row))
        }
      }
    } catch {
      throw SourceError(error)
    }
  }

  private func append(_ failure: FailureLog.Failure, _ text: [UInt8]?) throws(ScratchError) {
    let note = UInt64(failure.feature) | UInt64(failure.kind.rawValue) << 32 | (text == nil ? 1 << 40 : 0)
    let delta = failure.delta.bitPattern
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: delta >> UInt64(8 * $0)) } + (text ?? [])
    let partition = FailureLog.partition(of: failure.serve, rows: shared.serveRows)
    try unsafe bytes.withUnsafeBufferPointer { bytes throws(ScratchError) in
      try unsafe store.append(UInt64(failure.serve), note: note, bytes, to: partition)
    }
  }
}

/// What a training cell is written beside.
struct DiffCell: Sendable {
  var serve: Int
  var feature: Int
  var kind: FailureLog.Kind
  var delta: Double
  /// nil for null.
  var train: [UInt8]?

  init(_ record: KeyRecord) {
    serve = Int(truncatingIfNeeded: record.hash)
    feature = Int(truncatingIfNeeded: record.note & 0xFFFF_FFFF)
    kind = FailureLog.Kind(rawValue: UInt32(truncatingIfNeeded: record.note >> 32) & 0xFF) ?? .value
    let bytes = unsafe Array(record.bytes)
    delta = Double(bitPattern: bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
    train = record.note >> 40 & 1 == 1 ? nil : Array(bytes.dropFirst(8))
  }
}

/// Finds the rows of a batch by their number.
struct RowIndex {
  private let batch: RecordBatch

  init(_ batch: RecordBatch) { self.batch = batch }

  /// nil where the record could not be read.
  func row(of ordinal: Int) -> Int? {
    let record = ordinal - batch.span.firstOrdinal
    guard batch.records != nil else { return record < batch.rows ? record : nil }
    var (low, high) = (0, batch.rows)
    while low < high {
      let middle = (low + high) / 2
      if batch.record(of: middle) < record { low = middle + 1 } else { high = middle }
    }
    return low < batch.rows && batch.record(of: low) == record ? low : nil
  }
}
