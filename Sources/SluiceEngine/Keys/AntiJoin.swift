/// Finds the keys of one batch that another does not have: what one thread does of it, for one share of the keys.
///
/// How it works: the keys of the reference are put into a table in full, so that no two are taken for one; those of the
/// batch are looked up there, and what is missing is put into a table of its own, with the first row that has it.
/// What to beware: a key of which any part is null refers to nothing and is not looked up, as in SQL (`MATCH SIMPLE`).
/// Memory: `limit` bytes for each table; a share that needs more is over, and to be divided.
enum AntiJoin {
  /// Collects the keys of the reference.
  final class Reference {
    private(set) var table = RecordTable()
    private let share: KeyShare
    private let limit: Int
    private var bytes: [UInt8] = []

    init(_ share: KeyShare, limit: Int) {
      self.share = share
      self.limit = limit
    }

    var isOver: Bool { table.bytes > limit && share.canBeDivided }

    func visit(_ key: DecodedKey) {
      for row in 0..<key.rows where key.isWhole(row) && share.contains(key.hash(row)) {
        if isOver { return }
        key.write(row, to: &bytes)
        unsafe bytes.withUnsafeBufferPointer { bytes in unsafe insert(key.hash(row), bytes) }
      }
    }

    private func insert(_ hash: UInt64, _ bytes: UnsafeBufferPointer<UInt8>) {
      if unsafe table.find(hash, bytes) == nil { unsafe table.insert(hash, note: 0, bytes) }
    }

    /// Takes the keys of another thread, which keeps none.
    func merge(_ other: Reference) {
      other.table.forEach { record in unsafe insert(record.hash, record.bytes) }
      other.table = RecordTable()
    }
  }

  /// Looks the keys of the batch up.
  final class Batch {
    private let reference: RecordTable
    private let share: KeyShare
    private let limit: Int
    /// Values that stand for nothing, of a key of one column.
    private let ignored: TextSet?
    private let rows: RowBuffer?
    private let missing = RecordTable()
    private(set) var counts = ReferenceCounts()
    private var bytes: [UInt8] = []

    init(_ reference: RecordTable, _ share: KeyShare, limit: Int, ignored: TextSet?, rows: RowBuffer?) {
      self.reference = reference
      self.share = share
      self.limit = limit
      self.ignored = ignored
      self.rows = rows
    }

    var isOver: Bool { missing.bytes > limit && share.canBeDivided }

    func visit(_ key: DecodedKey) {
      for row in 0..<key.rows where key.hasKey(row) && share.contains(key.hash(row)) {
        if isOver { return }
        guard key.isWhole(row) else {
          counts.partialRows += 1
          continue
        }
        counts.rows += 1
        if let ignored, key.columns[0].column.isIn(ignored, row) { continue }
        key.write(row, to: &bytes)
        unsafe bytes.withUnsafeBufferPointer { bytes in
          if unsafe reference.find(key.hash(row), bytes) == nil {
            unsafe note(key.hash(row), bytes, row: key.ordinal(row))
          }
        }
      }
    }

    private func note(_ hash: UInt64, _ bytes: UnsafeBufferPointer<UInt8>, row: Int) {
      counts.missingRows += 1
      rows?.add(row)
      if let known = unsafe missing.find(hash, bytes) {
        known.note = min(known.note, UInt64(row))
      } else {
        unsafe missing.insert(hash, note: UInt64(row), bytes)
      }
    }

    /// Takes what another thread counted.
    func merge(_ other: Batch) {
      counts.rows += other.counts.rows
      counts.partialRows += other.counts.partialRows
      counts.missingRows += other.counts.missingRows
      other.missing.forEach { record in
        if let known = unsafe missing.find(record.hash, record.bytes) {
          known.note = min(known.note, record.note)
        } else {
          unsafe missing.insert(record.hash, note: record.note, record.bytes)
        }
      }
    }

    /// Counts the missing keys, after all threads were merged; `limit`: of first rows that are kept.
    func finish(limit: Int) {
      var first = FirstRows(limit: limit)
      missing.forEach { first.add(Int($0.note)) }
      counts.missingKeys = missing.count
      counts.firstRows = first.rows
    }

    /// Hands the rows over that were found; must be called after the last batch.
    func flush() { rows?.flush() }
  }
}

extension DecodedKey {
  /// Whether the row has a key of which no part is null.
  @inline(__always)
  func isWhole(_ row: Int) -> Bool {
    hasKey(row) && columns.allSatisfy { $0.column.status[row] != CellStatus.null }
  }
}

extension ColumnBatch {
  /// Whether the text of the cell is in the set.
  fileprivate func isIn(_ set: TextSet, _ row: Int) -> Bool {
    set.contains(bytes, Int(starts[row]), Int(lengths[row]))
  }
}
