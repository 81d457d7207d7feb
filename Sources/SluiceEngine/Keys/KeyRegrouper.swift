/// Counts by their bytes the keys whose hashes collide, for one worker and one key.
///
/// How it works: each such key goes to a partition in full, with its row, by a hash of its bytes that has nothing to do
/// with the one that collides. So equal keys still meet, and keys that somebody made collide are spread all the same.
final class KeyRegrouper: KeyVisitor {
  let store: PartitionStore<UInt64>
  private let collided: KeyFilter
  private let hashMask: UInt64

  /// `hashMask` weakens the second hash too, in tests.
  init(collided: KeyFilter, store: PartitionStore<UInt64>, hashMask: UInt64) {
    self.collided = collided
    self.store = store
    self.hashMask = hashMask
  }

  func visit(_ key: DecodedKey) throws(ScratchError) {
    var bytes: [UInt8] = []
    for row in 0..<key.rows where key.hasKey(row) && collided.contains(key.hash(row)) {
      key.write(row, to: &bytes)
      let hash = KeyHash.bytes(bytes) & hashMask
      let ordinal = UInt64(truncatingIfNeeded: key.ordinal(row))
      try unsafe bytes.withUnsafeBufferPointer { bytes throws(ScratchError) in
        try unsafe store.append(hash, note: ordinal, bytes, to: KeyHash.partition(of: hash, level: 0))
      }
    }
  }
}

extension KeyRegrouper {
  /// Counts what all workers stored.
  final class Counting: PartitionWorker {
    private(set) var counts = KeyCounts()
    private let rowLimit: Int
    private let tableBytes: Int
    private let rows: RowBuffer?

    init(rowLimit: Int, tableBytes: Int, rows: DuplicateRows.Gathering?) {
      self.rowLimit = rowLimit
      self.tableBytes = tableBytes
      self.rows = rows.map { RowBuffer($0) }
    }

    /// A key's note is its first row; this bit says that it has others.
    private static let hasOthers = UInt64(1) << 63

    func work(on runs: PartitionRuns<UInt64>, partition: Int, level: Int) throws(ScratchError) -> Bool {
      let table = RecordTable()
      var isOver = false
      var found = KeyCounts()
      try runs.forEachRecord { record throws(ScratchError) in
        if isOver { return }
        found.rows += 1
        if let known = unsafe table.find(record.hash, record.bytes) {
          known.note = min(known.note & ~Self.hasOthers, record.note) | Self.hasOthers
          return
        }
        found.distinct += 1
        unsafe table.insert(record.hash, note: record.note, record.bytes)
        isOver = table.bytes > tableBytes && table.count > 1 && level < KeyHash.lastLevel
      }
      if isOver { return false }
      if found.distinct < found.rows { try lookAtDuplicates(runs, table, &found) }
      counts.addDisjoint(found, rowLimit: rowLimit)
      return true
    }

    private func lookAtDuplicates(
      _ runs: PartitionRuns<UInt64>, _ table: RecordTable, _ found: inout KeyCounts
    ) throws(ScratchError) {
      var sample = FirstRows(limit: rowLimit)
      var (values, rowsInGroups) = (0, 0)
      try runs.forEachRecord { record throws(ScratchError) in
        guard let group = unsafe table.find(record.hash, record.bytes), group.note & Self.hasOthers != 0 else { return }
        let isFirst = group.note & ~Self.hasOthers == record.note
        rowsInGroups += 1
        if isFirst { values += 1 }
        sample.add(Int(record.note))
        if let rows, !isFirst || rows.kind == .all { rows.add(Int(record.note)) }
      }
      found.duplicatedValues = values
      found.rowsInGroups = rowsInGroups
      found.firstRows = sample.rows
    }

    func split(
      _ runs: PartitionRuns<UInt64>, into store: PartitionStore<UInt64>, level: Int
    ) throws(ScratchError) {
      try store.append(runs, level: level)
    }

    /// Must be called after the last partition.
    func finish() { rows?.flush() }
  }
}
