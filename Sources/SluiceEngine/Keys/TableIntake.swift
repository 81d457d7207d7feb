internal import Synchronization

/// The table of training rows while these are read: filled with rows that are in the cache still, where it is known how
/// many there may be.
///
/// How it works: the first batch shows how long rows are, and the sizes of the files how many. Where that was too few, or
/// rows go to disk, the table is given up, and made of the heaps later if it is wanted.
final class TableIntake: Sendable {
  private let layout: RowLayout
  /// Of all files; 0 where nobody knows.
  private let bytes: Int
  private let mostTableBytes: Int
  private let state = Lock(State())

  private struct State: Sendable {
    var table: RowTable?
    var isGivenUp = false
    var taken = 0
    var doubtful: [Rows] = []

    mutating func giveUp() {
      table = nil
      isGivenUp = true
      doubtful = []
    }
  }

  /// Rows that belong to heaps which outlive the table.
  private struct Rows: @unchecked Sendable {
    let rows: [PackedRow]
  }

  /// `mostTableBytes`: more are not taken beforehand.
  init(_ layout: RowLayout, bytes: Int, mostTableBytes: Int) {
    self.layout = layout
    self.bytes = bytes
    self.mostTableBytes = mostTableBytes
  }

  /// Takes rows of a batch that have a key, which stay where they are for as long as the table is used.
  func add(_ rows: Lane<PackedRow>, _ count: Int, of batch: RecordBatch) {
    let table = state.withLock { state -> RowTable? in
      if state.isGivenUp { return nil }
      state.table = state.table ?? make(for: batch)
      state.taken += count
      if state.taken > state.table?.most ?? 0 { state.giveUp() }
      return state.table
    }
    guard let table else { return }
    var doubtful: [PackedRow] = []
    table.add(rows, count, doubtful: &doubtful)
    if !doubtful.isEmpty { state.withLock { [doubtful] in $0.doubtful.append(Rows(rows: doubtful)) } }
  }

  private func make(for batch: RecordBatch) -> RowTable? {
    let span = batch.span
    // As if rows were a twentieth shorter.
    let rows = Double(bytes) * 1.05 / Double(max(1, span.end - span.start)) * Double(span.records) + 64
    guard bytes > 0, rows < 0x1p40, RowTable.bytes(rows: Int(rows)) <= mostTableBytes else { return nil }
    return RowTable(layout, rows: Int(rows))
  }

  /// Must be called before any row goes away.
  func giveUp() { state.withLock { $0.giveUp() } }

  /// The table of all rows of `heaps` that have a key: nil where it was given up. Nobody adds rows any more.
  func finish(_ heaps: [RowHeap]) -> RowTable? {
    let state = state.withLock { $0 }
    guard !state.isGivenUp, let table = state.table else { return nil }
    table.finish(heaps, doubtful: state.doubtful.flatMap(\.rows))
    return table
  }
}
