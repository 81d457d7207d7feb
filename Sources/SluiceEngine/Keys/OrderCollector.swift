internal import SluiceContract

/// In which order the values of a column must come, of all rows or of those for which a `where` holds.
struct OrderSpec: Sendable, Hashable {
  /// Index into the columns of the pass.
  var column: Int
  /// The step of the program of `PassSpec.rowTests`; nil for all rows.
  var condition: Int?
  var test: OrderTest
}

/// How many rows break the order against the value before them, and which ones.
struct OrderCounts: Sendable, Equatable {
  /// Rows with a value.
  var rows = 0
  var failing = 0
  /// The first rows (of the batch, from 0) that break it, ascending.
  var firstRows: [Int] = []
}

/// Holds the values of a column against those before them, for one worker.
///
/// How it works: within a batch each value is compared with the one before. The first and the last value of each batch
/// are kept, and once all batches of the file, or of all files, are there, the last of each is compared with the first of
/// the next. So the result is that of one pass in the order of the rows, whoever read which batch.
/// Nulls, and cells that do not parse, are passed over. NaN has no place in any order: it breaks it, and the next value is
/// held against the one before it.
/// Shape: two values for each batch with one.
final class OrderCollector {
  let spec: OrderSpec
  private let kind: ColumnKind
  private var rows = 0
  private var failing = 0
  private var sample: FirstRows
  private var edges: [Edge] = []
  private let gathered: RowBuffer?

  private struct Edge {
    var firstRow: Int
    var first: OrderedValue
    var last: OrderedValue
  }

  /// `gathering`: gets all rows that break the order, where they are wanted.
  init(_ spec: OrderSpec, _ kind: ColumnKind, rowLimit: Int, gathering: DuplicateRows.Gathering?) {
    self.spec = spec
    self.kind = kind
    sample = FirstRows(limit: rowLimit)
    gathered = gathering.map { RowBuffer($0) }
  }

  /// Adds the rows of a batch that are 1 in `mask`.
  func add(_ column: ColumnBatch, where mask: Lane<UInt8>?) {
    guard let batch = column.batch else { return }
    switch kind {
    case .number:
      let values = column.doubles
      follow(column, batch, mask, { values[$0] }, isOrdered: { !$0.isNaN }) { .number($0) }
    case .text: followValues(column, batch, mask)
    default:
      if !column.wide.isEmpty { return followValues(column, batch, mask) }
      let (values, unit) = (column.integers, unit)
      follow(column, batch, mask, { values[$0] }, isOrdered: { _ in true }) { .integer(Int128($0) * unit) }
    }
  }

  private var unit: Int128 { kind == .timestamp ? 1000 : 1 }

  @inline(__always)
  private func follow<Value: Comparable>(
    _ column: ColumnBatch, _ batch: RecordBatch, _ mask: Lane<UInt8>?, _ value: (Int) -> Value,
    isOrdered: (Value) -> Bool, _ kept: (Value) -> OrderedValue
  ) {
    let status = column.status
    let (isDescending, isStrict) = (spec.test.isDescending, spec.test.isStrict)
    var (first, previous): (Int?, Value?) = (nil, nil)
    for row in 0..<column.rows where status[row] == CellStatus.valid && mask.map({ $0[row] != 0 }) ?? true {
      let next = value(row)
      rows &+= 1
      guard isOrdered(next) else {
        fail(batch.ordinal(of: row))
        continue
      }
      if let previous {
        let isRising = isDescending ? next < previous : previous < next
        if !isRising && (isStrict || next != previous) { fail(batch.ordinal(of: row)) }
      } else {
        first = row
      }
      previous = next
    }
    guard let first, let previous else { return }
    edges.append(Edge(firstRow: batch.ordinal(of: first), first: kept(value(first)), last: kept(previous)))
  }

  /// Texts, and columns with cells that their lane cannot hold.
  private func followValues(_ column: ColumnBatch, _ batch: RecordBatch, _ mask: Lane<UInt8>?) {
    var edge: Edge?
    var nextWide = 0
    for row in 0..<column.rows {
      let status = column.status[row]
      var wide: Int128??
      if status == CellStatus.wide {
        wide = .some(column.wide[nextWide].value)
        nextWide += 1
      }
      guard status == CellStatus.valid || status == CellStatus.wide, mask.map({ $0[row] != 0 }) ?? true else {
        continue
      }
      let value: OrderedValue =
        if kind == .text {
          .text(column.text(row))
        } else if let wide {
          wide.map { .integer($0) } ?? .huge(ExactDecimal(bytes: column.text(row)) ?? .zero)
        } else {
          .integer(Int128(column.integers[row]) * unit)
        }
      rows += 1
      if let before = edge?.last, !value.follows(before, spec.test) { fail(batch.ordinal(of: row)) }
      if edge == nil { edge = Edge(firstRow: batch.ordinal(of: row), first: value, last: value) }
      edge?.last = value
    }
    if let edge { edges.append(edge) }
  }

  @inline(never)
  private func fail(_ row: Int) {
    failing += 1
    sample.add(row)
    gathered?.add(row)
  }

  // MARK: After the pass

  /// Compares the batches that all workers have read, and adds everything up.
  static func settle(_ collectors: [OrderCollector], rowLimit: Int) -> OrderCounts {
    guard let first = collectors.first else { return OrderCounts() }
    let edges = collectors.flatMap(\.edges).sorted { $0.firstRow < $1.firstRow }
    for (before, after) in zip(edges, edges.dropFirst()) where !after.first.follows(before.last, first.spec.test) {
      first.fail(after.firstRow)
    }
    var counts = OrderCounts()
    for collector in collectors {
      counts.rows += collector.rows
      counts.failing += collector.failing
      counts.firstRows += collector.sample.rows
      collector.gathered?.flush()
    }
    counts.firstRows = Array(counts.firstRows.sorted().prefix(rowLimit))
    return counts
  }
}

/// A value in the order of its column.
private enum OrderedValue: Comparable {
  /// In the kind's finest unit.
  case integer(Int128)
  /// Beyond 128 bits.
  case huge(ExactDecimal)
  case number(Double)
  case text([UInt8])

  func follows(_ before: OrderedValue, _ test: OrderTest) -> Bool {
    let isRising = test.isDescending ? self < before : before < self
    return isRising || !test.isStrict && self == before
  }

  static func < (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.integer(let left), .integer(let right)): left < right
    case (.number(let left), .number(let right)): left < right
    case (.text(let left), .text(let right)): left.lexicographicallyPrecedes(right)
    case (.huge(let left), .huge(let right)): left < right
    case (.huge(let left), _): left.isNegative
    case (_, .huge(let right)): !right.isNegative
    default: false
    }
  }
}
