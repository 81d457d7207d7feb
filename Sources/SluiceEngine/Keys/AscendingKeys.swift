/// Keys of one column that ascend within each chunk, as identifiers do that were given out one after the other.
///
/// How it works: in a chunk whose keys ascend strictly, none repeats. They are kept as the steps from each to the next,
/// in as few bytes as the largest step takes, 0 standing for a row without a key; so the numbers of the rows need not be
/// kept. Of a chunk that does not ascend only the range is noted, and its keys go to the partitions. After the pass
/// `settle` compares the ranges: a chunk whose range meets no other holds no duplicate, and is done. The keys of all
/// others go to the partitions too, so that they meet those they might be equal to.
/// Shape: a byte or two a row instead of sixteen. What to beware: ranges are in units of the column's lane, so a value
/// that is in no lane (`isOpen`) may be equal to any.
/// Source: the ranges are what columnar files call zone maps.
final class AscendingKeys {
  /// A chunk.
  fileprivate struct Run {
    /// Of the keys, inclusive.
    var range: ClosedRange<Int64>
    /// nil where the keys do not ascend: they are in the partitions already.
    var steps: Steps?
  }

  fileprivate struct Steps {
    /// Plane p holds byte p of all steps.
    var planes: Lane<UInt8>
    var rows: Int
    var keys: Int
    var firstOrdinal: Int
  }

  private let memory: KeyMemory
  fileprivate private(set) var runs: [Run] = []
  private var slabs: [LaneStorage<UInt8>] = []
  private var slabUsed = 0
  /// Whether a key is in the partitions whose range is not known.
  fileprivate private(set) var isOpen = false

  private static let slabBytes = 256 * 1024

  init(_ memory: KeyMemory) { self.memory = memory }

  deinit { memory.takeBack(slabs.reduce(0) { $0 + $1.lane.count }) }

  /// Takes the keys of a batch; false where they must go to the partitions.
  func take(_ column: ColumnBatch, _ kind: ColumnKind, _ batch: RecordBatch) -> Bool {
    if kind == .timestamp && !column.wide.isEmpty {
      isOpen = true
      return false
    }
    guard let order = Order(column) else { return true }
    guard order.isAscending, batch.records == nil, kind != .timestamp || order.isExact,
      let steps = store(order, column, batch)
    else {
      runs.append(Run(range: order.range))
      return false
    }
    runs.append(Run(range: order.range, steps: steps))
    return true
  }

  private func store(_ order: Order, _ column: ColumnBatch, _ batch: RecordBatch) -> Steps? {
    let rows = column.rows
    let width = max(1, (71 - order.steps.leadingZeroBitCount) / 8)
    guard let planes = room(for: width * rows) else { return nil }
    let (values, status) = (column.integers, column.status)
    var previous = order.range.lowerBound &- 1
    for row in 0..<rows {
      let isKey = status[row] == CellStatus.valid
      let step = isKey ? UInt64(bitPattern: values[row] &- previous) : 0
      previous = isKey ? values[row] : previous
      planes[row] = UInt8(truncatingIfNeeded: step)
      for plane in 1..<width {
        planes[plane &* rows &+ row] = UInt8(truncatingIfNeeded: step &>> UInt64(truncatingIfNeeded: 8 &* plane))
      }
    }
    return Steps(planes: planes, rows: rows, keys: order.keys, firstOrdinal: batch.span.firstOrdinal)
  }

  private func room(for bytes: Int) -> Lane<UInt8>? {
    if slabs.isEmpty || slabUsed + bytes > slabs[slabs.count - 1].lane.count {
      let size = max(bytes, min(Self.slabBytes, 16 * bytes))
      guard memory.lend(size) else { return nil }
      slabs.append(LaneStorage(repeating: 0, count: size))
      slabUsed = 0
    }
    defer { slabUsed += bytes }
    return slabs[slabs.count - 1].lane.part(from: slabUsed, count: bytes)
  }

  // MARK: After the pass

  /// Counts the keys that cannot occur twice; all others go to the stores of their collectors.
  static func settle(_ collectors: [KeyCollector]) throws(ScratchError) -> KeyCounts {
    var counts = KeyCounts()
    var places = collectors.indices.flatMap { collector in
      (collectors[collector].ascending?.runs ?? []).map { (collector: collector, run: $0) }
    }
    places.sort { $0.run.range.lowerBound < $1.run.range.lowerBound }
    let isOpen = collectors.contains { $0.ascending?.isOpen ?? false }
    var first = 0
    while first < places.count {
      var (end, high) = (first + 1, places[first].run.range.upperBound)
      while end < places.count && places[end].run.range.lowerBound <= high {
        high = max(high, places[end].run.range.upperBound)
        end += 1
      }
      let isAlone = end == first + 1 && !isOpen
      for place in places[first..<end] {
        guard let steps = place.run.steps else { continue }
        if isAlone {
          counts.rows += steps.keys
          counts.distinct += steps.keys
        } else {
          try collectors[place.collector].append(place.run.range.lowerBound, steps)
        }
      }
      first = end
    }
    return counts
  }
}

extension KeyCollector {
  /// Adds the keys of a chunk, of which `lowest` is the first.
  fileprivate func append(_ lowest: Int64, _ steps: AscendingKeys.Steps) throws(ScratchError) {
    var value = lowest &- 1
    for row in 0..<steps.rows {
      let step = steps[row]
      if step == 0 { continue }
      value &+= Int64(bitPattern: step)
      try store.append(
        KeyEntry(key: KeyValue.exact(value, kinds[0]), row: UInt64(truncatingIfNeeded: steps.firstOrdinal &+ row)))
    }
  }
}

extension AscendingKeys.Steps {
  fileprivate subscript(row: Int) -> UInt64 {
    var step: UInt64 = 0
    for plane in 0..<planes.count / rows { step |= UInt64(planes[plane &* rows &+ row]) &<< UInt64(8 &* plane) }
    return step
  }
}

/// In which order the keys of a batch come.
private struct Order {
  var range: ClosedRange<Int64>
  var isAscending: Bool
  /// All steps between neighbours, joined by OR.
  var steps: UInt64
  var keys: Int

  /// Whether timestamps can be told in nanoseconds.
  var isExact: Bool {
    !range.lowerBound.multipliedReportingOverflow(by: 1000).overflow
      && !range.upperBound.multipliedReportingOverflow(by: 1000).overflow
  }

  /// nil where no cell of the lane is a key.
  init?(_ column: ColumnBatch) {
    let (values, status, rows) = (column.integers, column.status, column.rows)
    guard let first = (0..<rows).first(where: { status[$0] == CellStatus.valid }) else { return nil }
    var (low, high, previous) = (values[first], values[first], values[first])
    var (steps, falls, keys) = (UInt64(1), 0, 1)
    for row in first + 1..<rows {
      let isKey = status[row] == CellStatus.valid
      let value = isKey ? values[row] : previous
      falls &+= isKey && value <= previous ? 1 : 0
      steps |= UInt64(bitPattern: value &- previous)
      low = min(low, value)
      high = max(high, value)
      keys &+= isKey ? 1 : 0
      previous = value
    }
    range = low...high
    isAscending = falls == 0
    self.steps = steps
    self.keys = keys
  }
}
