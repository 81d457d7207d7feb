/// Keys in full, found by their hash, and where hashes repeat by their bytes; for one thread.
///
/// Shape: records (`KeyRecord`) one after the other, and a table of where they start, at most half full.
@safe final class RecordTable {
  private var arena = LaneStorage<UInt64>(repeating: 0, count: 1024)
  private var used = 0
  /// Offset of a record in `arena`, plus one; 0 where there is none.
  private var slots = LaneStorage<UInt64>(repeating: 0, count: 256)
  private(set) var count = 0

  /// Memory in use, in bytes.
  var bytes: Int { 8 * (used + slots.lane.count) }

  /// The record of `hash`, whatever its bytes; nil where there is none.
  func find(_ hash: UInt64) -> KeyRecord? { lookUp(hash) { _ in true } }

  /// The record with this hash and these bytes; nil where there is none.
  func find(_ hash: UInt64, _ bytes: UnsafeBufferPointer<UInt8>) -> KeyRecord? {
    lookUp(hash) { record in unsafe record.hasBytes(bytes) }
  }

  /// Adds a record that is not there.
  func insert(_ hash: UInt64, note: UInt64, _ bytes: UnsafeBufferPointer<UInt8>) {
    let words = KeyRecord.words(ofBytes: bytes.count)
    if used + words > arena.lane.count { growArena(by: words) }
    if 2 * (count + 1) > slots.lane.count { growSlots() }
    place(UInt64(used), hash)
    let lane = arena.lane
    lane[used] = hash
    lane[used + 1] = UInt64(bytes.count)
    lane[used + 2] = note
    // The last word has zeroes behind the bytes, so that equal records are equal words.
    lane[used + words - 1] = words > KeyRecord.headWords ? 0 : note
    // SAFETY: the arena has room for `words` from `used` on, which hold all of `bytes`.
    if let start = bytes.baseAddress {
      unsafe UnsafeMutableRawPointer(lane.base + used + KeyRecord.headWords).copyMemory(
        from: start, byteCount: bytes.count)
    }
    used += words
    count += 1
  }

  func forEach<Failure: Error>(_ body: (KeyRecord) throws(Failure) -> Void) throws(Failure) {
    var offset = 0
    while offset < used {
      let record = record(at: offset)
      try body(record)
      offset += record.wordCount
    }
  }

  func removeAll() {
    let lane = slots.lane
    for slot in 0..<lane.count { lane[slot] = 0 }
    used = 0
    count = 0
  }

  // SAFETY: only offsets at which `insert` put a record are ever asked for.
  private func record(at offset: Int) -> KeyRecord { unsafe KeyRecord(base: arena.lane.base + offset) }

  @inline(__always)
  private func lookUp(_ hash: UInt64, where matches: (KeyRecord) -> Bool) -> KeyRecord? {
    let lane = slots.lane
    let mask = lane.count &- 1
    var slot = first(hash, mask)
    while lane[slot] != 0 {
      let record = record(at: Int(truncatingIfNeeded: lane[slot] &- 1))
      if record.hash == hash && matches(record) { return record }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  private func place(_ offset: UInt64, _ hash: UInt64) {
    let lane = slots.lane
    let mask = lane.count &- 1
    var slot = first(hash, mask)
    while lane[slot] != 0 { slot = (slot &+ 1) & mask }
    lane[slot] = offset &+ 1
  }

  /// By the lowest bits: the highest are the same in all of a partition.
  @inline(__always)
  private func first(_ hash: UInt64, _ mask: Int) -> Int { Int(truncatingIfNeeded: KeyHash.spread(hash)) & mask }

  private func growArena(by words: Int) {
    let larger = LaneStorage<UInt64>(repeating: 0, count: max(2 * arena.lane.count, used + words))
    unsafe larger.lane.base.update(from: arena.lane.base, count: used)
    arena = larger
  }

  private func growSlots() {
    slots = LaneStorage(repeating: 0, count: 2 * slots.lane.count)
    var offset = 0
    while offset < used {
      let record = record(at: offset)
      place(UInt64(offset), record.hash)
      offset += record.wordCount
    }
  }
}
