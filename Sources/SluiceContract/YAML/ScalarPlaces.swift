/// Where in the file each byte of a scalar's text was written: so that a fault inside an expression gets its own caret.
///
/// How it works: the text and the source are walked side by side. Quotes, escapes and the indentation of blocks stand in
/// the source alone; where a line ends, white space of any length meets white space of any length, since folding changes
/// it. nil where the two do not meet: text that is itself inside a text, or that variables have changed.
struct ScalarPlaces {
  /// The bytes of the file that stand for each byte of the text, and the place of its end.
  private var ranges: [Range<Int>] = []

  init?(_ text: [UInt8], of source: ArraySlice<UInt8>, at mark: Mark) {
    let end = mark.offset + mark.length
    guard source.startIndex <= mark.offset, end <= source.endIndex, let first = source[mark.offset..<end].first else {
      return nil
    }
    var walk = Walk(raw: source[mark.offset..<end], text: text)
    switch first {
    case UInt8(ascii: "'"): walk.style = .single
    case UInt8(ascii: "\""): walk.style = .double
    case UInt8(ascii: "|"), UInt8(ascii: ">"): walk.style = .block
    default: break
    }
    guard let ranges = walk.run() else { return nil }
    self.ranges = ranges
  }

  /// The bytes of the file that a range of the text was written in.
  func range(_ range: Range<Int>) -> Range<Int> {
    let start = ranges[min(range.lowerBound, ranges.count - 1)].lowerBound
    guard let last = range.last else { return start..<start }
    return start..<max(start + 1, ranges[min(last, ranges.count - 1)].upperBound)
  }
}

private struct Walk {
  enum Style {
    case plain, single, double, block
  }

  var raw: ArraySlice<UInt8>
  let text: [UInt8]
  var style = Style.plain
  private var ranges: [Range<Int>] = []

  init(raw: ArraySlice<UInt8>, text: [UInt8]) {
    self.raw = raw
    self.text = text
  }

  mutating func run() -> [Range<Int>]? {
    open()
    var index = 0
    while index < text.count {
      if isLineEnd() || style == .block && isAtLineStart {
        let before = index
        while index < text.count, Self.isSpace(text[index]) {
          ranges.append(raw.startIndex..<raw.startIndex)
          index += 1
        }
        let left = raw.count
        skipSpace()
        isAtLineStart = false
        if before == index && raw.count == left { return nil }
        continue
      }
      guard let (byte, length) = unit(), !byte.isEmpty, text[index...].starts(with: byte) else { return nil }
      let isPlain = length == byte.count
      for position in byte.indices {
        let start = raw.startIndex + (isPlain ? position : 0)
        ranges.append(start..<(isPlain ? start + 1 : raw.startIndex + length))
      }
      raw = raw.dropFirst(length)
      index += byte.count
    }
    ranges.append(raw.startIndex..<raw.startIndex)
    skipSpace()
    switch style {
    case .single: if raw.first == UInt8(ascii: "'") { raw.removeFirst() }
    case .double: if raw.first == UInt8(ascii: "\"") { raw.removeFirst() }
    default: break
    }
    return raw.isEmpty ? ranges : nil
  }

  private var isAtLineStart = false

  /// Passes over what stands before the text.
  private mutating func open() {
    switch style {
    case .plain: break
    case .single, .double: raw.removeFirst()
    case .block:
      // The header: indicators, and maybe a comment.
      raw = raw.drop { $0 != 0x0A }.dropFirst()
      isAtLineStart = true
    }
  }

  /// Whether blanks and a line end come next, or an escaped line end.
  private func isLineEnd() -> Bool {
    if style == .double, raw.first == UInt8(ascii: "\\"), raw.dropFirst().first == 0x0A { return true }
    let rest = raw.drop { $0 == 0x20 || $0 == 0x09 }
    return rest.first == 0x0A || rest.first == 0x0D
  }

  private mutating func skipSpace() {
    if style == .double, raw.first == UInt8(ascii: "\\"), raw.dropFirst().first == 0x0A { raw.removeFirst() }
    raw = raw.drop(while: Self.isSpace)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  /// What the next unit of the source stands for, and how long it is there.
  private func unit() -> (text: [UInt8], length: Int)? {
    guard let first = raw.first else { return nil }
    if style == .single, first == UInt8(ascii: "'") {
      return raw.dropFirst().first == first ? ([first], 2) : nil
    }
    if style == .double, first == UInt8(ascii: "\\") { return escape() }
    return ([first], 1)
  }

  private func escape() -> (text: [UInt8], length: Int)? {
    guard let letter = raw.dropFirst().first else { return nil }
    switch Unicode.Scalar(letter) {
    case "\"", "\\", "/", " ": return ([letter], 2)
    case "n": return ([0x0A], 2)
    case "t": return ([0x09], 2)
    case "r": return ([0x0D], 2)
    case "x": return scalar(digits: 2)
    case "u": return scalar(digits: 4)
    case "U": return scalar(digits: 8)
    default: return nil
    }
  }

  private func scalar(digits: Int) -> (text: [UInt8], length: Int)? {
    let hex = String(decoding: raw.dropFirst(2).prefix(digits), as: UTF8.self)
    guard let value = UInt32(hex, radix: 16), let scalar = Unicode.Scalar(value) else { return nil }
    return (Array(String(scalar).utf8), 2 + digits)
  }
}
