/// The earliest and the latest time of a column, and the rows where they first stand.
///
/// Shape: nanoseconds since 1970-01-01T00:00:00Z. Law: of equal times the first row counts, so that no split shows.
struct TimeExtremes: MetricState, Sendable {
  private(set) var count = 0
  private(set) var earliest: Place?
  private(set) var latest: Place?

  struct Place: Sendable, Equatable {
    var nanoseconds: Int128
    /// Ordinal of the row.
    var row: Int
  }

  mutating func add(_ column: ColumnBatch, _ kind: ColumnKind) {
    guard let batch = column.batch else { return }
    let (values, status) = (column.integers, column.status)
    var (low, high) = (Int64.max, Int64.min)
    var valid = 0
    for row in 0..<column.rows {
      let isValid = status[row] == CellStatus.valid
      low = min(low, isValid ? values[row] : Int64.max)
      high = max(high, isValid ? values[row] : Int64.min)
      valid &+= isValid ? 1 : 0
    }
    count += valid + column.wide.count
    let unit = Instants.nanosecondsPerUnit(kind)
    if valid > 0 {
      if isEarlier(Int128(low) * unit, batch), let row = first(low, column) {
        earliest = Place(nanoseconds: Int128(low) * unit, row: batch.ordinal(of: row))
      }
      if isLater(Int128(high) * unit, batch), let row = first(high, column) {
        latest = Place(nanoseconds: Int128(high) * unit, row: batch.ordinal(of: row))
      }
    }
    for cell in column.wide {
      guard let value = cell.value else { continue }
      let place = Place(nanoseconds: value, row: batch.ordinal(of: cell.row))
      earliest = Self.better(earliest, place) { $0 < $1 }
      latest = Self.better(latest, place) { $0 > $1 }
    }
  }

  /// Chunks of different files come in any order, so that an equal time may stand in an earlier row.
  private func isEarlier(_ value: Int128, _ batch: RecordBatch) -> Bool {
    earliest.map { value < $0.nanoseconds || value == $0.nanoseconds && batch.span.firstOrdinal < $0.row } ?? true
  }

  private func isLater(_ value: Int128, _ batch: RecordBatch) -> Bool {
    latest.map { value > $0.nanoseconds || value == $0.nanoseconds && batch.span.firstOrdinal < $0.row } ?? true
  }

  private func first(_ value: Int64, _ column: ColumnBatch) -> Int? {
    (0..<column.rows).first { column.status[$0] == CellStatus.valid && column.integers[$0] == value }
  }

  mutating func merge(_ other: TimeExtremes) {
    count += other.count
    earliest = Self.better(earliest, other.earliest) { $0 < $1 }
    latest = Self.better(latest, other.latest) { $0 > $1 }
  }

  static func better(_ ours: Place?, _ theirs: Place?, _ isBetter: (Int128, Int128) -> Bool) -> Place? {
    guard let ours, let theirs else { return ours ?? theirs }
    if ours.nanoseconds == theirs.nanoseconds { return ours.row <= theirs.row ? ours : theirs }
    return isBetter(ours.nanoseconds, theirs.nanoseconds) ? ours : theirs
  }
}

extension RecordBatch {
  /// Row of the whole batch, from 0.
  func ordinal(of row: Int) -> Int { span.firstOrdinal + record(of: row) }
}
