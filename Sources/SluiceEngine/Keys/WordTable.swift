/// Words and how often each was met: an open-addressing table, at most half full.
///
/// Shape: 16 bytes a slot, word and count beside each other, so that a word costs one line of the cache.
final class WordTable {
  private struct Slot: BitwiseCopyable {
    var word: UInt64
    /// 0 where the slot is free.
    var count: Int
  }

  private var slots: LaneStorage<Slot>
  /// Bits of a spread word that are not its slot.
  private var shift: UInt64
  private(set) var count = 0

  init(slots: Int = 256) {
    self.slots = LaneStorage(repeating: Slot(word: 0, count: 0), count: slots)
    shift = UInt64(64 - slots.trailingZeroBitCount)
  }

  /// What `grow` will take on top.
  var grownBytes: Int { 3 * 16 * slots.lane.count }

  /// Counts the words of rows, nil for a row without one; returns the first row for whose word there is no room, or the
  /// end.
  @inline(__always)
  func add(_ rows: Range<Int>, _ word: (Int) -> UInt64?) -> Int {
    let (lane, shift) = (slots.lane, shift)
    let mask = lane.count &- 1
    for row in rows {
      guard let word = word(row) else { continue }
      var slot = Self.slot(word, shift)
      while true {
        let known = lane[slot]
        if known.count == 0 {
          if !insert(word, times: 1, at: slot) { return row }
          break
        }
        if known.word == word {
          lane[slot] = Slot(word: word, count: known.count &+ 1)
          break
        }
        slot = (slot &+ 1) & mask
      }
    }
    return rows.upperBound
  }

  /// False where there is no room for another word.
  func add(_ word: UInt64, times: Int) -> Bool {
    let lane = slots.lane
    var slot = Self.slot(word, shift)
    while lane[slot].count != 0 && lane[slot].word != word { slot = (slot &+ 1) & (lane.count &- 1) }
    if lane[slot].count == 0 { return insert(word, times: times, at: slot) }
    lane[slot].count += times
    return true
  }

  @inline(never)
  private func insert(_ word: UInt64, times: Int, at slot: Int) -> Bool {
    if 2 * (count + 1) > slots.lane.count { return false }
    slots.lane[slot] = Slot(word: word, count: times)
    count += 1
    return true
  }

  /// By the highest bits of a product, to which all bits of a word come.
  @inline(__always)
  private static func slot(_ word: UInt64, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: ((word ^ word &>> 32) &* 0x9E37_79B9_7F4A_7C15) &>> shift)
  }

  func grow() {
    let old = slots.lane
    let kept = slots
    slots = LaneStorage(repeating: Slot(word: 0, count: 0), count: 4 * old.count)
    shift -= 2
    count = 0
    for slot in 0..<old.count where old[slot].count != 0 { _ = add(old[slot].word, times: old[slot].count) }
    withExtendedLifetime(kept) {}
  }

  func removeAll() {
    slots = LaneStorage(repeating: Slot(word: 0, count: 0), count: 256)
    shift = 56
    count = 0
  }

  func forEach(_ body: (UInt64, Int) throws(ScratchError) -> Void) throws(ScratchError) {
    let lane = slots.lane
    for slot in 0..<lane.count where lane[slot].count != 0 { try body(lane[slot].word, lane[slot].count) }
  }
}

/// Texts of at most seven bytes as words: the bytes, and their number in the highest byte.
enum ShortText {
  static let longest = 7

  @inline(__always)
  static func word(_ bytes: Bytes, _ start: Int, _ length: Int) -> UInt64 {
    let mask = (UInt64(1) &<< UInt64(truncatingIfNeeded: 8 &* length)) &- 1
    return bytes.word(at: start) & mask | UInt64(truncatingIfNeeded: length) &<< 56
  }

  static func bytes(_ word: UInt64) -> [UInt8] {
    (0..<Int(word >> 56)).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
  }
}
