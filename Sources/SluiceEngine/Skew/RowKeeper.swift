/// Reads one log and packs its rows, for one worker.
///
/// How it works: rows stay in memory while they fit (`heap`), as text where that is all they are needed as; the first
/// that does not sends all of them to the partitions of a store, packed, which goes on to disk, and the rest follows.
final class RowKeeper: BatchWorker {
  let packer: RowPacker
  let heap: RowHeap
  private(set) var store: PartitionStore<UInt64>?
  let sample: RowSample?
  /// Rows that were read.
  private(set) var rows = 0
  private let layout: RowLayout
  private let texts: TextRows?
  private let textPacker: TextRowPacker?
  private let intake: TableIntake?
  private let fresh = PackedRow.lane(of: 0)
  private let quota: Int
  private let makeStore: () -> PartitionStore<UInt64>
  private let buffer = LaneStorage<UInt64>(repeating: 0)

  /// `texts`: which rows may be kept as text; `intake`: where rows go that stay in memory; `quota`: bytes of these.
  init(
    _ packing: RowPacker.Spec, texts: TextRows?, intake: TableIntake?, quota: Int, sample: RowSample?,
    makeStore: @escaping () -> PartitionStore<UInt64>
  ) {
    layout = packing.layout
    self.texts = texts
    textPacker = texts.map { TextRowPacker(packing, $0) }
    packer = RowPacker(packing)
    heap = RowHeap(layout)
    self.intake = intake
    self.quota = quota
    self.sample = sample
    self.makeStore = makeStore
    if quota == 0 { store = makeStore() }
  }

  /// What has packed rows of the log.
  var packers: [RowPacker] { [packer] + (textPacker.map { [$0.packer] } ?? []) }

  func add(_ batch: RecordBatch) throws(SourceError) {
    if store == nil, let texts, texts.takes(batch), packer.hashKeys(batch) { return try keepTexts(of: batch) }
    packer.pack(batch, into: store == nil ? heap : nil)
    rows += packer.rows
    if packer.isInHeap {
      heap.take(rows: packer.rows, words: packer.rows * layout.fixedWords)
      let fresh = self.fresh.lane(of: packer.rows)
      for index in 0..<packer.rows {
        fresh[index] = packer.row(index)
        sample?.add(packer.row(index), stays: true)
      }
      takeIn(fresh, packer.rows, of: batch)
      return
    }
    let fresh = self.fresh.lane(of: packer.rows)
    do throws(ScratchError) {
      for index in 0..<packer.rows {
        let row = packer.row(index)
        if let store {
          sample?.add(row, stays: false)
          try append(row, to: store)
        } else {
          fresh[index] = heap.append(row)
          sample?.add(fresh[index], stays: true)
        }
      }
      if store == nil { takeIn(fresh, packer.rows, of: batch) }
      if heap.bytes > quota { try spill() }
    } catch {
      throw SourceError(error)
    }
  }

  private func keepTexts(of batch: RecordBatch) throws(SourceError) {
    rows += batch.rows
    let fresh = self.fresh.lane(of: batch.rows)
    for row in 0..<batch.rows {
      fresh[row] = heap.append(
        textOf: row, of: batch, hash: packer.keyHash(row), ordinal: batch.ordinal(of: row))
      sample?.add(fresh[row], stays: true)
    }
    takeIn(fresh, batch.rows, of: batch)
    do throws(ScratchError) {
      if heap.bytes > quota { try spill() }
    } catch {
      throw SourceError(error)
    }
  }

  /// Hands rows on that stay where they are, but for those without a key.
  private func takeIn(_ rows: Lane<PackedRow>, _ count: Int, of batch: RecordBatch) {
    guard let intake else { return }
    var usable = 0
    for index in 0..<count where rows[index].isText || rows[index].keyState(layout) == .usable {
      rows[usable] = rows[index]
      usable += 1
    }
    intake.add(rows, usable, of: batch)
  }

  /// Sends all rows to partitions; what comes later goes there too.
  func spill() throws(ScratchError) {
    let store = self.store ?? makeStore()
    self.store = store
    intake?.giveUp()
    sample?.own()
    var waiting: [PackedRow] = []
    try heap.drain { block throws(ScratchError) in
      waiting.removeAll(keepingCapacity: true)
      try heap.forEach(inBlock: block) { row throws(ScratchError) in
        if row.isText { waiting.append(row) } else { try store.append(row.record, level: 0) }
      }
      try textPacker?.pack(all: waiting[...]) { row throws(ScratchError) in try append(row, to: store) }
    }
  }

  /// In whole words, with the bytes that the row refers to.
  private func append(_ row: PackedRow, to store: PartitionStore<UInt64>) throws(ScratchError) {
    let words = row.wordsWithBytes(layout)
    let partition = KeyHash.partition(of: row.hash, level: 0)
    if words == layout.fixedWords {
      try store.append(unsafe Lane(base: row.base, count: words), to: partition)
      return
    }
    let copy = unsafe PackedRow(base: buffer.lane(of: words).base)
    unsafe row.copy(to: copy.base, words: words, layout)
    try store.append(unsafe Lane(base: copy.base, count: words), to: partition)
  }
}
