/// A sample of rows by the hash of their key: the same rows whatever their order, and whoever read them.
///
/// How it works: rows whose hash is below a bound are kept; when they are too many the bound is halved. So the bound in
/// the end, and the rows, depend on all rows alone. Shape: copies of at most `most` rows.
final class RowSample {
  private let layout: RowLayout
  private let most: Int
  private(set) var bound = UInt64.max
  private var heap: RowHeap
  private(set) var rows: [PackedRow] = []

  init(_ layout: RowLayout, most: Int) {
    self.layout = layout
    self.most = most
    heap = RowHeap(layout)
  }

  @inline(__always)
  func add(_ row: PackedRow) {
    if row.hash <= bound { keep(row) }
  }

  @inline(never)
  private func keep(_ row: PackedRow) {
    rows.append(heap.append(row))
    while rows.count > most && bound > 1 {
      bound /= 2
      rows.removeAll { $0.hash > bound }
      // What is left over in the heap goes when it is twice as much as what is kept.
      if heap.count > 2 * rows.count + 1024 { compact() }
    }
  }

  private func compact() {
    let fresh = RowHeap(layout)
    rows = rows.map { fresh.append($0.record) }
    heap = fresh
  }

  func merge(_ other: RowSample) {
    bound = min(bound, other.bound)
    rows.removeAll { $0.hash > bound }
    for row in other.rows where row.hash <= bound { keep(row) }
  }
}
