/// Texts of JSON: where they end, and what they are worth once their escapes are undone.
enum JSONText {
  struct End {
    /// Index of the closing quote.
    var end: Int
    var hasEscapes: Bool
    var fault: JSONFault?
  }

  /// Finds the end of the text whose first byte, behind the quote, is at `start`.
  @inline(__always)
  static func end(_ bytes: Bytes, _ start: Int, _ limit: Int) -> End {
    var position = start
    while position < limit {
      let special = specials(bytes.word(at: position))
      if special == 0 {
        position &+= 8
        continue
      }
      position &+= special.trailingZeroBitCount &>> 3
      if position < limit && bytes[position] == UInt8(ascii: "\"") {
        return End(end: position, hasEscapes: false, fault: nil)
      }
      return escapedEnd(bytes, position, limit)
    }
    return End(end: limit, hasEscapes: false, fault: .truncated)
  }

  /// The high bit of the lowest byte that is a quote, a backslash or a control character.
  ///
  /// Bits above the lowest may be wrong, as a borrow runs upwards.
  @inline(__always)
  private static func specials(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* 0x22)
    let slashes = word ^ (ones &* 0x5C)
    let found = (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes | (word &- ones &* 0x20) & ~word
    return found & 0x8080_8080_8080_8080
  }

  /// The same, byte by byte, from the first backslash or control character on.
  @inline(never)
  private static func escapedEnd(_ bytes: Bytes, _ start: Int, _ limit: Int) -> End {
    var position = start
    while position < limit {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") { return End(end: position, hasEscapes: true, fault: nil) }
      if byte < 0x20 { return End(end: position, hasEscapes: true, fault: .controlCharacter) }
      if byte != UInt8(ascii: "\\") {
        position += 1
        continue
      }
      let (length, fault) = escape(bytes, position, limit)
      if let fault { return End(end: position, hasEscapes: true, fault: fault) }
      position += length
    }
    return End(end: limit, hasEscapes: true, fault: .truncated)
  }

  /// How many bytes the escape at `position` has.
  private static func escape(_ bytes: Bytes, _ position: Int, _ limit: Int) -> (Int, JSONFault?) {
    guard position + 1 < limit else { return (0, .truncated) }
    if bytes[position + 1] != UInt8(ascii: "u") {
      return simple(bytes[position + 1]) == nil ? (0, .badEscape) : (2, nil)
    }
    guard position + 6 <= limit else { return (0, .truncated) }
    guard let unit = hex(bytes, position + 2) else { return (0, .badEscape) }
    if unit & 0xF800 != 0xD800 { return (6, nil) }
    // The first half of a pair, with the second directly behind it.
    guard unit < 0xDC00, position + 12 <= limit, bytes[position + 6] == UInt8(ascii: "\\"),
      bytes[position + 7] == UInt8(ascii: "u"), let low = hex(bytes, position + 8), low & 0xFC00 == 0xDC00
    else { return (0, .loneSurrogate) }
    return (12, nil)
  }

  private static func simple(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
  }

  private static func hex(_ bytes: Bytes, _ position: Int) -> UInt32? {
    var value: UInt32 = 0
    for index in position..<position + 4 {
      let byte = bytes[index]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x37
      case 0x61...0x66: digit = byte - 0x57
      default: return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// Writes the value of a text that the scanner has accepted to `out` from `offset` on; returns its length.
  ///
  /// A value is never longer than its text.
  static func unescape(_ bytes: Bytes, _ start: Int, _ length: Int, to out: Bytes, at offset: Int) -> Int {
    var (read, write) = (start, offset)
    let end = start + length
    while read < end {
      let byte = bytes[read]
      guard byte == UInt8(ascii: "\\") else {
        out[write] = byte
        read += 1
        write += 1
        continue
      }
      if let plain = simple(bytes[read + 1]) {
        out[write] = plain
        read += 2
        write += 1
        continue
      }
      var scalar = hex(bytes, read + 2) ?? 0
      read += 6
      if scalar & 0xFC00 == 0xD800 {
        scalar = 0x10000 + (scalar & 0x3FF) << 10 + ((hex(bytes, read + 2) ?? 0) & 0x3FF)
        read += 6
      }
      for unit in UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}") ?? .init() {
        out[write] = unit
        write += 1
      }
    }
    return write - offset
  }
}

/// Memory for texts whose escapes are undone; used again for the next ones.
final class TextArena {
  private let storage = LaneStorage<UInt8>(repeating: 0, count: 256)

  /// At least `count` bytes, padded as parsers need them; what the arena held is lost.
  func bytes(of count: Int) -> Bytes {
    let lane = storage.lane(of: count + Bytes.padding)
    // SAFETY: the storage holds `count` bytes and the padding behind them, and lives as long as the arena.
    return unsafe Bytes(base: lane.base, count: lane.count - Bytes.padding)
  }

  /// The value of an escaped text, alone at the arena's start; returns its length.
  func take(_ bytes: Bytes, _ start: Int, _ length: Int) -> (Bytes, Int) {
    let out = self.bytes(of: length)
    return (out, JSONText.unescape(bytes, start, length, to: out, at: 0))
  }
}
