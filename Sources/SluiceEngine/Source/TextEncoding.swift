internal import Glibc

/// How a batch's characters are written, where that is not UTF-8: a name that the system's `iconv` knows.
package struct TextEncoding: Sendable, Equatable {
  /// As it was given.
  package let name: String

  /// nil for UTF-8, by whatever name.
  package static func named(_ name: String) throws(UnknownEncoding) -> TextEncoding? {
    if ["utf-8", "utf8"].contains(name.lowercased()) { return nil }
    // What iconv takes behind a slash would replace characters, and so hide what is wrong.
    guard !name.isEmpty, name.utf8.count <= 64, name.utf8.allSatisfy(isPlain), let converter = unsafe open(name) else {
      throw UnknownEncoding(name: name)
    }
    _ = unsafe iconv_close(converter)
    return TextEncoding(name: name)
  }

  package struct UnknownEncoding: Error, Sendable {
    package var name: String
  }

  /// Bytes of the smallest unit, of which at least one is wrong where a character is.
  var unitBytes: Int {
    let name = name.lowercased()
    if ["utf-16", "utf16", "ucs-2", "ucs2", "unicode"].contains(where: { name.hasPrefix($0) }) { return 2 }
    return ["utf-32", "utf32", "ucs-4", "ucs4"].contains(where: { name.hasPrefix($0) }) ? 4 : 1
  }

  /// A converter to UTF-8; nil where the system has none.
  static func open(_ name: String) -> iconv_t? {
    let converter = unsafe iconv_open("UTF-8", name)
    return unsafe converter == iconv_t(bitPattern: -1) ? nil : converter
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: "-_.:".utf8.contains(byte)
    }
  }
}

/// How bytes that no character is written with come through the conversion: as what no UTF-8 has.
///
/// Shape: 0xFF, then the byte in two halves, each above 0x80. So the scan finds them where they stand, in the row, the
/// line and the field that they are in, and can still say what they were.
enum UndecodableByte {
  static let length = 3

  static func marker(_ byte: UInt8) -> [UInt8] { [0xFF, 0x80 | byte >> 4, 0x80 | byte & 15] }

  /// The bytes that the markers from `position` on stand for, at most `limit`, and where these end.
  static func bytes(_ text: Bytes, at position: Int, end: Int, limit: Int = 8) -> (bytes: [UInt8], end: Int) {
    var (bytes, position) = ([UInt8](), position)
    while position + length <= end, text[position] == 0xFF, bytes.count < limit {
      bytes.append((text[position + 1] & 15) << 4 | text[position + 2] & 15)
      position += length
    }
    return (bytes, position)
  }
}
