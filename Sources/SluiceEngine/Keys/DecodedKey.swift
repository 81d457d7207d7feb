/// One key's parts, decoded, for the rows of one batch.
struct DecodedKey {
  var columns: [(column: ColumnBatch, kind: ColumnKind)]
  var batch: RecordBatch
  fileprivate let hasher: KeyHasher
  fileprivate let hashMask: UInt64
  /// Set for a key of one column: rows whose value fits 64 bits are counted already.
  fileprivate let onlyWide: Bool

  init(
    _ columns: [(column: ColumnBatch, kind: ColumnKind)], _ batch: RecordBatch, _ hasher: KeyHasher,
    hashMask: UInt64, onlyWide: Bool
  ) {
    self.columns = columns
    self.batch = batch
    self.hasher = hasher
    self.hashMask = hashMask
    self.onlyWide = onlyWide
    for (position, part) in columns.enumerated() {
      _ = hasher.add(part.column, kind: part.kind, position: position)
    }
  }

  var rows: Int { batch.rows }

  @inline(__always)
  func hasKey(_ row: Int) -> Bool {
    hasher.hasKey(row) && (!onlyWide || KeyValue.isWide(columns[0].column, columns[0].kind, row))
  }

  @inline(__always)
  func hash(_ row: Int) -> UInt64 { hasher.hash(row) & hashMask }

  /// The key of a row as bytes that are equal exactly for equal keys, in place of what was in `bytes`.
  func write(_ row: Int, to bytes: inout [UInt8]) {
    bytes.removeAll(keepingCapacity: true)
    for part in columns { KeyValue.write(part.column, part.kind, row, to: &bytes) }
  }

  func ordinal(_ row: Int) -> Int { batch.span.firstOrdinal + batch.record(of: row) }
}

/// What later passes do with the keys of each batch.
protocol KeyVisitor: AnyObject {
  func visit(_ key: DecodedKey) throws(ScratchError)
}
