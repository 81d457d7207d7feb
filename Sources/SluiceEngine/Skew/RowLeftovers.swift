internal import Synchronization

/// Looks at the training rows that no serving row has met, for one thread.
final class RowLeftovers {
  private var side = PairCounts.Side()
  private let layout: RowLayout
  private let comparison: SkewComparison
  private let textPacker: TextRowPacker?
  private let rows = PackedRow.lane(of: PairBlock.rows)
  private var count = 0
  private var texts: [PackedRow] = []

  /// `textPacker`: where rows may be text.
  init(_ layout: RowLayout, _ comparison: SkewComparison, _ textPacker: TextRowPacker?) {
    self.layout = layout
    self.comparison = comparison
    self.textPacker = textPacker
  }

  /// What is to be counted of the training side.
  static func run(_ leftovers: [RowLeftovers], _ heaps: [RowHeap]) -> PairCounts.Side {
    let blocks = heaps.flatMap { heap in (0..<heap.blockCount).map { (heap, $0) } }
    let box = Box(leftovers: leftovers, blocks: blocks)
    let next = Atomic<Int>(0)
    Workers.run(leftovers.count) { thread in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < box.blocks.count else { break }
        box.leftovers[thread].add(box.blocks[index].0, block: box.blocks[index].1)
      }
      box.leftovers[thread].flush()
    }
    var side = PairCounts.Side()
    for leftover in leftovers { side.merge(leftover.side) }
    return side
  }

  /// Rows are only read by then, and each thread has its own leftovers.
  private struct Box: @unchecked Sendable {
    let leftovers: [RowLeftovers]
    let blocks: [(RowHeap, Int)]
  }

  private func add(_ heap: RowHeap, block: Int) {
    heap.forEach(inBlock: block) { row in
      let state = row.isText ? .usable : row.keyState(layout)
      if state == .usable { side.keys += 1 } else { side.addUnusable(state) }
      if RowTable.isMet(row) { return }
      if state == .usable { side.unmatched += 1 }
      if row.isText {
        texts.append(row)
        if texts.count == TextRowPacker.mostRows { flushTexts() }
      } else {
        add(row)
      }
    }
  }

  private func add(_ row: PackedRow) {
    rows.lane[count] = row
    count += 1
    if count == PairBlock.rows { visit() }
  }

  private func flush() {
    visit()
    flushTexts()
  }

  private func flushTexts() {
    // Packed rows are valid until the next ones are.
    textPacker?.pack(texts[...])
    for index in texts.indices {
      if let row = textPacker?.row(index) { add(row) }
    }
    visit()
    texts.removeAll(keepingCapacity: true)
  }

  private func visit() {
    comparison.visit(others: count, rows.lane, isServe: false)
    count = 0
  }
}
