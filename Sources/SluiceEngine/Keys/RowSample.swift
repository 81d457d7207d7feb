/// A sample of rows by the hash of their key: the same rows whatever their order, and whoever read them.
///
/// How it works: rows whose hash is below a bound are kept; when they are too many the bound is halved. So the bound in
/// the end, and the rows, depend on all rows alone. Shape: at most `most` rows. Those that stay where they are, in
/// memory that lives as long as the sample, are only referred to; others are copied.
final class RowSample {
  private static let blockWords = 1 << 15

  private let layout: RowLayout
  private let most: Int
  private(set) var bound = UInt64.max
  private var heap: RowHeap
  private(set) var rows: [PackedRow] = []
  /// Of `rows`, since a row is far away by the time that the bound falls.
  private var hashes: [UInt64] = []
  /// Samples whose copies this one refers to.
  private var merged: [RowSample] = []
  private var packedTexts: [RowHeap] = []

  init(_ layout: RowLayout, most: Int) {
    self.layout = layout
    self.most = most
    heap = RowHeap(layout, blockWords: Self.blockWords)
  }

  /// `stays`: whether the row's memory is as it is for as long as the sample lives, or until `own` is called.
  @inline(__always)
  func add(_ row: PackedRow, stays: Bool) {
    if row.hash <= bound { keep(row, row.hash, stays) }
  }

  @inline(never)
  private func keep(_ row: PackedRow, _ hash: UInt64, _ stays: Bool) {
    rows.append(stays ? row : heap.append(row))
    hashes.append(hash)
    while rows.count > most && bound > 1 {
      bound /= 2
      dropBeyondBound()
      // What is left over in the heap goes when it is twice as much as what is kept.
      if heap.count > 2 * rows.count + 1024 { own() }
    }
  }

  private func dropBeyondBound() {
    var kept = 0
    for index in rows.indices where hashes[index] <= bound {
      (rows[kept], hashes[kept]) = (rows[index], hashes[index])
      kept += 1
    }
    rows.removeLast(rows.count - kept)
    hashes.removeLast(hashes.count - kept)
  }

  /// Copies all rows; must be called before rows that stayed go away.
  func own() {
    let fresh = RowHeap(layout, blockWords: Self.blockWords)
    rows = rows.map { fresh.append($0) }
    heap = fresh
  }

  /// All rows, packed; `packers`: one for each thread, if rows may be text.
  func packed(_ packers: [TextRowPacker]) -> [PackedRow] {
    // One behind the other they are quicker to go through.
    if !rows.allSatisfy(\.isText) { own() }
    let texts = rows.filter(\.isText)
    if texts.isEmpty { return rows }
    let share = (texts.count + packers.count - 1) / packers.count
    let parts = packers.enumerated().map { index, packer in
      TextPart(
        rows: texts.dropFirst(index * share).prefix(share), packer: packer,
        heap: RowHeap(layout, blockWords: Self.blockWords))
    }
    Workers.run(parts.count) { parts[$0].pack() }
    packedTexts = parts.map(\.heap)
    return rows.filter { !$0.isText } + parts.flatMap(\.packed)
  }

  func merge(_ other: RowSample) {
    merged.append(other)
    bound = min(bound, other.bound)
    dropBeyondBound()
    for (row, hash) in zip(other.rows, other.hashes) where hash <= bound { keep(row, hash, true) }
  }
}

/// Rows that one thread packs.
private final class TextPart: @unchecked Sendable {
  let heap: RowHeap
  private(set) var packed: [PackedRow] = []
  private let rows: ArraySlice<PackedRow>
  private let packer: TextRowPacker

  init(rows: ArraySlice<PackedRow>, packer: TextRowPacker, heap: RowHeap) {
    self.rows = rows
    self.packer = packer
    self.heap = heap
  }

  func pack() { packer.pack(all: rows) { packed.append(heap.append($0)) } }
}
