/// Finds out whether a hash that occurs more than once stands for one key or for several, for one worker and one key.
///
/// How it works: the first key met under each suspect hash is kept in full, and every other is compared with it; the
/// first that differs is stored too. What the workers kept is then compared partition by partition (`Comparison`), so
/// that a value that occurs a thousand million times is stored once for each worker.
/// Memory: the share of `KeyBudget`; beyond it, what is kept goes to partitions, and is met anew.
final class KeyVerifier: KeyVisitor {
  let store: PartitionStore<UInt64>
  private let suspects: KeyFilter
  private let table = RecordTable()
  private let tableBytes: Int

  init(suspects: KeyFilter, store: PartitionStore<UInt64>, tableBytes: Int) {
    self.suspects = suspects
    self.store = store
    self.tableBytes = tableBytes
  }

  func visit(_ key: DecodedKey) throws(ScratchError) {
    var bytes: [UInt8] = []
    for row in 0..<key.rows where key.hasKey(row) && suspects.contains(key.hash(row)) {
      key.write(row, to: &bytes)
      try unsafe bytes.withUnsafeBufferPointer { bytes throws(ScratchError) in try unsafe note(key.hash(row), bytes) }
    }
  }

  private func note(_ hash: UInt64, _ bytes: UnsafeBufferPointer<UInt8>) throws(ScratchError) {
    guard let known = table.find(hash) else {
      unsafe table.insert(hash, note: 0, bytes)
      if table.bytes > tableBytes { try drain() }
      return
    }
    // One that differs is proof enough.
    if known.note != 0 || (unsafe known.hasBytes(bytes)) { return }
    known.note = 1
    try unsafe store.append(hash, note: 0, bytes, to: KeyHash.partition(of: hash, level: 0))
  }

  /// Hands what is kept to the partitions; must be called after the last key.
  func drain() throws(ScratchError) {
    try table.forEach { record throws(ScratchError) in try store.append(record, level: 0) }
    table.removeAll()
  }
}

extension KeyVerifier {
  /// Compares what all workers kept: which hashes stand for several keys.
  final class Comparison: PartitionWorker {
    private let collided: LazyKeyFilter
    private let tableBytes: Int

    init(collided: LazyKeyFilter, tableBytes: Int) {
      self.collided = collided
      self.tableBytes = tableBytes
    }

    func work(on runs: PartitionRuns<UInt64>, partition: Int, level: Int) throws(ScratchError) -> Bool {
      let table = RecordTable()
      var isOver = false
      try runs.forEachRecord { record throws(ScratchError) in
        if isOver { return }
        if let known = table.find(record.hash) {
          if unsafe !known.hasBytes(record.bytes) { collided.filter().insert(record.hash) }
          return
        }
        unsafe table.insert(record.hash, note: 0, record.bytes)
        isOver = table.bytes > tableBytes && table.count > 1 && level < KeyHash.lastLevel
      }
      return !isOver
    }

    func split(
      _ runs: PartitionRuns<UInt64>, into store: PartitionStore<UInt64>, level: Int
    ) throws(ScratchError) {
      try store.append(runs, level: level)
    }
  }
}
