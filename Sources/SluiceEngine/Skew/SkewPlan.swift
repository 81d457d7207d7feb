internal import SluiceContract

/// What a comparison is to do: columns and types resolved to slots of packed rows.
///
/// Immutable and a pure function of the spec, the headers and the types.
struct SkewPlan: Sendable {
  let spec: SkewSpec
  let columns: SkewColumns
  let types: SkewTypes
  let layout: RowLayout
  let pairing: PairSpec
  /// Entries of `columns` that are compared.
  let features: [Int]
  /// Which of the features is the prediction.
  let prediction: Int?
  let timeSlot: Int?

  init(_ spec: SkewSpec, _ columns: SkewColumns, _ types: SkewTypes) {
    self.spec = spec
    self.columns = columns
    self.types = types
    let entries = columns.entries
    layout = RowLayout(kinds: types.kinds, keys: entries.count { $0.role == .key })
    features = entries.indices.filter { entries[$0].role == .feature || entries[$0].role == .prediction }
    prediction = features.firstIndex { entries[$0].role == .prediction }
    func slot(_ name: String?) -> Int? {
      name.flatMap { name in entries.firstIndex { $0.name.elementsEqual(name.utf8) } }
    }
    let asOfSlot = slot(spec.asOf?.column)
    let times: Set<ColumnKind> = [.date, .timestamp]
    pairing = PairSpec(
      layout: layout, policy: spec.duplicates,
      asOf: asOfSlot.map { PairSpec.AsOf(slot: $0, tolerance: spec.asOf?.tolerance) })
    timeSlot = [slot(spec.time), asOfSlot].compactMap(\.self).first { [types] in times.contains(types.kinds[$0]) }
  }

  func scan(_ log: SkewLog, isServe: Bool, places: Int) -> ScanSpec {
    ScanSpec(
      dialect: log.dialect, columns: columns.entries.map { isServe ? $0.servingName : $0.name },
      places: max(1, places))
  }

  func packing(_ log: SkewLog) -> RowPacker.Spec {
    RowPacker.Spec(layout: layout, readings: types.readings, dialect: log.dialect)
  }

  /// Which rows may be kept as text; nil where equal rows of the two logs need not be equal texts.
  func texts(_ logs: SkewLogs) -> TextRows? {
    let (train, serve) = (logs.train, logs.serve)
    guard pairing.asOf == nil, train.dialect == serve.dialect, train.names.count == serve.names.count else {
      return nil
    }
    let fields = columns.entries.map { entry in
      (train.names.firstIndex(of: entry.name), serve.names.firstIndex(of: entry.servingName))
    }
    guard fields.allSatisfy({ $0.0 == $0.1 }) else { return nil }
    let known = fields.compactMap(\.0)
    return known.count == fields.count ? TextRows(layout, fields: known, width: train.names.count) : nil
  }

  /// What threads compute; `sample`: of training rows.
  func comparison(
    sample: [PackedRow], keepsValues: Bool, keepsFailures: Bool, threads: Int
  ) -> SkewComparison.Spec {
    let entries = columns.entries
    let timeIndex = pairing.asOf.map { layout.index(of: $0.slot) }
    let grids = self.grids(sample, threads: threads)
    var specs = features.map { slot in
      let kind = layout.kinds[slot]
      return FeatureState.Spec(
        slot: slot, index: layout.index(of: slot), kind: kind,
        tolerance: Allowance(entries[slot].column.tolerance ?? spec.tolerance), grid: grids[slot],
        keepsValues: keepsValues, divisor: PairedValue.divisor(kind), timeIndex: timeIndex, slices: [])
    }
    let categories = specs.indices.filter { specs[$0].grid == nil && $0 != prediction }
    let slices = SliceSpec(categories.map { ($0, specs[$0]) }, sample: sample)
    for index in specs.indices { specs[index].slices = slices.columns.map(\.categories) }
    return SkewComparison.Spec(
      layout: layout, features: specs, prediction: prediction, timeSlot: timeSlot, slices: slices,
      keepsFailures: keepsFailures)
  }

  /// By slot, of the features that are numbers.
  private func grids(_ sample: [PackedRow], threads: Int) -> [Int: NumberGrid] {
    let slots = features.filter { PairedValue.isNumeric(layout.kinds[$0]) }
    let grids = Lock<[Int: NumberGrid]>([:])
    let box = SampleBox(rows: sample)
    Workers.run(max(1, min(threads, slots.count))) { thread in
      for index in stride(from: thread, to: slots.count, by: threads) {
        let grid = self.grid(slots[index], box.rows)
        grids.withLock { $0[slots[index]] = grid }
      }
    }
    return grids.withLock { $0 }
  }

  /// Rows that threads only read.
  private struct SampleBox: @unchecked Sendable {
    let rows: [PackedRow]
  }

  private func grid(_ slot: Int, _ sample: [PackedRow]) -> NumberGrid {
    let kind = layout.kinds[slot]
    let index = layout.index(of: slot)
    let isNumber = kind == .number
    let divisor = PairedValue.divisor(kind)
    let values = sample.compactMap { row -> Int64? in
      guard row.status(slot) == CellStatus.valid else { return nil }
      if !isNumber { return Int64(bitPattern: row[index]) }
      return Double(bitPattern: row[index]).isFinite ? PairedValue.order(row[index]) : nil
    }
    return NumberGrid(values) { isNumber ? PairedValue.double(order: $0) : Double($0) / divisor }
  }
}
