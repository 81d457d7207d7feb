/// Pairs serving rows with training rows while they are read, for one worker.
///
/// How it works: where the training row is kept as text, and the serving row has the same, it stands for both. Pairs of
/// different texts wait until all rows of the batch are looked up; then their training rows are packed at once.
/// What to beware: all is void where a key repeats (`hasRepeatedKeys`).
final class RowLookup: BatchWorker {
  private let packer: RowPacker
  private(set) var counts = PairCounts()
  private(set) var rows = 0
  private let layout: RowLayout
  private let texts: TextRows?
  private let textPacker: TextRowPacker?
  private let table: RowTable
  private let comparison: SkewComparison
  private let exactRows: Int
  private var repeats = false
  /// Hashes of keys that only the serving log has.
  private var unmatched: [UInt64] = []
  /// Pairs of different texts, until they are packed.
  private var changedTrain: [PackedRow] = []
  private var changedServe: [PackedRow] = []

  private let usable = PackedRow.lane(of: 0)
  private let numbers = LaneStorage<Int32>(repeating: 0)
  private let others = PackedRow.lane(of: 0)
  private let train = PackedRow.lane(of: 0)
  private let serve = PackedRow.lane(of: 0)
  private let entries = LaneStorage<UInt64>(repeating: 0)
  private let text = LaneStorage<UInt64>(repeating: 0, count: TextRows.mostWords)

  /// `texts`: which training rows may be text.
  init(
    _ packing: RowPacker.Spec, _ texts: TextRows?, _ table: RowTable, _ comparison: SkewComparison, exactRows: Int
  ) {
    layout = packing.layout
    packer = RowPacker(packing)
    self.texts = texts
    textPacker = texts.map { TextRowPacker(packing, $0) }
    self.table = table
    self.comparison = comparison
    self.exactRows = exactRows
  }

  /// What has packed rows of either log.
  var packers: [RowPacker] { [packer] + (textPacker.map { [$0.packer] } ?? []) }

  func add(_ batch: RecordBatch) throws(SourceError) {
    packer.pack(batch)
    rows += packer.rows
    if repeats { return }
    if rows > exactRows { comparison.dropValues() }
    let hasTexts = texts?.takes(batch) ?? false
    do throws(ScratchError) {
      let keys = takeKeys()
      let (usable, entries) = (self.usable.lane, self.entries.lane(of: packer.rows))
      table.askForSlots(0..<keys, usable, entries)
      table.askForRows(0..<min(Self.blockRows, keys), usable, entries)
      for first in stride(from: 0, to: keys, by: Self.blockRows) {
        let end = min(first + Self.blockRows, keys)
        // The next rows come while these are compared.
        table.askForRows(end..<min(end + Self.blockRows, keys), usable, entries)
        try add(first..<end, of: batch, hasTexts: hasTexts)
      }
      try addChanged()
    } catch {
      throw SourceError(error)
    }
  }

  /// Rows of both sides: the lines that one column touches stay in the first-level cache for the next seven.
  private static let blockRows = 128

  /// Puts the rows that have a key into `usable`, with their numbers; returns how many.
  private func takeKeys() -> Int {
    let (usable, numbers) = (self.usable.lane(of: packer.rows), self.numbers.lane(of: packer.rows))
    let others = self.others.lane(of: packer.rows)
    var (keys, left) = (0, 0)
    for index in 0..<packer.rows {
      let row = packer.row(index)
      let state = row.keyState(layout)
      if state == .usable {
        usable[keys] = row
        numbers[keys] = Int32(truncatingIfNeeded: index)
        keys += 1
      } else {
        counts.serve.addUnusable(state)
        others[left] = row
        left += 1
      }
    }
    counts.serve.keys += keys
    comparison.visit(others: left, others, isServe: true)
    return keys
  }

  private func add(_ range: Range<Int>, of batch: RecordBatch, hasTexts: Bool) throws(ScratchError) {
    let (usable, others, numbers) = (self.usable.lane, self.others.lane, self.numbers.lane)
    let (train, serve) = (self.train.lane(of: range.count), self.serve.lane(of: range.count))
    let text = self.text.lane
    var (left, pairs) = (0, 0)
    var isRepeated = false
    table.find(range, usable, entries.lane) { found, index in
      let row = usable[index]
      var partner = found
      if found.isText {
        // SAFETY: the lane has room for the words of any row.
        let words = unsafe hasTexts ? TextRows.write(Int(numbers[index]), of: batch, to: text.base) : 0
        guard words > 0, found.hasText(text, words) else {
          changedTrain.append(found)
          changedServe.append(row)
          return
        }
        partner = row
      }
      if !RowTable.meet(found) { isRepeated = true }
      train[pairs] = partner
      serve[pairs] = row
      pairs &+= 1
    } other: { index in
      others[left] = usable[index]
      left &+= 1
    }
    if isRepeated { repeats = true }
    try visit(pairs, others: left)
  }

  /// Packs the training rows of pairs that differ.
  private func addChanged() throws(ScratchError) {
    guard let textPacker else { return }
    for first in stride(from: 0, to: changedTrain.count, by: Self.blockRows) {
      let range = first..<min(first + Self.blockRows, changedTrain.count)
      textPacker.pack(changedTrain[range])
      let (train, serve) = (self.train.lane(of: range.count), self.serve.lane(of: range.count))
      let others = self.others.lane(of: range.count)
      var (pairs, left) = (0, 0)
      for index in range {
        let (found, row) = (textPacker.row(index - first), changedServe[index])
        // Only the hash of its key was known.
        guard found.hasKey(of: row, layout) else {
          others[left] = row
          left += 1
          continue
        }
        if !RowTable.meet(changedTrain[index]) { repeats = true }
        train[pairs] = found
        serve[pairs] = row
        pairs += 1
      }
      try visit(pairs, others: left)
    }
    changedTrain.removeAll(keepingCapacity: true)
    changedServe.removeAll(keepingCapacity: true)
  }

  /// Counts pairs, and other rows whose key the training log has not.
  private func visit(_ pairs: Int, others count: Int) throws(ScratchError) {
    let others = self.others.lane
    for index in 0..<count { unmatched.append(others[index].hash) }
    counts.serve.unmatched += count
    counts.matched += pairs
    counts.oneToOne += pairs
    try comparison.visit(pairs: pairs, train: train.lane, serve: serve.lane)
    comparison.visit(others: count, others, isServe: true)
  }

  /// Whether two serving rows have one key, or may have.
  static func hasRepeatedKeys(_ lookups: [RowLookup]) -> Bool {
    if lookups.contains(where: \.repeats) { return true }
    var hashes = lookups.flatMap { $0.unmatched.map { Int64(bitPattern: $0) } }
    RadixSort.sort(&hashes)
    return zip(hashes, hashes.dropFirst()).contains { $0 == $1 }
  }
}
