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

  /// Spreads a key for choosing partitions and slots; a bijection.
  @inline(__always)
  static func spread(_ key: UInt64) -> UInt64 {
    var x = key
    x ^= x &>> 32
    x = x &* 0xD6E8_FEB8_6659_FD93
    x ^= x &>> 32
    return x &* 0xD6E8_FEB8_6659_FD93
  }
}
