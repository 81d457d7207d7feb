/// The beginning of a batch's first file that has any bytes: what guesses are made from.
struct FileHead: Sendable {
  private(set) var bytes: [UInt8] = []

  static let length = 64 * 1024

  static func read(_ files: [BatchFile]) throws(SourceError) -> FileHead {
    var head = FileHead()
    guard let first = files.first(where: { $0.bytes > 0 }) else { return head }
    let file = try InputFile(first)
    let count = min(length, file.bytes)
    let storage = LaneStorage<UInt8>(repeating: 0, count: count)
    try unsafe file.read(into: storage.lane.base, offset: 0, count: count)
    head.bytes = (0..<count).map { storage.lane[$0] }
    if head.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { head.bytes.removeFirst(3) }
    return head
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
