import SluiceContract
import Testing

/// File names are bytes: whatever they are, a text stands for them, and no other bytes share it.
struct PathTextTests {
  static let names: [[UInt8]] = [
    [], Array("plain.csv".utf8), Array("caf\u{E9}/\u{1F600}.csv".utf8), Array("caf".utf8) + [0xE9] + Array(".csv".utf8),
    [0xFF, 0xFE, 0x80, 0xC3], [0xE2, 0x82], [0xF4, 0x90, 0x80, 0x80], Array("\u{10FEE9}".utf8),
    Array("\u{10FFFF}".utf8),
    Array("\u{10FE7F}\u{FFFD}".utf8), [0xF4, 0x8F, 0xBB], [0xF4, 0x8F, 0xBB, 0xA9, 0xE9],
  ]

  @Test(arguments: names)
  func `every name comes back byte for byte`(name: [UInt8]) {
    #expect(PathText.bytes(of: PathText.text(of: name)) == name)
    #expect(PathText.text(of: name).withPath { path in (0..<name.count).map { UInt8(bitPattern: path[$0]) } } == name)
  }

  @Test func `different names have different texts, and UTF-8 is its own`() {
    #expect(Set(Self.names.map { Array(PathText.text(of: $0).utf8) }).count == Self.names.count)
    for name in Self.names[..<3] { #expect(Array(PathText.text(of: name).utf8) == name) }
  }

  @Test func `what is shown is what any reader of UTF-8 makes of the bytes`() {
    for name in Self.names { #expect(PathText.shown(PathText.text(of: name)) == String(decoding: name, as: UTF8.self)) }
    #expect(PathText.exactBytes(PathText.text(of: Self.names[3])) == Self.names[3])
    for index in [0, 1, 2, 7, 8, 9] { #expect(PathText.exactBytes(PathText.text(of: Self.names[index])) == nil) }
  }
}
