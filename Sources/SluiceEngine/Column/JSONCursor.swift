/// Steps through a text that is known to be JSON; the slow, readable reader behind paths and equality.
struct JSONCursor {
  let bytes: Bytes
  /// Where texts end at the latest.
  let limit: Int
  private(set) var position: Int

  init(_ bytes: Bytes, at position: Int, limit: Int) {
    self.bytes = bytes
    self.limit = limit
    self.position = position
    skipSpace()
  }

  /// The first byte of the value here.
  var first: UInt8 { bytes[position] }

  private mutating func skipSpace() {
    while position < limit && JSONScanner.isSpace(bytes[position]) { position += 1 }
  }

  /// Goes over one value, whatever it holds.
  mutating func skipValue() {
    var depth = 0
    repeat {
      skipSpace()
      switch first {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        position += 1
      case UInt8(ascii: "\""): position = JSONText.end(bytes, position + 1, limit).end + 1
      case UInt8(ascii: ","), UInt8(ascii: ":"): position += 1
      case UInt8(ascii: "t"), UInt8(ascii: "n"): position += 4
      case UInt8(ascii: "f"): position += 5
      default: position = JSONScanner.numberEnd(bytes, position, limit)
      }
    } while depth > 0 && position < limit
    skipSpace()
  }

  /// Goes into the array or object here; false where it is empty, and then over it.
  mutating func enter() -> Bool {
    position += 1
    skipSpace()
    guard first == UInt8(ascii: "]") || first == UInt8(ascii: "}") else { return true }
    position += 1
    skipSpace()
    return false
  }

  /// Goes to the next item or member; false at the end, which it goes over.
  mutating func next() -> Bool {
    let isEnd = first != UInt8(ascii: ",")
    position += 1
    skipSpace()
    return !isEnd
  }

  /// The text here, escapes as they are, and then behind it; for a name also behind its colon.
  mutating func takeText() -> (start: Int, length: Int, hasEscapes: Bool) {
    let text = JSONText.end(bytes, position + 1, limit)
    let start = position + 1
    position = text.end + 1
    skipSpace()
    if position < limit && first == UInt8(ascii: ":") {
      position += 1
      skipSpace()
    }
    return (start, text.end - start, text.hasEscapes)
  }

  /// The value of a text.
  func value(of text: (start: Int, length: Int, hasEscapes: Bool)) -> [UInt8] {
    guard text.hasEscapes else { return bytes.copy(text.start, text.length) }
    let arena = TextArena()
    let (out, length) = arena.take(bytes, text.start, text.length)
    return withExtendedLifetime(arena) { out.copy(0, length) }
  }
}
