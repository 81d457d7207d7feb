/// A set of texts that cells are looked up in: enum values, missing tokens.
///
/// How it works: texts of up to 16 bytes are three integers (`PackedToken`), found by open addressing in a table at
/// most half full; longer ones are confirmed byte by byte.
struct TextSet: Sendable {
  private let slots: [Slot]
  private let mask: Int
  private let texts: [[UInt8]]
  /// Bits of the texts' lengths, the last for all that are longer, and of the last six bits of their first bytes.
  private let lengths: UInt64
  private let heads: UInt64

  private struct Slot: Sendable {
    var token: PackedToken
    /// Index in `texts`; -1 for an empty slot.
    var text: Int
  }

  init(_ texts: [[UInt8]]) {
    var capacity = 4
    while capacity < texts.count * 2 { capacity *= 2 }
    var slots = [Slot](repeating: Slot(token: PackedToken([]), text: -1), count: capacity)
    mask = capacity - 1
    for (index, text) in texts.enumerated() {
      let token = PackedToken(text)
      var position = Self.hash(token) & mask
      while slots[position].text >= 0 { position = (position + 1) & mask }
      slots[position] = Slot(token: token, text: index)
    }
    self.slots = slots
    self.texts = texts
    lengths = texts.reduce(0) { $0 | 1 << UInt64(min($1.count, 63)) }
    heads = texts.reduce(0) { $0 | 1 << UInt64(($1.first ?? 0) & 63) }
  }

  /// The same as `contains`, faster where few cells are in the set: most are told by their length or first byte.
  @inline(__always)
  func containsRarely(_ bytes: Bytes, _ start: Int, _ length: Int) -> Bool {
    // One branch, which is hardly ever taken; behind an empty cell some byte stands, too.
    let isHead = heads &>> UInt64(bytes[start] & 63) | (length == 0 ? 1 : 0)
    let mayBe = lengths &>> UInt64(truncatingIfNeeded: min(length, 63)) & isHead & 1
    return mayBe == 1 && contains(bytes, start, length)
  }

  @inline(__always)
  private static func hash(_ token: PackedToken) -> Int {
    let mixed = (token.head ^ (token.tail &<< 1 | token.tail &>> 63)) &* 0x9E37_79B9_7F4A_7C15
    return Int(
      truncatingIfNeeded: (mixed ^ (mixed &>> 32)) &+ UInt64(truncatingIfNeeded: token.count) & 0x7FFF_FFFF)
  }

  @inline(__always)
  func contains(_ bytes: Bytes, _ start: Int, _ length: Int) -> Bool {
    let token = PackedToken(bytes, start, length)
    var position = Self.hash(token) & mask
    while slots[position].text >= 0 {
      if slots[position].token.difference(from: token) == 0 {
        if length <= PackedToken.exactBytes { return true }
        if bytes.equals(texts[slots[position].text], start, length) { return true }
      }
      position = (position &+ 1) & mask
    }
    return false
  }
}
