internal import CSluiceKernels
internal import SluiceContract

/// What one thread computes of the batches that it read.
final class ColumnWorker: BatchWorker {
  private let spec: PassSpec
  private let dialect: Dialect
  private let column = ColumnBatch()
  private let turns: [ColumnTurn]
  /// What the turns will touch, of columns that are too many to stay in the cache from chunk to chunk; else empty.
  private let footprints: Footprints
  /// Columns that row tests read after all are decoded, each in memory of its own; nil where the file has none.
  private var present: [ColumnBatch?]
  let rowTests: RowTestRunner
  let collectors: [KeyCollector]
  let timeCollectors: [TimeCollector]
  let orders: [OrderCollector]
  let aggregates: [AggregateCollector]

  /// For a spec without keys.
  convenience init(_ spec: PassSpec) {
    self.init(spec, KeyMemory(quota: 0), Scratch(in: spec.keyBudget.directory, for: "keys"))
  }

  /// `memory`: of this worker's keys; beyond it they go to `scratch`. `orderRows`: who wants the rows out of order.
  init(_ spec: PassSpec, _ memory: KeyMemory, _ scratch: Scratch, _ orderRows: [DuplicateRows.Gathering?] = []) {
    self.spec = spec
    dialect = spec.scan.dialect
    let late = Set(
      spec.rowTests.columns + spec.keys.filter { $0.condition != nil }.flatMap(\.columns)
        + spec.aggregates.flatMap(\.lateColumns) + spec.orders.filter { $0.condition != nil }.map(\.column))
    let marks = LaneStorage<UInt8>(repeating: 0)
    orders = spec.orders.enumerated().map { index, order in
      OrderCollector(
        order, spec.columns[order.column].kind, rowLimit: spec.samples,
        gathering: index < orderRows.count ? orderRows[index] : nil)
    }
    aggregates = spec.aggregates.map {
      AggregateCollector($0, spec.columns[$0.column], memory: memory, scratch: scratch)
    }
    turns = spec.columns.indices.map { [orders, aggregates] index in
      ColumnTurn(
        spec, column: index, isKept: late.contains(index), marks: marks,
        aggregates: aggregates.filter { $0.spec.column == index && $0.spec.lateColumns.isEmpty },
        orders: orders.filter { $0.spec.column == index && $0.spec.condition == nil })
    }
    footprints = Footprints(turns.count > Self.mostCached ? turns : [])
    present = turns.map(\.kept)
    rowTests = RowTestRunner(spec.rowTests, samples: spec.samples)
    collectors = spec.keys.map { key in
      KeyCollector(
        kinds: key.columns.map { spec.columns[$0].kind }, memory: memory, scratch: scratch, hashMask: spec.hashMask)
    }
    timeCollectors = spec.times.map { TimeCollector($0) }
  }

  /// Columns of which all that is known is about as large as a first-level cache.
  private static let mostCached = 32
  /// Turns between asking for memory and using it: each takes a microsecond or two.
  private static let turnsAhead = 2

  func add(_ batch: RecordBatch) throws(SourceError) {
    let fields = batch.span.layout.fields
    for index in turns.indices {
      footprints.prefetch(turn: index &+ Self.turnsAhead)
      let turn = turns[index]
      guard let field = fields[index] else {
        if turn.kept != nil { present[index] = nil }
        continue
      }
      if let kept = turn.kept { present[index] = kept }
      let column = turn.kept ?? self.column
      column.gather(batch, field: field, dialect: dialect)
      turn.add(column, dialect)
      if turn.isAlone { continue }
      do throws(ScratchError) {
        for part in turn.keyParts where isComplete(part.key, fields) && spec.keys[part.key].condition == nil {
          try collectors[part.key].add(column, kind: turn.kind, position: part.position)
        }
        for aggregate in turn.aggregates { try aggregate.add(column, where: nil) }
        for order in turn.orders { order.add(column, where: nil) }
      } catch {
        throw SourceError(error)
      }
      for part in turn.timeParts where spec.times[part.index].columns.allSatisfy({ fields[$0] != nil }) {
        timeCollectors[part.index].add(column, turn.kind, position: part.position)
      }
    }
    rowTests.run(batch, present)
    do throws(ScratchError) {
      try addConditionalKeys(fields)
      try addLateAggregates()
      for order in orders {
        guard let condition = order.spec.condition, let mask = rowTests.mask(of: condition) else { continue }
        if let cells = present[order.spec.column] { order.add(cells, where: mask) }
      }
    } catch {
      throw SourceError(error)
    }
  }

  /// Keys of the rows for which a condition holds.
  private func addConditionalKeys(_ fields: [Int?]) throws(ScratchError) {
    for (index, key) in spec.keys.enumerated() {
      guard let condition = key.condition, isComplete(index, fields), let mask = rowTests.mask(of: condition) else {
        continue
      }
      for (position, column) in key.columns.enumerated() {
        guard let cells = turns[column].kept else { continue }
        let kind = turns[column].kind
        try cells.limited(to: mask) { () throws(ScratchError) in
          try collectors[index].add(cells, kind: kind, position: position)
        }
      }
    }
  }

