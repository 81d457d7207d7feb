/// Says what text that is not UTF-8 looks like, and what gave it away; nothing is read differently for it.
///
/// How it works: zeros at every second or at three of four bytes are UTF-16 and UTF-32. Of one byte a character there are
/// dozens of encodings, all of which would read without an error; those of western Europe write single letters beyond
/// ASCII between others, and only these are named. Text in which most such characters are UTF-8 is damaged UTF-8.
package struct EncodingGuess: Sendable, Equatable {
  /// As `--encoding` takes it; nil where nothing speaks for one more than for others.
  package private(set) var name: String?
  package private(set) var evidence: [String] = []

  /// Whether a character takes two bytes or four, so that nothing can be seen without knowing.
  var isWide: Bool { name?.hasPrefix("UTF-") ?? false }

  /// Bytes that are looked at.
  static let sampleBytes = 64 * 1024

  /// `bytes`: from byte `offset` of a file on, where line `line` begins or goes on. nil where all of it is UTF-8.
  init?(_ bytes: [UInt8], offset: Int = 0, line: Int = 1) {
    if offset == 0, let mark = Self.marks.first(where: { bytes.starts(with: $0.bytes) }) {
      name = mark.name
      evidence = ["a byte order mark, \(StructureWords.hex(mark.bytes)), at byte 0"]
      return
    }
    if let wide = Self.wide(bytes, offset) {
      (name, evidence) = (wide.name, [wide.evidence])
      return
    }
    let found = Survey(bytes)
    guard let first = found.first else { return nil }
    let feeds = bytes[..<first].count { $0 == UInt8(ascii: "\n") }
    evidence = [
      "the first byte that is no UTF-8 is \(StructureWords.hex([bytes[first]])), at byte \(offset + first), "
        + "line \(line + feeds)"
    ]
    if found.characters > found.invalid {
      evidence.append(
        "\(found.characters) characters beyond ASCII there are UTF-8 and \(found.invalid) bytes are not: "
          + "UTF-8 that was cut or damaged, or files of two encodings in one")
    } else if 2 * found.inRuns > found.invalid {
      evidence.append(
        "most bytes beyond ASCII stand beside each other, as in Cyrillic, Greek or East Asian text; "
          + "which encoding that is, only who wrote it can say")
    } else if found.controls > 0 {
      name = "windows-1252"
      evidence.append(
        "single letters beyond ASCII between others, as in western Europe; "
          + "0x80 to 0x9F are printed there, and in ISO-8859-1 are not")
    } else {
      name = "ISO-8859-1"
      evidence.append(
        "single letters beyond ASCII between others, as in western Europe; "
          + "windows-1252 reads these bytes alike, ISO-8859-15 has the euro sign at 0xA4")
    }
  }

  private static let marks: [(bytes: [UInt8], name: String)] = [
    ([0xFF, 0xFE, 0, 0], "UTF-32LE"), ([0, 0, 0xFE, 0xFF], "UTF-32BE"), ([0xFF, 0xFE], "UTF-16LE"),
    ([0xFE, 0xFF], "UTF-16BE"),
  ]

  /// By where zeros stand: in text there are none, but in units of two and four bytes every ASCII character has some.
  private static func wide(_ bytes: [UInt8], _ offset: Int) -> (name: String, evidence: String)? {
    guard bytes.count >= 8 else { return nil }
    var zeros = [0, 0, 0, 0]
    for (index, byte) in bytes.enumerated() where byte == 0 { zeros[(offset + index) % 4] += 1 }
    let total = zeros.reduce(0, +)
    // Delimiters, digits and line ends alone make a tenth of any CSV.
    guard total * 10 >= bytes.count else { return nil }
    let (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3])
    func told(_ name: String, _ places: String) -> (String, String) {
      (name, "no byte order mark, but zeros at \(places): \(total) of \(bytes.count) bytes from byte \(offset) on")
    }
    if total * 10 >= bytes.count * 6 {
      if zeros[0] * 20 < total { return told("UTF-32LE", "three of four places") }
      if zeros[3] * 20 < total { return told("UTF-32BE", "three of four places") }
      return nil
    }
    if even * 20 < total { return told("UTF-16LE", "every odd place") }
    if odd * 20 < total { return told("UTF-16BE", "every even place") }
    return nil
  }

  /// What stands beyond ASCII.
  private struct Survey {
    /// Of the first byte that is not UTF-8.
    var first: Int?
    var invalid = 0
    /// Bytes of those between 0x80 and 0x9F.
    var controls = 0
    /// Bytes of those with another one beside them.
    var inRuns = 0
    /// Characters beyond ASCII that are UTF-8.
    var characters = 0

    init(_ bytes: [UInt8]) {
      var decoder = Unicode.UTF8.ForwardParser()
      var rest = bytes[...].makeIterator()
      var position = 0
      while true {
        switch decoder.parseScalar(from: &rest) {
        case .valid(let encoded):
          if encoded.count > 1 { characters += 1 }
          position += encoded.count
        case .error(let length):
          // A character that the sample cuts is not wrong.
          if position + length >= bytes.count && length < 4 && bytes.count >= EncodingGuess.sampleBytes { return }
          first = first ?? position
          for index in position..<position + length { take(bytes, index) }
          position += length
        case .emptyInput: return
        }
      }
    }

    private mutating func take(_ bytes: [UInt8], _ index: Int) {
      invalid += 1
      if bytes[index] < 0xA0 { controls += 1 }
      let before = index > 0 && bytes[index - 1] >= 0x80
      let behind = index + 1 < bytes.count && bytes[index + 1] >= 0x80
      if before || behind { inRuns += 1 }
    }
  }
}
