/// Collects one key from the columns of record batches, for one worker.
///
/// How it works: a key of one column whose values fit 64 bits is kept as that value: exact. Any other key is kept
/// as a hash of its parts (`isExact` is then false, and equal hashes are confirmed by `KeyVerifier`). Parts are
/// added column by column, so their hashes, seeded by position, are summed.
/// What to beware: a row has no key where a part does not parse, or where all parts are null.
final class KeyCollector {
  let isExact: Bool
  private(set) var partitions = KeyPartitions()
  /// Hashes of those values of an exact column that do not fit 64 bits; nil until there is one.
  private(set) var widePartitions: KeyPartitions?

  private let parts: Int
  private let hashMask: UInt64
  private let hashes = LaneStorage<UInt64>(repeating: 0)
  private let nulls = LaneStorage<UInt16>(repeating: 0)
  private let unusable = LaneStorage<UInt8>(repeating: 0)
  private var added = 0

  /// `hashMask` weakens the hash in tests, so that collisions happen.
  init(kinds: [ColumnKind], hashMask: UInt64 = .max) {
    self.hashMask = hashMask
    parts = kinds.count
    isExact = kinds.count == 1 && kinds[0] != .text
  }

  /// Adds the key's part at `position`, decoded in `column`; the last part completes the keys of the batch.
  func add(_ column: ColumnBatch, kind: ColumnKind, position: Int) {
    guard let batch = column.batch else { return }
    if isExact {
      addExact(column, kind, batch)
    } else {
      addHashes(column, kind, position)
      added += 1
      if added == parts { finish(column.rows, batch) }
    }
  }

  private func addExact(_ column: ColumnBatch, _ kind: ColumnKind, _ batch: RecordBatch) {
    let status = column.status
    for row in 0..<column.rows where status[row] == CellStatus.valid {
      guard let key = KeyValue.exact(column, kind, row) else {
        addWide(column, kind, row, batch)
        continue
      }
      partitions.append(KeyEntry(key: key, row: ordinal(row, batch)))
    }
    for cell in column.wide {
      if let key = KeyValue.exact(cell, kind) {
        partitions.append(KeyEntry(key: key, row: ordinal(cell.row, batch)))
      } else {
        addWide(column, kind, cell.row, batch)
      }
    }
  }

  @inline(never)
  private func addWide(_ column: ColumnBatch, _ kind: ColumnKind, _ row: Int, _ batch: RecordBatch) {
    let wide = widePartitions ?? KeyPartitions()
    widePartitions = wide
    let hash = KeyValue.hash(column, kind, row, position: 0) & hashMask
    wide.append(KeyEntry(key: hash, row: ordinal(row, batch)))
  }

  @inline(__always)
  private func ordinal(_ row: Int, _ batch: RecordBatch) -> UInt64 {
    UInt64(truncatingIfNeeded: batch.span.firstOrdinal &+ batch.record(of: row))
  }

  /// Must be called before the partitions are read.
  func flush() {
    partitions.flush()
    widePartitions?.flush()
  }

  private func addHashes(_ column: ColumnBatch, _ kind: ColumnKind, _ position: Int) {
    let hashes = self.hashes.lane(of: column.rows)
    let nulls = self.nulls.lane(of: column.rows)
    let unusable = self.unusable.lane(of: column.rows)
    let isFirst = added == 0
    for row in 0..<column.rows {
      if isFirst { (hashes[row], nulls[row], unusable[row]) = (0, 0, 0) }
      hashes[row] &+= KeyValue.hash(column, kind, row, position: position)
      switch column.status[row] {
      case CellStatus.null: nulls[row] &+= 1
      case CellStatus.invalid: unusable[row] = 1
      default: break
      }
    }
  }

  private func finish(_ rows: Int, _ batch: RecordBatch) {
    added = 0
    let (hashes, nulls, unusable) = (self.hashes.lane, self.nulls.lane, self.unusable.lane)
    for row in 0..<rows where unusable[row] == 0 && Int(nulls[row]) < parts {
      let ordinal = UInt64(truncatingIfNeeded: batch.span.firstOrdinal &+ batch.record(of: row))
      partitions.append(KeyEntry(key: hashes[row] & hashMask, row: ordinal))
    }
  }
}