  /// Aggregates of some rows only, or of two columns.
  private func addLateAggregates() throws(ScratchError) {
    for aggregate in aggregates where !aggregate.spec.lateColumns.isEmpty {
      guard let cells = present[aggregate.spec.column] else { continue }
      let mask = aggregate.spec.condition.flatMap { rowTests.mask(of: $0) }
      if mask == nil && aggregate.spec.condition != nil { continue }
      try aggregate.add(cells, where: mask)
      for (index, partner) in aggregate.spec.partners.enumerated() {
        guard let other = present[partner] else { continue }
        aggregate.add(cells, with: other, spec.columns[partner].kind, at: index, where: mask)
      }
    }
  }

  /// Whether the file has all columns of a key.
  private func isComplete(_ key: Int, _ fields: [Int?]) -> Bool {
    spec.keys[key].columns.allSatisfy { fields[$0] != nil }
  }

  func finishedStates() -> [ColumnState] { turns.map { $0.finishedState() } }
}

/// The memory of columns' turns: asked for while an earlier one runs, since of thousands of columns none is in the cache
/// any more when its turn comes.
///
/// Shape: the cache lines of the objects, one turn's behind the other's, and where each turn's end. The objects outlive this,
/// and never move.
@safe private struct Footprints {
  private var lines: [UnsafeRawPointer] = unsafe []
  private var ends: [Int] = []

  private static let lineBytes = 64
  /// Of one object, at most.
  private static let longest = 1 << 12

  init(_ turns: [ColumnTurn]) {
    for turn in turns {
      for object in [turn] + turn.tests.map(\.runner) as [AnyObject] {
        // SAFETY: the object is alive, and so many bytes were allocated for it.
        let start = unsafe Unmanaged.passUnretained(object).toOpaque()
        let bytes = unsafe min(sluice_allocated(start), Self.longest)
        for offset in stride(from: 0, to: bytes, by: Self.lineBytes) {
          unsafe lines.append(UnsafeRawPointer(start) + offset)
        }
      }
      ends.append(unsafe lines.count)
    }
  }

  /// Asks for what the turn of a column needs; nothing where there is none.
  @inline(__always)
  func prefetch(turn index: Int) {
    if index >= ends.count { return }
    for line in (index == 0 ? 0 : ends[index &- 1])..<ends[index] { unsafe sluice_prefetch(lines[line]) }
  }
}

/// Everything that a worker needs for one column's turn in a batch, in one place: of thousands of columns, each chunk has
/// a hundred rows, and what a turn costs besides them counts.
private final class ColumnTurn {
  let kind: ColumnKind
  /// Of a column that is looked at again once all are decoded.
  let kept: ColumnBatch?
  /// Whether nothing but its own tests and its state reads the column.
  let isAlone: Bool
  /// What needs no other column, and no `where`.
  let aggregates: [AggregateCollector]
  let orders: [OrderCollector]
  /// The keys it is part of, and its position in them.
  let keyParts: [(key: Int, position: Int)]
  /// The same of time specs.
  let timeParts: [(index: Int, position: Int)]
  private let reading: TimeReading?
  /// For columns whose cells are JSON.
  private let nested: NestedRunner?
  let tests: [(shortcut: TestShortcut, runner: CellTestRunner)]
  private var state: ColumnState

  /// `marks`: where tests mark rows; one for all columns, since they run one after the other.
  init(
    _ spec: PassSpec, column index: Int, isKept: Bool, marks: LaneStorage<UInt8>, aggregates: [AggregateCollector],
    orders: [OrderCollector]
  ) {
    self.aggregates = aggregates
    self.orders = orders
    let column = spec.columns[index]
    kind = column.kind
    reading = column.reading
    kept = isKept ? ColumnBatch() : nil
    tests = column.tests.map { test in
      let runner = CellTestRunner(test, samples: spec.samples, storage: marks)
      return (runner.shortcut, runner)
    }
    state = ColumnState(column, samples: spec.samples)
    if let inside = column.nested, case .container(let container) = column.kind {
      nested = NestedRunner(inside, container, samples: spec.samples)
    } else {
      nested = nil
    }
    keyParts = spec.keys.indices.flatMap { key in
      spec.keys[key].columns.indices.filter { spec.keys[key].columns[$0] == index }.map { (key, $0) }
    }
    timeParts = spec.times.indices.flatMap { time in
      let columns = spec.times[time].columns
      return columns.indices.filter { columns[$0] == index }.map { (time, $0) }
    }
    isAlone = keyParts.isEmpty && timeParts.isEmpty && aggregates.isEmpty && orders.isEmpty
  }

  /// Decodes, counts and tests the cells that were gathered.
  func add(_ column: ColumnBatch, _ dialect: Dialect) {
    if let nested {
      nested.decode(column)
    } else {
      Decoder.decode(column, as: kind, reading, dialect: dialect)
    }
    state.add(column)
    for test in tests where !test.shortcut.holds(for: column) { test.runner.run(column) }
  }

  func finishedState() -> ColumnState {
    var state = state
    state.setFindings(tests.map(\.runner.state))
    state.setNested(nested?.finishedState())
    return state
  }
}
