/// Finds the largest gap between consecutive times of a column: passes that follow the first one.
///
/// Each pass reads the batch again and decodes one column. One pass is enough unless times lie so close that a
/// gap may hide in a cell; from the fourth on, only gaps that would break the rule are still told apart, so that
/// the verdict is always exact.
enum GapPass {
  static func run(
    column: Int, enough: Int128, _ extremes: TimeExtremes, hasFineTimes: Bool, _ spec: PassSpec, files: [BatchFile],
    threads: Int, chunkBytes: Int
  ) throws(SourceError) -> LargestGap? {
    guard let earliest = extremes.earliest, let latest = extremes.latest, earliest.nanoseconds < latest.nanoseconds
    else { return nil }
    let kind = spec.columns[column].kind
    let scale = GapScale(
      origin: earliest.nanoseconds, nanosecondsPerUnit: hasFineTimes ? 1 : Instants.nanosecondsPerUnit(kind))
    guard let length = scale.offset(latest.nanoseconds) else { return .undecided }
    let limit = UInt64(clamping: enough / scale.nanosecondsPerUnit)

    var best: Gap?
    var open = [GapCells.Stretch(first: 0, last: length)]
    var (passes, isExact) = (0, true)
    while !open.isEmpty {
      // The longest stretches first: what they show may settle the rest.
      open.sort { ($1.length, $0.first) < ($0.length, $1.first) }
      let now = open.prefix(GapCells.capacity / 4).sorted { $0.first < $1.first }
      let cells = try pass(column, GapCells(now), scale, spec, files, threads, chunkBytes)
      best = cells.largest(best)
      open = open.dropFirst(now.count) + cells.unsettled(best?.length ?? 0)
      passes += 1
      open.removeAll { $0.length <= best?.length ?? 0 }
      if passes >= exactPasses && open.contains(where: { $0.length <= limit }) {
        open.removeAll { $0.length <= limit }
        isExact = false
      }
    }
    return best.map { scale.largest($0, isExact: isExact) }
  }

  private static let exactPasses = 4

  private static func pass(
    _ column: Int, _ cells: GapCells, _ scale: GapScale, _ spec: PassSpec, _ files: [BatchFile], _ threads: Int,
    _ chunkBytes: Int
  ) throws(SourceError) -> GapCells {
    let workers = (0..<threads).map { _ in GapWorker(column, cells, scale, spec) }
    _ = try BatchReader.run(files, scan: spec.scan, chunkBytes: chunkBytes, workers: workers)
    var result = cells
    for worker in workers { result.merge(worker.cells) }
    return result
  }
}

/// Times as offsets from the earliest, in the coarsest unit that keeps them apart.
struct GapScale: Sendable {
  var origin: Int128
  var nanosecondsPerUnit: Int128

  /// nil beyond 64 bits: nanoseconds over more than 584 years.
  func offset(_ nanoseconds: Int128) -> UInt64? { UInt64(exactly: (nanoseconds - origin) / nanosecondsPerUnit) }

  func largest(_ gap: Gap, isExact: Bool) -> LargestGap {
    .found(
      LargestGap.Found(
        after: origin + Int128(gap.after) * nanosecondsPerUnit, until: origin + Int128(gap.until) * nanosecondsPerUnit,
        rowBefore: gap.rowBefore, rowAfter: gap.rowAfter, isExact: isExact))
  }
}

/// Sorts the times of one column into cells.
private final class GapWorker: BatchWorker {
  private let column: Int
  private let scale: GapScale
  private let kind: ColumnKind
  private(set) var cells: GapCells
  private let read: DecodedColumns

  init(_ column: Int, _ cells: GapCells, _ scale: GapScale, _ spec: PassSpec) {
    self.column = column
    self.cells = cells
    self.scale = scale
    kind = spec.columns[column].kind
    read = DecodedColumns([column], of: spec)
  }

  func add(_ batch: RecordBatch) {
    read.decode(batch)
    guard let times = read.columns[column] else { return }
    // The origin is a whole number of units, so the lane can be shifted without 128 bits.
    let unit = Instants.nanosecondsPerUnit(kind)
    let isLaneScale = unit == scale.nanosecondsPerUnit
    let origin = Int64(clamping: scale.origin / unit)
    let (values, status) = (times.integers, times.status)
    for row in 0..<times.rows where status[row] == CellStatus.valid {
      let offset = isLaneScale ? UInt64(bitPattern: values[row] &- origin) : fine(Int128(values[row]) * unit)
      cells.add(offset, row: batch.ordinal(of: row))
    }
    for cell in times.wide {
      if let value = cell.value { cells.add(fine(value), row: batch.ordinal(of: cell.row)) }
    }
  }

  private func fine(_ nanoseconds: Int128) -> UInt64 { scale.offset(nanoseconds) ?? .max }
}
