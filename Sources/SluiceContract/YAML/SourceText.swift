/// What must hold for the bytes of a contract before YAML is parsed: size, encoding, line ends.
enum SourceText {
  /// The text without a byte order mark (indices are file offsets); nil where it must not be parsed.
  static func check(_ bytes: [UInt8], limits: ReadLimits, findings: Findings) -> ArraySlice<UInt8>? {
    guard bytes.count <= limits.bytes else {
      findings.add(
        .fileTooLarge, "the file has \(bytes.count) bytes, more than \(limits.bytes) (limit: bytes)",
        at: .start,
        path: "", help: "a contract is written by people; is this the data?")
      return nil
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      findings.add(
        .notUTF8, "the file is UTF-16, a contract is UTF-8", at: .start, path: "",
        help: "convert it: iconv -f UTF-16 -t UTF-8")
      return nil
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    if let offset = firstInvalidOffset(in: text) {
      let map = SourceMap(text[..<offset])
      let hex = bytes[offset] < 16 ? "0x0" : "0x"
      findings.add(
        .notUTF8, "byte \(hex)\(String(bytes[offset], radix: 16)) is not UTF-8",
        at: map.mark(atOffset: offset, length: 1), path: "", help: "save the file as UTF-8")
      return nil
    }
    guard let foreign = foreignLineBreak(in: text) else { return text }
    let map = SourceMap(text)
    findings.add(
      .foreignLineBreak, "\(foreign.name) would be read as a line end by YAML 1.1, and as text by YAML 1.2",
      at: map.mark(atOffset: foreign.offset, length: foreign.length), path: "",
      help: "write it as \(foreign.escape) inside double quotes")
    return nil
  }

  /// Offset of the first byte that is not part of a well-formed sequence.
  private static func firstInvalidOffset(in bytes: ArraySlice<UInt8>) -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var offset = bytes.startIndex
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      offset += UTF8.width(scalar)
    }
    return min(offset, bytes.endIndex - 1)
  }

  private static func foreignLineBreak(
    in bytes: ArraySlice<UInt8>
  ) -> (offset: Int, length: Int, name: String, escape: String)? {
    for offset in bytes.indices where bytes[offset] == 0xC2 || bytes[offset] == 0xE2 {
      let rest = bytes[offset...]
      if rest.starts(with: [0xC2, 0x85]) { return (offset, 2, "U+0085", "\\N") }
      if rest.starts(with: [0xE2, 0x80, 0xA8]) { return (offset, 3, "U+2028", "\\L") }
      if rest.starts(with: [0xE2, 0x80, 0xA9]) { return (offset, 3, "U+2029", "\\P") }
    }
    return nil
  }
}
