/// The smallest few of the rows that are added.
///
/// Complexity: a row that is too large costs a comparison; others a share of a sort.
struct FirstRows {
  private let limit: Int
  /// At least all of the smallest; more of them are sorted out from time to time.
  private var kept: [Int] = []
  /// Rows from here on are not among the smallest.
  private var bound: Int

  init(limit: Int) {
    self.limit = limit
    bound = limit == 0 ? .min : .max
  }

  /// Ascending.
  var rows: [Int] { Array(kept.sorted().prefix(limit)) }

  @inline(__always)
  mutating func add(_ row: Int) {
    if row < bound { keep(row) }
  }

  @inline(never)
  private mutating func keep(_ row: Int) {
    kept.append(row)
    guard kept.count >= 2 * limit + 16 else { return }
    kept = rows
    bound = kept.last ?? .min
  }
}

extension KeyCounts {
  /// Adds the counts of another set of keys that has none in common with this one.
  mutating func addDisjoint(_ other: KeyCounts, rowLimit: Int) {
    rows += other.rows
    distinct += other.distinct
    duplicatedValues += other.duplicatedValues
    rowsInGroups += other.rowsInGroups
    if other.firstRows.isEmpty { return }
    firstRows = Array((firstRows + other.firstRows).sorted().prefix(rowLimit))
  }
}
