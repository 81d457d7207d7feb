/// Finds names that an object has twice, which RFC 8259 leaves open and readers take differently.
///
/// How it works: the names of all open objects lie on one stack, each as 32 bits of hash and the place of its text.
/// Where an object closes, its few names are compared in pairs, its many sorted; equal hashes are held against each
/// other as texts, escapes undone, so that nothing rests on the hash.
final class JSONNames {
  /// Names below this are compared in pairs.
  private static let pairwise = 12

  /// Names that are kept room for between cells; an object of more gives its memory back.
  private static let kept = 1 << 12

  /// Names that all open objects together may have: 8 bytes each.
  static let most = 1 << 20
  private let most: Int

  private var storage = LaneStorage<UInt64>(repeating: 0, count: JSONNames.kept)
  private var entries: Lane<UInt64>
  private var count = 0
  /// Where the names of each open object begin.
  private let bases = LaneStorage<Int>(repeating: 0, count: JSONScanner.depthLimit)
  private var depth = 0
  private let arenas = (TextArena(), TextArena())

  /// `most`: tests take fewer.
  init(most: Int = JSONNames.most) {
    self.most = most
    entries = storage.lane
  }

  /// Forgets a text that was given up.
  func reset() {
    (count, depth) = (0, 0)
    if entries.count > Self.kept { resize(to: Self.kept) }
  }

  func open() {
    bases.lane[depth] = count
    depth &+= 1
  }

  /// False where there are too many.
  func add(_ bytes: Bytes, _ start: Int, _ length: Int, hasEscapes: Bool) -> Bool {
    if count == most { return false }
    var hash = UInt32(0)
    if hasEscapes {
      let (text, length) = arenas.0.take(bytes, start, length)
      hash = Self.hash(text, 0, length)
    } else {
      hash = Self.hash(bytes, start, length)
    }
    if count == entries.count { resize(to: count * 2) }
    entries[count] = UInt64(hash) << 32 | UInt64(UInt32(truncatingIfNeeded: start))
    count &+= 1
    return true
  }

  @inline(never)
  private func resize(to capacity: Int) {
    let larger = LaneStorage<UInt64>(repeating: 0, count: capacity)
    for index in 0..<count { larger.lane[index] = entries[index] }
    (storage, entries) = (larger, larger.lane)
  }

  /// Ends the innermost object; false where a name is there twice. `limit` is the end of the text.
  func close(_ bytes: Bytes, _ limit: Int) -> Bool {
    depth &-= 1
    let base = bases.lane[depth]
    let names = count - base
    let differ =
      names < 2
      || (names <= Self.pairwise ? pairsDiffer(base, bytes, limit) : sortedDiffer(base, bytes, limit))
    count = base
    if depth == 0 && entries.count > Self.kept { resize(to: Self.kept) }
    return differ
  }

  private func pairsDiffer(_ base: Int, _ bytes: Bytes, _ limit: Int) -> Bool {
    for second in base + 1..<count {
      for first in base..<second where entries[first] >> 32 == entries[second] >> 32 {
        if compare(entries[first], entries[second], bytes, limit) == 0 { return false }
      }
    }
    return true
  }

  private func sortedDiffer(_ base: Int, _ bytes: Bytes, _ limit: Int) -> Bool {
    // SAFETY: the names from `base` on lie in the lane.
    var names = unsafe UnsafeMutableBufferPointer(start: entries.base + base, count: count - base)
    unsafe names.sort { left, right in
      left >> 32 == right >> 32 ? compare(left, right, bytes, limit) < 0 : left < right
    }
    for index in base + 1..<count where entries[index - 1] >> 32 == entries[index] >> 32 {
      if compare(entries[index - 1], entries[index], bytes, limit) == 0 { return false }
    }
    return true
  }

  /// Negative, 0 or positive, as the texts of two names are ordered.
  private func compare(_ left: UInt64, _ right: UInt64, _ bytes: Bytes, _ limit: Int) -> Int {
    let (first, firstLength) = text(left, arenas.0, bytes, limit)
    let (second, secondLength) = text(right, arenas.1, bytes, limit)
    if firstLength != secondLength { return firstLength - secondLength }
    for index in 0..<firstLength {
      let (a, b) = (first.0[first.1 + index], second.0[second.1 + index])
      if a != b { return Int(a) - Int(b) }
    }
    return 0
  }

  private func text(
    _ entry: UInt64, _ arena: TextArena, _ bytes: Bytes, _ limit: Int
  ) -> (text: (Bytes, Int), length: Int) {
    let start = Int(entry & 0xFFFF_FFFF)
    let found = JSONText.end(bytes, start, limit)
    guard found.hasEscapes else { return ((bytes, start), found.end - start) }
    let (text, length) = arena.take(bytes, start, found.end - start)
    return ((text, 0), length)
  }

  /// 32 bits of a text, eight bytes at a time.
  @inline(__always)
  static func hash(_ bytes: Bytes, _ start: Int, _ length: Int) -> UInt32 {
    var state = UInt64(truncatingIfNeeded: length) &* 0x9E37_79B9_7F4A_7C15
    var (position, left) = (start, length)
    while left > 8 {
      state = mixed(state ^ bytes.word(at: position))
      position &+= 8
      left &-= 8
    }
    let mask = left == 8 ? ~0 : (UInt64(1) &<< UInt64(truncatingIfNeeded: 8 &* left)) &- 1
    state = mixed(state ^ (bytes.word(at: position) & mask))
    return UInt32(truncatingIfNeeded: state &>> 32)
  }

  @inline(__always)
  private static func mixed(_ word: UInt64) -> UInt64 {
    let product = word &* 0xBF58_476D_1CE4_E5B9
    return (product ^ (product &>> 29)) &* 0x94D0_49BB_1331_11EB
  }
}
