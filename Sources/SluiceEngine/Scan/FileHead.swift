/// The beginning of a batch's first file that has any bytes: what guesses are made from.
struct FileHead: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Whether the file ends with these bytes.
  private(set) var isWhole = true
  private(set) var hasByteOrderMark = false

  /// Bytes read at first; doubled until a whole record is there.
  private static let length = 64 * 1024
  private static let maximumLength = 64 * 1024 * 1024

  static func read(_ files: [BatchFile]) throws(SourceError) -> FileHead {
    var head = FileHead()
    guard let first = files.first(where: { $0.bytes > 0 }) else { return head }
    let file = try InputFile(first)
    var count = min(length, file.bytes)
    while true {
      head.bytes = try head.beginning(file, count)
      head.isWhole = count == file.bytes
      if head.isWhole || head.endsFirstRecord || count >= maximumLength { break }
      count = min(count * 2, file.bytes)
    }
    head.hasByteOrderMark = head.bytes.starts(with: [0xEF, 0xBB, 0xBF])
    if head.hasByteOrderMark { head.bytes.removeFirst(3) }
    return head
  }

  private func beginning(_ file: InputFile, _ count: Int) throws(SourceError) -> [UInt8] {
    let storage = LaneStorage<UInt8>(repeating: 0, count: count)
    // SAFETY: the storage holds `count` bytes and lives until they are copied.
    try unsafe file.read(into: storage.lane.base, offset: 0, count: count)
    return (0..<count).map { storage.lane[$0] }
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
