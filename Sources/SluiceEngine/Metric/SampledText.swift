/// What a sample keeps of a cell: all of it, or the beginning of one that is too long to be looked at.
struct SampledText: Sendable, Hashable {
  var bytes: [UInt8]
  /// Bytes of the whole cell, where `bytes` is only its beginning.
  var cutFrom: Int?

  /// Bytes that are kept.
  static let longest = 4096

  /// Of `length` bytes of a text, how many are kept: it is cut between characters.
  static func length(_ bytes: Bytes, _ start: Int, _ length: Int) -> Int {
    Self.length(length) { bytes[start + $0] }
  }

  /// The same of a text whose bytes are told by their place.
  static func length(_ length: Int, byte: (Int) -> UInt8) -> Int {
    if length <= longest { return length }
    var end = longest
    // A character of UTF-8 has three continuation bytes at most.
    while end > longest - 4 && byte(end) & 0xC0 == 0x80 { end -= 1 }
    return end
  }
}

extension ColumnBatch {
  /// The cell's text for a sample; nil for a null.
  func sampledText(_ row: Int) -> SampledText? {
    if status[row] == CellStatus.null { return nil }
    let (start, length) = (Int(starts[row]), Int(lengths[row]))
    let kept = SampledText.length(bytes, start, length)
    return SampledText(bytes: bytes.copy(start, kept), cutFrom: kept < length ? length : nil)
  }
}
