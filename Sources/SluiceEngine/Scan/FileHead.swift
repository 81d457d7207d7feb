/// The beginning of a batch's first file that has any bytes: what guesses are made from.
struct FileHead: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Whether the file ends with these bytes.
  private(set) var isWhole = true
  private(set) var hasByteOrderMark = false

  /// Bytes read at first; doubled until a whole record is there.
  private static let length = 64 * 1024
  private static let maximumLength = 4 * 1024 * 1024

  static func read(_ files: [BatchFile]) throws(SourceError) -> FileHead {
    var head = FileHead()
    for file in files where file.bytes > 0 || file.isPipe {
      let content = ContentReader(try InputFile(file))
      repeat {
        try head.take(content)
      } while !content.isAtEnd && !head.endsFirstRecord && head.bytes.count < maximumLength
      head.isWhole = content.isAtEnd
      if !head.bytes.isEmpty { break }
    }
    head.hasByteOrderMark = head.bytes.starts(with: [0xEF, 0xBB, 0xBF])
    if head.hasByteOrderMark { head.bytes.removeFirst(3) }
    return head
  }

  /// Doubles what is there.
  private mutating func take(_ content: ContentReader) throws(SourceError) {
    let count = max(Self.length, bytes.count)
    let storage = LaneStorage<UInt8>(repeating: 0, count: count)
    // SAFETY: the storage holds `count` bytes and lives until they are copied.
    let got = try unsafe content.read(into: storage.lane.base, upTo: count)
    storage.lane.append(0..<got, to: &bytes)
  }

  /// Whether a line feed outside quotes is there.
  private var endsFirstRecord: Bool {
    var isInside = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isInside.toggle() }
      if byte == UInt8(ascii: "\n") && !isInside { return true }
    }
    return false
  }

  init(bytes: [UInt8] = []) { self.bytes = bytes }

  var usesReturns: Bool {
    guard let feed = bytes.firstIndex(of: UInt8(ascii: "\n")), feed > 0 else { return false }
    return bytes[feed - 1] == UInt8(ascii: "\r")
  }
}
