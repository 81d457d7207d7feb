/// The second pass: writes the lines of the serving rows that one thread reads.
final class DiffWriter: BatchWorker {
  private(set) var lines = 0
  private let plan: SkewPlan
  private let cells: PartitionReader<DiffCell>
  private let dialect: Dialect
  private let order: DiffOrder
  private let keys: [ColumnBatch]
  private let column = ColumnBatch()
  private var bytes: [UInt8] = []
  /// What the ordinals of the file begin with in the whole log; here it is the only file.
  private let base: Int

  init(
    _ plan: SkewPlan, _ cells: PartitionReader<DiffCell>, _ dialect: Dialect, _ order: DiffOrder, file: Int
  ) {
    base = Ordinals.first(ofFile: file)
    self.plan = plan
    self.cells = cells
    self.dialect = dialect
    self.order = order
    keys = (0..<plan.layout.keys).map { _ in ColumnBatch() }
  }

  static func header(_ plan: SkewPlan) -> [UInt8] {
    let names = plan.columns.entries.prefix(plan.layout.keys).map(\.name)
    let fields = names + ["feature", "train", "serve", "delta", "kind"].map { Array($0.utf8) }
    return Array(fields.map { CSVField.bytes($0) }.joined(separator: [UInt8(ascii: ",")])) + [UInt8(ascii: "\n")]
  }

  func begin(_ chunk: ChunkBytes) { bytes.removeAll(keepingCapacity: true) }
  func end(_ chunk: ChunkBytes) { order.write(bytes, chunk) }
  func breakOff() { order.breakOff() }

  func add(_ batch: RecordBatch) throws(SourceError) {
    let first = base + batch.span.firstOrdinal
    let found: [DiffCell]
    do throws(ScratchError) {
      found = try cells.entries(in: first..<first + batch.span.records)
    } catch {
      throw SourceError(error)
    }
    if found.isEmpty { return }
    let fields = batch.span.layout.fields
    for (slot, key) in keys.enumerated() {
      if let field = fields[slot] { key.gather(batch, field: field, dialect: dialect) }
    }
    // Columns come one at a time, lines row by row.
    var serve: [[UInt8]?] = Array(repeating: nil, count: found.count)
    let rows = RowIndex(batch)
    for feature in Set(found.map(\.feature)).sorted() {
      guard let field = fields[plan.features[feature]] else { continue }
      column.gather(batch, field: field, dialect: dialect)
      for (index, cell) in found.enumerated() where cell.feature == feature {
        guard let row = rows.row(of: cell.serve - base), column.status[row] != CellStatus.null else { continue }
        serve[index] = column.text(row)
      }
    }
    for (index, cell) in found.enumerated() {
      if let row = rows.row(of: cell.serve - base) { write(cell, serve[index], row, fields) }
    }
  }

  private func write(_ cell: DiffCell, _ serve: [UInt8]?, _ row: Int, _ fields: [Int?]) {
    let comma = UInt8(ascii: ",")
    for (slot, key) in keys.enumerated() {
      let isNull = fields[slot] == nil || key.status[row] == CellStatus.null
      write(isNull ? nil : key.text(row), isMasked: plan.columns.entries[slot].isMasked)
      bytes.append(comma)
    }
    let slot = plan.features[cell.feature]
    let entry = plan.columns.entries[slot]
    bytes += CSVField.bytes(entry.name)
    bytes.append(comma)
    write(cell.train, isMasked: entry.isMasked)
    bytes.append(comma)
    write(serve, isMasked: entry.isMasked)
    bytes.append(comma)
    if !cell.delta.isNaN && !entry.isMasked { bytes += Self.text(cell.delta, plan.layout.kinds[slot]).utf8 }
    bytes.append(comma)
    bytes += cell.kind.name.utf8
    bytes.append(UInt8(ascii: "\n"))
    lines += 1
  }

  /// A null is nothing, an empty text a pair of quotes.
  private func write(_ text: [UInt8]?, isMasked: Bool) {
    guard let text else { return }
    bytes += isMasked ? Array(MaskedValue.text.utf8) : CSVField.bytes(text)
  }

  private static func text(_ delta: Double, _ kind: ColumnKind) -> String {
    if kind == .integer || kind == .date, let whole = Int(exactly: delta), whole.magnitude < 1 << 53 {
      return "\(whole)"
    }
    return "\(delta)"
  }
}
