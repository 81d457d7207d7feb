/// `format: uri`: the generic syntax of RFC 3986 with a scheme.
///
/// Characters are checked everywhere, and the host and port of an authority; what a scheme asks of its own is not.
enum URIForm {
  static func matches(_ bytes: Span<UInt8>) -> Bool {
    guard let colon = AddressForms.first(UInt8(ascii: ":"), bytes, 0, bytes.count), colon > 0,
      ASCII.isLetter(bytes[0])
    else { return false }
    for index in 0..<colon where !isSchemeByte(bytes[index]) { return false }
    var position = colon + 1
    if position + 1 < bytes.count, bytes[position] == UInt8(ascii: "/"), bytes[position + 1] == UInt8(ascii: "/") {
      guard let end = authorityEnd(bytes, position + 2) else { return false }
      position = end
    }
    var hasFragment = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "#") {
        guard !hasFragment else { return false }
        hasFragment = true
      } else if byte == UInt8(ascii: "%") {
        guard isEscape(bytes, position) else { return false }
      } else if !isPathByte(byte) && byte != UInt8(ascii: "?") {
        return false
      }
      position += 1
    }
    return true
  }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  /// Behind the authority that begins at `start`; nil where it is none.
  private static func authorityEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") { break }
      end += 1
    }
    var host = start
    if let at = AddressForms.first(UInt8(ascii: "@"), bytes, start, end) {
      guard isRegisteredName(bytes, start, at, takesColon: true) else { return nil }
      host = at + 1
    }
    var hostEnd = end
    if host < end, bytes[host] == UInt8(ascii: "[") {
      guard let close = AddressForms.first(UInt8(ascii: "]"), bytes, host, end),
        AddressForms.isIPv6(bytes, host + 1, close)
      else { return nil }
      hostEnd = close + 1
    } else {
      hostEnd = AddressForms.first(UInt8(ascii: ":"), bytes, host, end) ?? end
      guard isRegisteredName(bytes, host, hostEnd, takesColon: false) else { return nil }
    }
    if hostEnd == end { return end }
    guard bytes[hostEnd] == UInt8(ascii: ":") else { return nil }
    for index in (hostEnd + 1)..<end where !ASCII.isDigit(bytes[index]) { return nil }
    return end
  }

  private static func isRegisteredName(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, takesColon: Bool) -> Bool {
    for index in start..<end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%") ? isEscape(bytes, index) && index + 2 < end : isUnreservedOrDelimiter(byte) {
        continue
      }
      guard takesColon, byte == UInt8(ascii: ":") else { return false }
    }
    return true
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    isUnreservedOrDelimiter(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "/")
  }

  private static func isUnreservedOrDelimiter(_ byte: UInt8) -> Bool {
    if ASCII.isAlphanumeric(byte) { return true }
    switch Unicode.Scalar(byte) {
    case "-", ".", "_", "~", "!", "$", "&", "'", "(", ")", "*", "+", ",", ";", "=": return true
    default: return false
    }
  }

  private static func isEscape(_ bytes: Span<UInt8>, _ position: Int) -> Bool {
    position + 2 < bytes.count && ASCII.isHex(bytes[position + 1]) && ASCII.isHex(bytes[position + 2])
  }
}
