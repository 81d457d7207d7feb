/// What makes a test needless, as far as a column's counts and extrema tell: no cell of it is looked at then.
///
/// Kept beside the runner, since of thousands of columns each one's test and state are far away in memory.
enum TestShortcut {
  /// Every cell must be looked at.
  case none
  case noNulls
  case noInvalid
  case integers(ClosedRange<Int64>)
  /// Inclusive bounds; values that are not finite are looked at.
  case numbers(ClosedRange<Double>)

  init(_ test: CellTest) {
    switch test {
    case .present: self = .noNulls
    case .parses: self = .noInvalid
    case .inRange(let range) where range.laneMinimum <= range.laneMaximum:
      self = .integers(range.laneMinimum...range.laneMaximum)
    case .inNumberRange(let range) where range.lowest <= range.highest: self = .numbers(range.lowest...range.highest)
    default: self = .none
    }
  }

  /// Whether no cell of the column fails.
  @inline(__always)
  func holds(for column: ColumnBatch) -> Bool {
    switch self {
    case .none: return false
    case .noNulls: return column.nulls == 0
    case .noInvalid: return column.invalid == 0
    case .integers(let bounds):
      if !column.wide.isEmpty { return false }
      let extrema = column.integerExtrema
      return extrema.valid == 0 || extrema.low >= bounds.lowerBound && extrema.high <= bounds.upperBound
    case .numbers(let bounds):
      let extrema = column.doubleExtrema
      if extrema.finite < extrema.valid { return false }
      return extrema.valid == 0 || extrema.low >= bounds.lowerBound && extrema.high <= bounds.upperBound
    }
  }
}
