/// The `format` words of strings that the standard lists, as tests over the bytes of a cell.
///
/// Each is the grammar of an RFC and no guess at what exists: `a@b` is an email address, nobody is asked whether it
/// receives mail.
package enum TextForm: String, Sendable, CaseIterable {
  /// RFC 5321 without quoted parts and address literals; ASCII.
  case email
  /// RFC 9562: 8-4-4-4-12 hexadecimal digits, in any case.
  case uuid
  /// RFC 3986, with a scheme.
  case uri
  /// RFC 1123: labels of 1 to 63 letters, digits and inner hyphens, 253 bytes in all.
  case hostname
  /// Four numbers from 0 to 255 without leading zeros.
  case ipv4
  /// RFC 4291, without a zone.
  case ipv6
  /// Base64 with padding: RFC 4648, section 4.
  case byte
  /// Any text: says how a value is kept, not what it looks like.
  case binary
  /// Any text: says that a value is not to be shown.
  case password

  package func matches(_ bytes: Span<UInt8>) -> Bool {
    switch self {
    case .email: AddressForms.isEmail(bytes)
    case .uuid: Self.isUUID(bytes)
    case .uri: URIForm.matches(bytes)
    case .hostname: AddressForms.isHostname(bytes, 0, bytes.count)
    case .ipv4: AddressForms.isIPv4(bytes, 0, bytes.count)
    case .ipv6: AddressForms.isIPv6(bytes, 0, bytes.count)
    case .byte: Self.isBase64(bytes)
    case .binary, .password: true
    }
  }

  package func matches(_ text: String) -> Bool { matches(Array(text.utf8).span) }

  private static func isUUID(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count == 36 else { return false }
    for index in 0..<36 {
      let isHyphen = index == 8 || index == 13 || index == 18 || index == 23
      guard isHyphen ? bytes[index] == UInt8(ascii: "-") : ASCII.isHex(bytes[index]) else { return false }
    }
    return true
  }

  private static func isBase64(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count % 4 == 0 else { return false }
    var digits = bytes.count
    while digits > 0, bytes.count - digits < 2, bytes[digits - 1] == UInt8(ascii: "=") { digits -= 1 }
    for index in 0..<digits {
      let byte = bytes[index]
      guard ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") else { return false }
    }
    return true
  }
}

/// Classes of ASCII bytes.
enum ASCII {
  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
  static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
  static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 6 }
}
