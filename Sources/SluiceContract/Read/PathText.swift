internal import Glibc

/// File names, which the system takes as bytes, inside strings, which are text.
///
/// A name that is not UTF-8 keeps its bytes: each byte that belongs to no character stands as a private character of its
/// own, U+10FE00 and the byte; so do the bytes of such characters that a name has itself. No two names share a text, and
/// every name can be opened again. Nobody is shown those characters: see `shown`.
package enum PathText {
  private static let base: UInt32 = 0x10FE00
  /// What every text with such a character has among its bytes.
  private static let mark: UInt8 = 0xF4

  /// The text that stands for a path; valid UTF-8 stands for itself.
  package static func text(of bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self), !bytes.contains(mark) { return text }
    var text = String.UnicodeScalarView()
    var decoder = Unicode.UTF8.ForwardParser()
    var rest = bytes[...].makeIterator()
    var position = 0
    while true {
      switch decoder.parseScalar(from: &rest) {
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        if byte(of: scalar) == nil { text.append(scalar) } else { encoded.forEach { text.append(self.scalar(of: $0)) } }
        position += encoded.count
      case .error(let length):
        for byte in bytes[position..<position + length] { text.append(scalar(of: byte)) }
        position += length
      case .emptyInput: return String(text)
      }
    }
  }

  /// The bytes that a text stands for.
  package static func bytes(of text: String) -> [UInt8] {
    guard text.hasByte(mark) else { return Array(text.utf8) }
    return text.unicodeScalars.flatMap { scalar in byte(of: scalar).map { [$0] } ?? Array(String(scalar).utf8) }
  }

  /// The byte that a character stands for; nil for every other character.
  package static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    scalar.value >> 8 == base >> 8 && scalar.value & 0x80 != 0 ? UInt8(scalar.value & 0xFF) : nil
  }

  /// As people and other programs may have it: U+FFFD in place of what is no character; `exactBytes` has them.
  package static func shown(_ text: String) -> String {
    text.hasByte(mark) ? String(decoding: bytes(of: text), as: UTF8.self) : text
  }

  /// All bytes of a path that is not UTF-8; nil where `shown` says everything.
  package static func exactBytes(_ text: String) -> [UInt8]? {
    guard text.hasByte(mark) else { return nil }
    let bytes = bytes(of: text)
    return String(validating: bytes, as: UTF8.self) == nil ? bytes : nil
  }

  private static func scalar(of byte: UInt8) -> Unicode.Scalar {
    // Every number of the block is a scalar.
    Unicode.Scalar(base + UInt32(byte)) ?? "\u{FFFD}"
  }
}

extension String {
  /// Whether one of its bytes is `byte`; a batch of thousands of parts asks this of every path several times.
  package func hasByte(_ byte: UInt8) -> Bool {
    utf8.withContiguousStorageIfAvailable { bytes in
      bytes.baseAddress.map { memchr($0, Int32(byte), bytes.count) != nil } ?? false
    } ?? utf8.contains(byte)
  }

  /// Hands the path to a call of the system: its bytes, and a zero behind them.
  package func withPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (PathText.bytes(of: self) + [0]).withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { text in
        guard let base = text.baseAddress else { preconditionFailure("the zero is there") }
        return body(base)
      }
    }
  }
}
