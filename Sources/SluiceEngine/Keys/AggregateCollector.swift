internal import SluiceContract

/// Measures one spec over the batches of one worker.
///
/// How it works: with a `where`, the rows that it holds for are copied to a column of their own; from there on all is as
/// it is without one. Sums, extrema and counts of a column without a `where` are those that every column has anyway.
final class AggregateCollector {
  let spec: AggregateSpec
  private let kind: ColumnKind
  /// Of the rows of `where`; nil without one.
  private(set) var basics: ColumnState?
  private(set) var zeros = 0
  private(set) var powers: PowerSums?
  private(set) var text = TextExtremes()
  private(set) var products: [ProductSums]
  private(set) var found: [Set<Int>]
  let tally: ValueTally?
  private let scoped = ColumnBatch()
  private let powerLanes: PowerLanes?
  private let productLanes: ProductLanes?

  init(_ spec: AggregateSpec, _ column: ColumnSpec, memory: KeyMemory, scratch: Scratch) {
    self.spec = spec
    kind = column.kind
    if spec.condition != nil {
      var bare = column
      (bare.tests, bare.nested) = ([], nil)
      basics = ColumnState(bare, samples: 0)
    }
    powers = spec.powers > 0 ? PowerSums(column.kind, powers: spec.powers) : nil
    products = spec.partners.map { _ in ProductSums() }
    found = spec.sought.map { _ in [] }
    tally = spec.keepsValues ? ValueTally(column.kind, memory, scratch) : nil
    powerLanes = powers.map { _ in PowerLanes() }
    productLanes = products.isEmpty ? nil : ProductLanes()
  }

  /// Adds the rows of a batch that are 1 in `mask`.
  func add(_ column: ColumnBatch, where mask: Lane<UInt8>?) throws(ScratchError) {
    guard let mask else { return try add(column) }
    scoped.fill(from: column, where: mask)
    try add(scoped)
    basics?.add(scoped)
  }

  private func add(_ column: ColumnBatch) throws(ScratchError) {
    if spec.countsZeros { zeros += countZeros(column) }
    if let powerLanes { powers?.add(column, powerLanes) }
    if spec.findsText { text.add(column) }
    for index in spec.sought.indices where found[index].count < spec.sought[index].count {
      spec.sought[index].find(in: column, kind, &found[index])
    }
    try tally?.add(column)
  }

  /// Adds the pairs of the column with a partner.
  func add(
    _ column: ColumnBatch, with partner: ColumnBatch, _ kind: ColumnKind, at index: Int, where mask: Lane<UInt8>?
  ) {
    guard let productLanes else { return }
    productLanes.take(column, self.kind, partner, kind, mask)
    products[index].add(productLanes)
  }

  private func countZeros(_ column: ColumnBatch) -> Int {
    var count = 0
    let status = column.status
    if kind == .number {
      let values = column.doubles
      for row in 0..<column.rows { count &+= status[row] == CellStatus.valid && values[row] == 0 ? 1 : 0 }
    } else {
      let values = column.integers
      for row in 0..<column.rows { count &+= status[row] == CellStatus.valid && values[row] == 0 ? 1 : 0 }
    }
    return count
  }
}

extension SoughtValues {
  /// Adds the indices of the values that stand in the column.
  fileprivate func find(in column: ColumnBatch, _ kind: ColumnKind, _ found: inout Set<Int>) {
    let status = column.status
    for row in 0..<column.rows where status[row] == CellStatus.valid {
      if kind == .text {
        if let index = texts[column.text(row)] { found.insert(index) }
      } else if let word = KeyValue.exact(column, kind, row) {
        if let index = words[word] { found.insert(index) }
      } else if let index = wide[Int128(column.integers[row]) * 1000] {
        found.insert(index)
      }
    }
    for cell in column.wide {
      if let value = cell.value {
        if let index = KeyValue.exact(cell, kind).flatMap({ words[$0] }) ?? wide[value] { found.insert(index) }
      } else if let index = ExactDecimal(bytes: column.text(cell.row)).flatMap({ huge[$0] }) {
        found.insert(index)
      }
    }
  }
}
