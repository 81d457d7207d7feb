/// Computes one time spec over the batches of one worker.
///
/// A worker decodes one column after the other into the same memory, so the first column of a difference is kept
/// here until the second comes.
final class TimeCollector {
  private let spec: TimeSpec
  private(set) var state: TimeState
  private let kept = LaneStorage<Int128>(repeating: 0)
  /// 1 where the first column has a time, 2 where the second has, 3 for both.
  private let present = LaneStorage<UInt8>(repeating: 0)
  private var keptPosition: Int?

  init(_ spec: TimeSpec) {
    self.spec = spec
    state = TimeState(spec)
  }

  /// Adds the column at `position` of the spec.
  func add(_ column: ColumnBatch, _ kind: ColumnKind, position: Int) {
    switch state {
    case .extremes(var extremes):
      extremes.add(column, kind)
      state = .extremes(extremes)
    case .difference(var difference):
      if keptPosition == nil {
        keep(column, kind)
        keptPosition = position
      } else {
        subtract(column, kind, isSecond: position == 1, &difference)
        keptPosition = nil
      }
      state = .difference(difference)
    }
  }

  private func keep(_ column: ColumnBatch, _ kind: ColumnKind) {
    let (kept, present) = (self.kept.lane(of: column.rows), self.present.lane(of: column.rows))
    let unit = Instants.nanosecondsPerUnit(kind)
    for row in 0..<column.rows {
      kept[row] = Int128(column.integers[row]) * unit
      present[row] = column.status[row] == CellStatus.valid ? 1 : 0
    }
    for cell in column.wide {
      guard let value = cell.value else { continue }
      kept[cell.row] = value
      present[cell.row] = 1
    }
  }

  private func subtract(_ column: ColumnBatch, _ kind: ColumnKind, isSecond: Bool, _ difference: inout TimeDifference) {
    guard let batch = column.batch else { return }
    let (kept, present) = (self.kept.lane, self.present.lane)
    let unit = Instants.nanosecondsPerUnit(kind)
    var (best, bestRow, count): (Int128, Int?, Int) = (0, nil, 0)
    func judge(_ row: Int, _ value: Int128) {
      count += 1
      let span = isSecond ? value - kept[row] : kept[row] - value
      guard bestRow.map({ span > best || (span == best && row < $0) }) ?? true else { return }
      (best, bestRow) = (span, row)
    }
    for row in 0..<column.rows where present[row] == 1 && column.status[row] == CellStatus.valid {
      judge(row, Int128(column.integers[row]) * unit)
    }
    for cell in column.wide where present[cell.row] == 1 {
      if let value = cell.value { judge(cell.row, value) }
    }
    difference.add(
      count: count,
      bestRow.map { TimeExtremes.Place(nanoseconds: best, row: batch.ordinal(of: $0)) })
  }
}

/// What a time spec has found so far. Gaps begin as extremes: a later pass needs to know between which times.
enum TimeState: MetricState, Sendable {
  case extremes(TimeExtremes)
  case difference(TimeDifference)

  init(_ spec: TimeSpec) {
    switch spec {
    case .extremes, .largestGap: self = .extremes(TimeExtremes())
    case .difference: self = .difference(TimeDifference())
    }
  }

  mutating func merge(_ other: TimeState) {
    switch (self, other) {
    case (.extremes(var ours), .extremes(let theirs)):
      ours.merge(theirs)
      self = .extremes(ours)
    case (.difference(var ours), .difference(let theirs)):
      ours.merge(theirs)
      self = .difference(ours)
    default: break
    }
  }
}
