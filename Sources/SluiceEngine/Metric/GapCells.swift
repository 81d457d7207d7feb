/// Finds the largest gap between consecutive distinct times without sorting them, in passes of bounded memory.
///
/// How it works: the stretches of time that may hold a gap larger than the best one so far are cut into cells of one
/// width, and of each cell the first and the last time are kept. Gaps between cells are then known exactly. A gap
/// inside a cell is shorter than what lies between the cell's first and last time; where that is no more than the
/// best gap, the cell is settled, else it is a stretch of the next pass.
/// Shape: `capacity` cells of 32 bytes for each worker. Law: merging cells by their extremes, the first row deciding
/// between equal times, gives the same for any split.
/// Source: the pigeonhole argument of Gonzalez (1975): of n times, the largest gap is at least the mean one.
struct GapCells: MetricState, Sendable {
  /// A stretch of time whose ends both occur in the data; offsets from the earliest time.
  struct Stretch: Sendable, Equatable {
    var first: UInt64
    var last: UInt64
    var length: UInt64 { last - first }
  }

  struct Cell: Sendable, Equatable {
    var first = UInt64.max
    var last: UInt64 = 0
    var firstRow = Int.max
    var lastRow = Int.max
    var isEmpty: Bool { first > last }
  }

  static let capacity = 1 << 17

  /// Ascending, without overlap, at most a quarter of `capacity`.
  private let stretches: [Stretch]
  private let widths: [UInt64]
  /// Index of the first cell of each stretch, and the number of all cells.
  private let begins: [Int]
  private var cells: [Cell]

  init(_ stretches: [Stretch], capacity: Int = GapCells.capacity) {
    self.stretches = stretches
    let share = max(2, capacity / max(1, stretches.count))
    widths = stretches.map { $0.length / UInt64(share) + 1 }
    var begins = [0]
    for (stretch, width) in zip(stretches, widths) {
      begins.append((begins.last ?? 0) + Int(stretch.length / width) + 1)
    }
    self.begins = begins
    cells = [Cell](repeating: Cell(), count: begins.last ?? 0)
  }

  /// Adds a time that stands in a row of the batch.
  mutating func add(_ offset: UInt64, row: Int) {
    var (low, high) = (0, stretches.count)
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].first <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0, offset <= stretches[low - 1].last else { return }
    let index = begins[low - 1] + Int((offset - stretches[low - 1].first) / widths[low - 1])
    cells[index].add(offset, row)
  }

  mutating func merge(_ other: GapCells) {
    for index in cells.indices where !other.cells[index].isEmpty {
      cells[index].add(other.cells[index].first, other.cells[index].firstRow)
      cells[index].add(other.cells[index].last, other.cells[index].lastRow)
    }
  }

  /// The largest gap between cells that is larger than `best`, of equal ones the earliest; else `best`.
  func largest(_ best: Gap?) -> Gap? {
    var best = best
    for stretch in stretches.indices {
      var before: Cell?
      for cell in cells[begins[stretch]..<begins[stretch + 1]] where !cell.isEmpty {
        if let before {
          let gap = Gap(after: before.last, until: cell.first, rowBefore: before.lastRow, rowAfter: cell.firstRow)
          if gap.isLarger(than: best) { best = gap }
        }
        before = cell
      }
    }
    return best
  }

  /// Cells in which a gap may be longer than `length`.
  func unsettled(_ length: UInt64) -> [Stretch] {
    cells.compactMap { cell in
      cell.isEmpty || cell.last - cell.first <= length ? nil : Stretch(first: cell.first, last: cell.last)
    }
  }
}

extension GapCells.Cell {
  fileprivate mutating func add(_ offset: UInt64, _ row: Int) {
    if offset < first || (offset == first && row < firstRow) { (first, firstRow) = (offset, row) }
    if offset > last || (offset == last && row < lastRow) { (last, lastRow) = (offset, row) }
  }
}

/// Two consecutive times, as offsets from the earliest, and the first rows where they stand.
struct Gap: Sendable, Equatable {
  var after: UInt64
  var until: UInt64
  var rowBefore: Int
  var rowAfter: Int

  var length: UInt64 { until - after }

  func isLarger(than other: Gap?) -> Bool {
    guard let other else { return true }
    return length > other.length || (length == other.length && after < other.after)
  }
}
