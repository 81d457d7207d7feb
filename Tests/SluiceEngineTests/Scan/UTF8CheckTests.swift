import Testing

@testable import SluiceEngine

/// The kernel that tells whether bytes are UTF-8 says what the loop over sequences says.
struct UTF8CheckTests {
  @Test func `text with a mistake anywhere, or with none, is judged alike`() {
    var random = SeededNumbers()
    let hard: [UInt8] = [
      0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF,
    ]
    var valid = 0
    for index in 0..<20_000 {
      var bytes: [UInt8] = []
      let most = Int.random(in: 0...150, using: &random)
      while bytes.count < most { bytes += Array(String(Self.scalar(index % 4, &random)).utf8) }
      if index % 3 == 1, !bytes.isEmpty {
        let place = Int.random(in: bytes.indices, using: &random)
        bytes[place] = hard.randomElement(using: &random) ?? 0
        if place + 1 < bytes.count { bytes[place + 1] = hard.randomElement(using: &random) ?? 0 }
      }
      if index % 3 == 2 { bytes.removeLast(min(bytes.count, Int.random(in: 0...3, using: &random))) }
      let (known, found) = Self.invalid(bytes)
      #expect(known == found, "\(bytes), seed \(random.seed)")
      valid += known.isEmpty ? 1 : 0
    }
    #expect(valid > 5000)
  }

  /// Every pair of bytes, across the border of two blocks and within one.
  @Test(arguments: [5, 31])
  func `any two bytes between letters are judged alike`(place: Int) {
    for pair in 0..<UInt16.max {
      var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 40)
      bytes[place] = UInt8(pair >> 8)
      bytes[place + 1] = UInt8(pair & 0xFF)
      if pair % 3 == 0 { bytes[place + 2] = 0x80 }
      let (known, found) = Self.invalid(bytes)
      if known != found { Issue.record("\(bytes)") }
    }
  }

  private static func invalid(_ bytes: [UInt8]) -> ([Range<Int>], [Range<Int>]) {
    let padded = LaneStorage<UInt8>(repeating: 0, count: bytes.count + Bytes.padding)
    for (index, byte) in bytes.enumerated() { padded.lane[index] = byte }
    let view = unsafe Bytes(base: padded.lane.base, count: bytes.count)
    var (known, found) = ([Range<Int>](), [Range<Int>]())
    UTF8Check.findInvalid(view, in: 0..<bytes.count) { known.append($0..<$0 + $1) }
    UTF8Check.invalid(view, in: 0..<bytes.count) { found.append($0..<$0 + $1) }
    return withExtendedLifetime(padded) { (known, found) }
  }

  private static func scalar(_ mix: Int, _ random: inout SeededNumbers) -> Unicode.Scalar {
    if mix == 0 || Int.random(in: 0...mix * mix, using: &random) > 0 { return "a" }
    return Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) ?? "é"
  }
}
