/// Finds what is no text: bytes that are not UTF-8, or were not what the batch is said to be written in.
struct InvalidText {
  var kind: StructureKind
  var position: Int
  /// Asked for only where places are still wanted.
  var message: () -> String

  /// Calls `report` for each, in the order of the bytes.
  static func find(
    _ bytes: Bytes, in range: Range<Int>, encoding: TextEncoding?, report: (InvalidText) -> Void
  ) {
    var next = range.lowerBound
    UTF8Check.invalid(bytes, in: range) { position, length in
      if position < next { return }
      guard let encoding, bytes[position] == 0xFF else {
        report(
          InvalidText(kind: .invalidUTF8, position: position) {
            StructureWords.invalidUTF8(bytes.copy(position, length))
          })
        return
      }
      let marked = UndecodableByte.bytes(bytes, at: position, end: range.upperBound)
      next = marked.end
      report(
        InvalidText(kind: .undecodable, position: position) { StructureWords.undecodable(marked.bytes, encoding) })
    }
  }
}
