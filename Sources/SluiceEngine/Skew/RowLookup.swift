/// Pairs serving rows with training rows while they are read, for one worker.
///
/// What to beware: all is void where a key repeats (`hasRepeatedKeys`).
final class RowLookup: BatchWorker {
  let packer: RowPacker
  private(set) var counts = PairCounts()
  private(set) var rows = 0
  private let layout: RowLayout
  private let table: RowTable
  private let comparison: SkewComparison
  private let exactRows: Int
  private var repeats = false
  /// Hashes of keys that only the serving log has.
  private var unmatched: [UInt64] = []

  private let usable = PackedRow.lane(of: 0)
  private let others = PackedRow.lane(of: 0)
  private let train = PackedRow.lane(of: 0)
  private let serve = PackedRow.lane(of: 0)
  private let entries = LaneStorage<UInt64>(repeating: 0)

  init(_ packing: RowPacker.Spec, _ table: RowTable, _ comparison: SkewComparison, exactRows: Int) {
    layout = packing.layout
    packer = RowPacker(packing)
    self.table = table
    self.comparison = comparison
    self.exactRows = exactRows
  }

  func add(_ batch: RecordBatch) throws(SourceError) {
    packer.pack(batch)
    rows += packer.rows
    if repeats { return }
    if rows > exactRows { comparison.dropValues() }
    for first in stride(from: 0, to: packer.rows, by: Self.blockRows) {
      try add(first..<min(first + Self.blockRows, packer.rows))
    }
  }

  /// Rows of both sides: the lines that one column touches stay in the first-level cache for the next seven.
  private static let blockRows = 128

  private func add(_ range: Range<Int>) throws(SourceError) {
    let (usable, others) = (self.usable.lane(of: range.count), self.others.lane(of: range.count))
    let (train, serve) = (self.train.lane(of: range.count), self.serve.lane(of: range.count))
    var (keys, left, pairs) = (0, 0, 0)
    for index in range {
      let row = packer.row(index)
      let state = row.keyState(layout)
      if state == .usable {
        usable[keys] = row
        keys += 1
      } else {
        counts.serve.addUnusable(state)
        others[left] = row
        left += 1
      }
    }
    var isRepeated = false
    let unusable = left
    table.find(keys, usable, entries.lane(of: range.count)) { found, row in
      if !RowTable.meet(found) { isRepeated = true }
      train[pairs] = found
      serve[pairs] = row
      pairs &+= 1
    } other: { row in
      others[left] = row
      left &+= 1
    }
    if isRepeated { repeats = true }
    for index in unusable..<left { unmatched.append(others[index].hash) }
    counts.serve.keys += keys
    counts.serve.unmatched += left - unusable
    counts.matched += pairs
    counts.oneToOne += pairs
    do throws(ScratchError) {
      try comparison.visit(pairs: pairs, train: train, serve: serve)
    } catch {
      throw SourceError(error)
    }
    comparison.visit(others: left, others, isServe: true)
  }

  /// Whether two serving rows have one key, or may have.
  static func hasRepeatedKeys(_ lookups: [RowLookup]) -> Bool {
    if lookups.contains(where: \.repeats) { return true }
    var hashes = lookups.flatMap { $0.unmatched.map { Int64(bitPattern: $0) } }
    RadixSort.sort(&hashes)
    return zip(hashes, hashes.dropFirst()).contains { $0 == $1 }
  }
}
