/// Hosts and mail addresses: the parts that `email`, `uri` and the host formats share.
enum AddressForms {
  /// Local part of dots and atoms, `@`, host name; at most 64 and 254 bytes.
  static func isEmail(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count <= 254, let at = first(UInt8(ascii: "@"), bytes, 0, bytes.count), at >= 1, at <= 64 else {
      return false
    }
    var last = UInt8(ascii: ".")
    for index in 0..<at {
      let byte = bytes[index]
      if byte == UInt8(ascii: ".") ? last == byte : !isAtom(byte) { return false }
      last = byte
    }
    return last != UInt8(ascii: ".") && isHostname(bytes, at + 1, bytes.count)
  }

  private static func isAtom(_ byte: UInt8) -> Bool {
    if ASCII.isAlphanumeric(byte) { return true }
    switch Unicode.Scalar(byte) {
    case "!", "#", "$", "%", "&", "'", "*", "+", "-", "/", "=", "?", "^", "_", "`", "{", "|", "}", "~": return true
    default: return false
    }
  }

  /// The bytes from `start` up to `end`.
  static func isHostname(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end > start, end - start <= 253 else { return false }
    var label = start
    for index in start...end {
      if index < end && bytes[index] != UInt8(ascii: ".") {
        guard ASCII.isAlphanumeric(bytes[index]) || bytes[index] == UInt8(ascii: "-") else { return false }
        continue
      }
      guard index > label, index - label <= 63, bytes[label] != UInt8(ascii: "-"),
        bytes[index - 1] != UInt8(ascii: "-")
      else { return false }
      label = index + 1
    }
    return true
  }

  static func isIPv4(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var position = start
    for part in 0..<4 {
      if part > 0 {
        guard position < end, bytes[position] == UInt8(ascii: ".") else { return false }
        position += 1
      }
      let first = position
      var value = 0
      while position < end, position < first + 3, ASCII.isDigit(bytes[position]) {
        value = value * 10 + Int(bytes[position] - UInt8(ascii: "0"))
        position += 1
      }
      let digits = position - first
      guard digits > 0, value <= 255, digits == 1 || bytes[first] != UInt8(ascii: "0") else { return false }
    }
    return position == end
  }

  /// Eight groups of up to four hexadecimal digits; `::` once for groups of zeros; an IPv4 address for the last two.
  static func isIPv6(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let colon = UInt8(ascii: ":")
    var (position, groups) = (start, 0)
    var isShortened = false
    if start + 1 < end, bytes[start] == colon, bytes[start + 1] == colon {
      isShortened = true
      position += 2
    }
    while position < end {
      let first = position
      while position < end, position < first + 4, ASCII.isHex(bytes[position]) { position += 1 }
      guard position > first else { return false }
      if position < end, bytes[position] == UInt8(ascii: ".") || ASCII.isDigit(bytes[position]) {
        guard isIPv4(bytes, first, end) else { return false }
        groups += 2
        position = end
        break
      }
      groups += 1
      if position == end { break }
      guard bytes[position] == colon else { return false }
      position += 1
      // A colon in the end must be the second of two.
      guard position < end else { return false }
      if bytes[position] == colon {
        guard !isShortened else { return false }
        isShortened = true
        position += 1
      }
    }
    return isShortened ? groups <= 7 : groups == 8
  }

  static func first(_ byte: UInt8, _ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    for index in start..<max(start, end) where bytes[index] == byte { return index }
    return nil
  }
}
