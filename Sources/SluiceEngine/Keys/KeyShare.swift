/// A share of all keys, by their hashes: what a pass looks at when not all of them fit in memory.
struct KeyShare: Sendable, Hashable {
  /// 0 ..< 2^bits.
  var index = 0
  var bits = 0

  static let all = KeyShare()
  /// Shares are not divided further: what still does not fit are a few huge keys.
  static let mostBits = 20

  @inline(__always)
  func contains(_ hash: UInt64) -> Bool {
    bits == 0 || Int(truncatingIfNeeded: KeyHash.spread(hash) &>> UInt64(truncatingIfNeeded: 64 &- bits)) == index
  }

  var canBeDivided: Bool { bits < Self.mostBits }

  /// The first of the four shares that make up this one.
  var quarter: KeyShare { KeyShare(index: index * 4, bits: bits + 2) }

  /// The share behind this one; nil after the last.
  var next: KeyShare? { index + 1 < 1 << bits ? KeyShare(index: index + 1, bits: bits) : nil }
}
