/// Collects one key from the columns of record batches, for one worker.
///
/// How it works: a key of one column whose values fit 64 bits is kept as that value: exact, and where values ascend in
/// a byte or two (`AscendingKeys`). Any other key is kept as a hash of its parts (`isExact` is then false, and equal hashes are confirmed by `KeyVerifier`).
/// What to beware: a row has no key where a part does not parse, or where all parts are null.
final class KeyCollector {
  let isExact: Bool
  let store: PartitionStore<KeyEntry>
  /// Hashes of those values of an exact column that do not fit 64 bits; nil until there is one.
  private(set) var wideStore: PartitionStore<KeyEntry>?

  /// Of an exact column; nil where there is no lane of integers.
  let ascending: AscendingKeys?
  let kinds: [ColumnKind]

  private let memory: KeyMemory
  private let scratch: Scratch
  private let hashMask: UInt64
  private let hasher: KeyHasher

  /// `hashMask` weakens the hash in tests, so that collisions happen.
  init(kinds: [ColumnKind], memory: KeyMemory, scratch: Scratch, hashMask: UInt64 = .max) {
    self.memory = memory
    self.scratch = scratch
    self.hashMask = hashMask
    hasher = KeyHasher(parts: kinds.count)
    store = PartitionStore(memory, scratch)
    self.kinds = kinds
    isExact = kinds.count == 1 && kinds[0] != .text
    ascending = isExact && kinds[0] != .number ? AscendingKeys(memory) : nil
  }

  /// Adds the key's part at `position`, decoded in `column`; the last part completes the keys of the batch.
  func add(_ column: ColumnBatch, kind: ColumnKind, position: Int) throws(ScratchError) {
    guard let batch = column.batch else { return }
    if isExact {
      try addExact(column, kind, batch)
    } else if hasher.add(column, kind: kind, position: position) {
      for row in 0..<column.rows where hasher.hasKey(row) {
        try store.append(KeyEntry(key: hasher.hash(row) & hashMask, row: ordinal(row, batch)))
      }
    }
  }

  private func addExact(_ column: ColumnBatch, _ kind: ColumnKind, _ batch: RecordBatch) throws(ScratchError) {
    let (status, store) = (column.status, self.store)
    let isTaken = ascending?.take(column, kind, batch) ?? false
    for row in 0..<(isTaken ? 0 : column.rows) where status[row] == CellStatus.valid {
      guard let key = KeyValue.exact(column, kind, row) else {
        try addWide(column, kind, row, batch)
        continue
      }
      try store.append(KeyEntry(key: key, row: ordinal(row, batch)))
    }
    for cell in column.wide {
      if let key = KeyValue.exact(cell, kind) {
        try store.append(KeyEntry(key: key, row: ordinal(cell.row, batch)))
      } else {
        try addWide(column, kind, cell.row, batch)
      }
    }
  }

  @inline(never)
  private func addWide(
    _ column: ColumnBatch, _ kind: ColumnKind, _ row: Int, _ batch: RecordBatch
  ) throws(ScratchError) {
    let wide = wideStore ?? PartitionStore(memory, scratch)
    wideStore = wide
    let hash = KeyValue.hash(column, kind, row, position: 0) & hashMask
    try wide.append(KeyEntry(key: hash, row: ordinal(row, batch)))
  }

  @inline(__always)
  private func ordinal(_ row: Int, _ batch: RecordBatch) -> UInt64 {
    UInt64(truncatingIfNeeded: batch.span.firstOrdinal &+ batch.record(of: row))
  }
}

/// One key of one row.
struct KeyEntry: BitwiseCopyable, Sendable {
  var key: UInt64
  /// Row of the batch: an ordinal.
  var row: UInt64
}

extension PartitionStore<KeyEntry> {
  @inline(__always)
  func append(_ entry: KeyEntry) throws(ScratchError) {
    try append(entry, to: KeyHash.partition(of: entry.key, level: 0))
  }
}
