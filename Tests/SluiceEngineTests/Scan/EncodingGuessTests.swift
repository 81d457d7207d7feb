import Testing

@testable import SluiceEngine

/// What text that is not UTF-8 looks like, with what speaks for it; where nothing does, nothing is named.
struct EncodingGuessTests {
  private static let rows = (0..<40).map { "\($0),caf\u{E9} M\u{FC}ller,\($0).5\n" }.joined()
  private static let text = "id,name,price\n" + rows

  static func utf16(_ text: String, littleEndian: Bool = true) -> [UInt8] {
    text.utf16.flatMap { littleEndian ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  }

  static func utf32(_ text: String) -> [UInt8] {
    text.unicodeScalars.flatMap { scalar in (0..<4).map { UInt8(scalar.value >> (8 * $0) & 0xFF) } }
  }

  /// One byte a character, each of which is below U+0100.
  static func latin(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }

  struct Written: CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var testDescription: String { name }
  }

  /// Only digits, delimiters and line ends have zeros.
  private static let cyrillic = (0..<40).map { "\($0),\u{43F}\u{440}\u{438}\u{432}\u{435}\u{442}\n" }.joined()

  static let written: [Written] = {
    let (littleMark, bigMark): ([UInt8], [UInt8]) = ([0xFF, 0xFE], [0xFE, 0xFF])
    let (little, big) = (utf16(text), utf16(text, littleEndian: false))
    var euro = latin(text) + Array("41,the euro, ".utf8)
    euro += [0x80, 0x2C, 0x31, 0x0A]
    return [
      Written(name: "UTF-16LE", bytes: littleMark + little), Written(name: "UTF-16BE", bytes: bigMark + big),
      Written(name: "UTF-32LE", bytes: littleMark + [0, 0] + utf32(text)), Written(name: "UTF-16LE", bytes: little),
      Written(name: "UTF-16BE", bytes: big), Written(name: "UTF-32LE", bytes: utf32(text)),
      Written(name: "UTF-16LE", bytes: utf16(cyrillic)), Written(name: "ISO-8859-1", bytes: latin(text)),
      Written(name: "windows-1252", bytes: euro),
    ]
  }()

  @Test(arguments: written)
  func `the encoding is named with its evidence`(written: Written) throws {
    let guess = try #require(EncodingGuess(written.bytes))
    #expect(guess.name == written.name)
    #expect(!guess.evidence.isEmpty)
    #expect(try TextEncoding.named(written.name) != nil)
  }

  @Test func `the first byte that is no UTF-8 has its place`() throws {
    let guess = try #require(EncodingGuess(Self.latin(Self.text)))
    #expect(guess.evidence.first == "the first byte that is no UTF-8 is e9, at byte 19, line 2")
    let later = try #require(EncodingGuess(Self.latin("x\ny\u{E9}z\n"), offset: 1000, line: 70))
    #expect(later.evidence.first == "the first byte that is no UTF-8 is e9, at byte 1003, line 71")
    let marked = try #require(EncodingGuess([0xFF, 0xFE] + Self.utf16("a,b\n")))
    #expect(marked.evidence == ["a byte order mark, ff fe, at byte 0"])
  }

  @Test func `what many encodings could be is not guessed`() throws {
    // windows-1251 and Shift_JIS: letters beyond ASCII side by side.
    let words: [[UInt8]] = [[0xEF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2], [0x93, 0xFA, 0x96, 0x7B, 0x8C, 0xEA, 0x83, 0x65]]
    for word in words {
      var bytes: [UInt8] = []
      for index in 0..<20 { bytes += Array("\(index),".utf8) + word + [0x0A] }
      let guess = try #require(EncodingGuess(bytes))
      #expect(guess.name == nil, "\(word)")
    }
  }

  @Test func `damaged UTF-8 is not taken for something else`() throws {
    let bytes = Array(Self.text.utf8) + [0x31, 0xC3, 0x0A] + Array(Self.text.utf8)
    let guess = try #require(EncodingGuess(bytes))
    #expect(guess.name == nil)
    #expect(guess.evidence.last?.contains("damaged") == true)
  }

  @Test func `UTF-8 is nothing to guess about`() {
    for text in ["", "a", Self.text, "\u{1F600}\u{0}\n"] { #expect(EncodingGuess(Array(text.utf8)) == nil) }
  }

  @Test func `inspect guesses where the first such byte is, far behind the beginning, and reads on as UTF-8`() throws {
    let plain = String(repeating: "1,plain words\n", count: 12_000)
    let bytes = Array("id,name\n\(plain)".utf8) + Self.latin("2,caf\u{E9}\n") + Array(plain.utf8)
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", bytes)
    let found = try Inspector.run(batch: try Batch(paths: [path]), dialect: nil, options: RunOptions(threads: 2))
    let guess = try #require(found.dialect.encoding)
    #expect(guess.name == "ISO-8859-1")
    let place = 8 + 12_000 * 14 + 5
    #expect(guess.evidence.first == "the first byte that is no UTF-8 is e9, at byte \(place), line 12002")
    #expect(found.structure.map(\.kind) == ["invalidUTF8"])
    #expect(found.dialect.statements.isEmpty)
  }

  @Test func `whoever says how it is written is believed, and UTF-16 shows no columns of zeros`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", [0xFF, 0xFE] + Self.utf16(Self.text))
    let batch = try Batch(paths: [path])
    let found = try Inspector.run(batch: batch, dialect: nil, options: RunOptions(threads: 1))
    #expect(found.dialect.encoding?.name == "UTF-16LE")
    #expect(found.columns.isEmpty && found.structure.map(\.kind) == ["utf16"])
    var dialect = Dialect.standard
    dialect.encoding = try TextEncoding.named("UTF-16LE")
    let read = try Inspector.run(batch: batch, dialect: dialect, options: RunOptions(threads: 1))
    #expect(read.dialect.encoding == nil && read.structure.isEmpty)
    #expect(read.columns.map(\.name) == ["id", "name", "price"])
  }
}
