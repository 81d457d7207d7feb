/// Reads JSON that this program has written, which is YAML but for how it escapes what is beyond 16 bits.
enum MachineJSON {
  /// Reports and profiles list what a batch holds; nobody types them.
  private static let limits = ReadLimits(bytes: 512 << 20, depth: 64, nodes: 20_000_000)

  /// The root; nil where the bytes are no JSON.
  static func read(_ bytes: [UInt8]) -> YAMLNode? {
    // What begins otherwise may be YAML that somebody typed.
    guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return nil }
    return YAMLReader.read(yaml(bytes), limits: limits, findings: Findings())
  }

  /// The same text in YAML: two escapes of a surrogate pair are one `\U`, and U+FFFE and U+FFFF are escaped, which YAML
  /// takes in no other way.
  static func yaml(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        if let high = unit(bytes, index), high >> 10 == 0x36, let low = unit(bytes, index + 6), low >> 10 == 0x37 {
          let scalar = 0x10000 + (high & 0x3FF) << 10 + low & 0x3FF
          let hex = String(scalar, radix: 16)
          text += "\\U\(String(repeating: "0", count: 8 - hex.utf8.count))\(hex)".utf8
          index += 12
          continue
        }
        // The escaped byte too, which may be a backslash.
        text += bytes[index..<min(index + 2, bytes.count)]
        index += 2
      } else if byte == 0xEF, index + 2 < bytes.count, bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE {
        text += (bytes[index + 2] == 0xBE ? "\\uFFFE" : "\\uFFFF").utf8
        index += 3
      } else {
        text.append(byte)
        index += 1
      }
    }
    return text
  }

  /// The number of an escape `\uXXXX` at a place.
  private static func unit(_ bytes: [UInt8], _ index: Int) -> UInt32? {
    guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
      return nil
    }
    return UInt32(String(decoding: bytes[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16)
  }
}
