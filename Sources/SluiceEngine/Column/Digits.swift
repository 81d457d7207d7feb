/// Decimal digits to integers, eight at a time.
///
/// How it works: after XOR with "00000000" each digit is its own value; shifting moves a shorter run to the high
/// bytes, so that what is missing reads as leading zeros and what stands behind the run is shifted out. A byte
/// above 9 shows in the high nibble of itself or of itself + 6. Three multiplications join pairs, fours, eights.
/// What to beware: words are read beyond the run, so `Bytes` must be padded; runs of 0 digits are not handled.
enum Digits {
  /// `bad` is not zero where a byte is no digit; `value` is then garbage.
  struct Run {
    var value: UInt64
    var bad: UInt64
  }

  @inline(__always)
  static func upTo8(_ word: UInt64, _ count: Int) -> Run {
    assert(count >= 1 && count <= 8)
    let digits = (word ^ 0x3030_3030_3030_3030) &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    let bad = (digits | (digits &+ 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0
    return Run(value: joined(digits), bad: bad)
  }

  @inline(__always)
  private static func joined(_ digits: UInt64) -> UInt64 {
    var x = (digits &* 10 &+ (digits &>> 8)) & 0x00FF_00FF_00FF_00FF
    x = (x &* 100 &+ (x &>> 16)) & 0x0000_FFFF_0000_FFFF
    return (x &* 10000 &+ (x &>> 32)) & 0xFFFF_FFFF
  }

  /// The `count` digits from `start` on, 1...19 of them.
  @inline(__always)
  static func run(_ bytes: Bytes, _ start: Int, _ count: Int) -> Run {
    assert(count >= 1 && count <= 19)
    if count <= 8 { return upTo8(bytes.word(at: start), count) }
    if count <= 16 {
      let high = upTo8(bytes.word(at: start), count &- 8)
      let low = upTo8(bytes.word(at: start &+ count &- 8), 8)
      return Run(value: high.value &* 100_000_000 &+ low.value, bad: high.bad | low.bad)
    }
    let high = upTo8(bytes.word(at: start), count &- 16)
    let middle = upTo8(bytes.word(at: start &+ count &- 16), 8)
    let low = upTo8(bytes.word(at: start &+ count &- 8), 8)
    let value = (high.value &* 100_000_000 &+ middle.value) &* 100_000_000 &+ low.value
    return Run(value: value, bad: high.bad | middle.bad | low.bad)
  }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
