import Testing

@testable import SluiceEngine

/// Text in another encoding is the same batch as in UTF-8, and what is no text is found where it stands.
struct TranscoderTests {
  static func dialect(_ name: String) throws -> Dialect {
    var dialect = Dialect.standard
    dialect.encoding = try TextEncoding.named(name)
    return dialect
  }

  static func utf16(_ text: String, isLittle: Bool = true) -> [UInt8] {
    text.utf16.flatMap { unit in
      let (low, high) = (UInt8(unit & 255), UInt8(unit >> 8))
      return isLittle ? [low, high] : [high, low]
    }
  }

  static let text = "a,b\n1,caf\u{E9} \u{1F600}\n2,\"x\n\u{20AC}\"\n"

  @Test(arguments: [1, 2, 3, 5, 7, 64, 1 << 18])
  func `UTF-16 of either order gives the cells of UTF-8`(chunkBytes: Int) throws {
    let cells = try Batches.scan([Array(Self.text.utf8)], columns: ["a", "b"]).cells
    for (name, bytes) in [
      ("UTF-16LE", Self.utf16(Self.text)), ("UTF-16BE", Self.utf16(Self.text, isLittle: false)),
      ("UTF-16", Self.utf16("\u{FEFF}" + Self.text)), ("UTF-16LE", Self.utf16("\u{FEFF}" + Self.text)),
    ] {
      for (file, threads) in [(bytes, 1), (Compressed.gzip(bytes), 2)] {
        let batch = try Batches.scan(
          [file], columns: ["a", "b"], dialect: try Self.dialect(name), threads: threads, chunkBytes: chunkBytes)
        #expect(batch.faults.isEmpty, "\(name)")
        #expect(batch.cells == cells, "\(name)")
      }
    }
  }

  @Test(arguments: ["ISO-8859-1", "latin1", "windows-1252"])
  func `one byte a character`(name: String) throws {
    let bytes = Array("a,b\n1,caf".utf8) + [0xE9, 0x0A]
    let batch = try Batches.scan([bytes], columns: ["a", "b"], dialect: try Self.dialect(name))
    #expect(batch.cells == [["1", "caf\u{E9}"]])
  }

  @Test(arguments: [1, 3, 4, 64, 1 << 18])
  func `bytes without a meaning are findings with their place, and the next record is read`(chunkBytes: Int) throws {
    let bytes = Array("a,b\n1,x".utf8) + [0x81, 0x8D, 0x0A] + Array("2,y\n".utf8) + [0x90, 0x2C, 0x0A]
    let batch = try Batches.scan(
      [bytes], columns: ["a", "b"], dialect: try Self.dialect("windows-1252"), threads: 2, chunkBytes: chunkBytes)
    #expect(batch.faults == ["undecodable error x2 row 1 line 2 byte 7"])
    #expect(
      batch.findings.first?.samples.map(\.message) == ["bytes 81 8d are no windows-1252", "byte 90 is no windows-1252"])
    #expect(batch.cells == [["2", "y"]])
  }

  @Test
  func `half a character is a finding, in the middle and at the end`() throws {
    let bytes = Self.utf16("a,b\n1,") + [0x00, 0xD8] + Self.utf16("\n2,y\n3,z") + [0x41]
    let batch = try Batches.scan([bytes], columns: ["a", "b"], dialect: try Self.dialect("UTF-16LE"))
    #expect(batch.findings.first?.samples.map(\.message) == ["bytes 00 d8 are no UTF-16LE", "byte 41 is no UTF-16LE"])
    #expect(batch.cells == [["2", "y"]])
  }

  @Test
  func `UTF-8 needs no conversion, and what nobody knows is refused`() throws {
    for name in ["utf-8", "UTF-8", "utf8"] { #expect(try TextEncoding.named(name) == nil) }
    for name in ["", "klingon", "UTF-16//TRANSLIT", "a b"] {
      #expect(throws: TextEncoding.UnknownEncoding.self) { try TextEncoding.named(name) }
    }
  }
}
