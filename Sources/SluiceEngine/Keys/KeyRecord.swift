internal import Glibc

/// A key in full, as words: what is stored where a hash is not enough.
///
/// Shape: the words of one record, which partitions hold one after the other: a hash, the number of bytes, a note of
/// whoever uses it, and the bytes of the key, filled up with zeroes to whole words.
@safe struct KeyRecord {
  static let headWords = 3

  // SAFETY: whoever makes a record says how long its words are there; it is not kept beyond that.
  let base: UnsafeMutablePointer<UInt64>

  var hash: UInt64 { unsafe base[0] }
  var byteCount: Int { unsafe Int(truncatingIfNeeded: base[1]) }

  var note: UInt64 {
    get { unsafe base[2] }
    nonmutating set { unsafe base[2] = newValue }
  }

  var bytes: UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(
      start: UnsafeRawPointer(base + Self.headWords).assumingMemoryBound(to: UInt8.self), count: byteCount)
  }

  /// Words of the whole record.
  var wordCount: Int { Self.words(ofBytes: byteCount) }

  static func words(ofBytes count: Int) -> Int { headWords + (count + 7) / 8 }

  /// Whether both are the same key.
  func hasBytes(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard byteCount == other.count else { return false }
    guard let mine = unsafe bytes.baseAddress, let theirs = other.baseAddress else { return true }
    return unsafe memcmp(mine, theirs, other.count) == 0
  }
}

extension PartitionStore<UInt64> {
  /// Appends a record that is made of these.
  func append(
    _ hash: UInt64, note: UInt64, _ bytes: UnsafeBufferPointer<UInt8>, to partition: Int
  ) throws(ScratchError) {
    try append(hash, to: partition)
    try append(UInt64(bytes.count), to: partition)
    try append(note, to: partition)
    let raw = UnsafeRawBufferPointer(bytes)
    var offset = 0
    while offset + 8 <= raw.count {
      try append(unsafe raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self), to: partition)
      offset += 8
    }
    if offset < raw.count {
      var tail = UInt64(0)
      unsafe withUnsafeMutableBytes(of: &tail) { unsafe $0.copyBytes(from: raw[offset...]) }
      try append(tail, to: partition)
    }
  }

  /// Appends all records to the partitions that their hashes have at `level`.
  func append(_ runs: PartitionRuns<UInt64>, level: Int) throws(ScratchError) {
    try runs.forEachRecord { record throws(ScratchError) in try append(record, level: level) }
  }

  func append(_ record: KeyRecord, level: Int) throws(ScratchError) {
    let partition = KeyHash.partition(of: record.hash, level: level)
    try append(unsafe Lane(base: record.base, count: record.wordCount), to: partition)
  }
}

extension PartitionRuns<UInt64> {
  /// Calls `body` with every record; it is only valid meanwhile.
  func forEachRecord(_ body: (KeyRecord) throws(ScratchError) -> Void) throws(ScratchError) {
    let joint = RecordJoint()
    for stream in streams {
      try stream.forEachRun { run throws(ScratchError) in
        var index = 0
        while index < run.count {
          index += joint.take(run, from: index)
          if let record = joint.record {
            try body(record)
            joint.clear()
          }
        }
      }
    }
  }
}

/// Puts records together that stand in two runs or more; one that stands in a single run is used where it is.
@safe private final class RecordJoint {
  private(set) var record: KeyRecord?
  private var memory = LaneStorage<UInt64>(repeating: 0)
  private var filled = 0

  /// Takes words from `index` on, up to the end of one record; returns how many.
  // SAFETY: a record never reaches beyond the run, or beyond `memory`, which was made for all of its words.
  func take(_ run: Lane<UInt64>, from index: Int) -> Int {
    let here = run.count - index
    if filled == 0 && here >= KeyRecord.headWords {
      let whole = unsafe KeyRecord(base: run.base + index)
      if whole.wordCount <= here {
        record = whole
        return whole.wordCount
      }
    }
    let wanted =
      filled < KeyRecord.headWords
      ? KeyRecord.headWords : unsafe KeyRecord(base: memory.lane.base).wordCount
    grow(to: wanted)
    let count = min(here, wanted - filled)
    unsafe (memory.lane.base + filled).update(from: run.base + index, count: count)
    filled += count
    let joined = unsafe KeyRecord(base: memory.lane.base)
    if filled >= KeyRecord.headWords && filled == joined.wordCount { record = joined }
    return count
  }

  func clear() {
    record = nil
    filled = 0
  }

  private func grow(to count: Int) {
    guard memory.lane.count < count else { return }
    let larger = LaneStorage<UInt64>(repeating: 0, count: count * 2)
    unsafe larger.lane.base.update(from: memory.lane.base, count: filled)
    memory = larger
  }
}
