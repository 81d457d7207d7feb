/// The beginning of a batch's first file that has any bytes: what guesses are made from.
struct FileHead: Sendable {
  private(set) var bytes: [UInt8] = []

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
      let isWhole = head.endsFirstRecord || count == file.bytes || count >= maximumLength
      if isWhole { break }
      count = min(count * 2, file.bytes)
    }
    if head.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { head.bytes.removeFirst(3) }
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

  /// Whole records, cut at `delimiter`; fields with their quotes.
  func records(delimiter: UInt8, limit: Int) -> [[[UInt8]]] {
    var records: [[[UInt8]]] = []
    var fields: [[UInt8]] = []
    var field: [UInt8] = []
    var isInside = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") {
        isInside.toggle()
        field.append(byte)
      } else if byte == delimiter && !isInside {
        fields.append(field)
        field = []
      } else if byte == UInt8(ascii: "\n") && !isInside {
        if field.last == UInt8(ascii: "\r") { field.removeLast() }
        records.append(fields + [field])
        fields = []
        field = []
        if records.count == limit { return records }
      } else {
        field.append(byte)
      }
    }
    if records.isEmpty && !(fields.isEmpty && field.isEmpty) { records.append(fields + [field]) }
    return records
  }
}
