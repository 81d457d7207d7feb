/// 64-bit hashes of key parts: multiply to 128 bits and fold, as wyhash does.
///
/// The same for every run and machine. Values that are equal in the column's type are equal here: −0 and 0,
/// all NaN, `1` and `1.0` in an integer column.
enum KeyHash {
  private static let first: UInt64 = 0xA076_1D64_78BD_642F
  private static let second: UInt64 = 0xE703_7ED1_A0B4_28DB

  @inline(__always)
  static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let (high, low) = a.multipliedFullWidth(by: b)
    return high ^ low
  }

  @inline(__always)
  static func word(_ value: UInt64, seed: UInt64) -> UInt64 { fold(value ^ first, seed ^ second) }

  @inline(__always)
  static func text(_ bytes: Bytes, _ start: Int, _ length: Int, seed: UInt64) -> UInt64 {
    var hash = fold(seed ^ first, UInt64(truncatingIfNeeded: length) ^ second)
    var offset = 0
    while offset &+ 8 <= length {
      hash = fold(hash ^ bytes.word(at: start &+ offset), first)
      offset &+= 8
    }
    let rest = UInt64(truncatingIfNeeded: length &- offset)
    let tail = bytes.word(at: start &+ offset) & ((1 &<< (8 &* rest)) &- 1)
    return fold(hash ^ tail, second)
  }

  /// Of bytes anywhere; has nothing to do with `text` or `word`.
  static func bytes(_ bytes: [UInt8]) -> UInt64 {
    var hash = fold(UInt64(truncatingIfNeeded: bytes.count) ^ second, 0x8EBC_6AF0_9C88_C6E3)
    var word: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      word = word << 8 | UInt64(byte)
      if index % 8 == 7 {
        hash = fold(hash ^ word, second)
        word = 0
      }
    }
    return fold(hash ^ word, 0x5899_65CC_7537_4CC3)
  }

  /// Spreads a key for choosing partitions and slots; a bijection.
  @inline(__always)
  static func spread(_ key: UInt64) -> UInt64 {
    var x = key
    x ^= x &>> 32
    x = x &* 0xD6E8_FEB8_6659_FD93
    x ^= x &>> 32
    return x &* 0xD6E8_FEB8_6659_FD93
  }

  /// How often a partition can be split: keys that still share one then are equal.
  static let lastLevel = 7

  /// Which of 256 partitions a key belongs to; at a higher `level`, which part of a partition that was split.
  @inline(__always)
  static func partition(of key: UInt64, level: Int) -> Int {
    Int(truncatingIfNeeded: (spread(key) &<< UInt64(truncatingIfNeeded: 8 &* level)) &>> 56)
  }
}
