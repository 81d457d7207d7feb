/// Names what is not UTF-8 CSV by its first bytes.
enum FileSniffer {
  /// Bytes that must be there (or all of a shorter file) before a file is judged.
  static let needed = 6

  enum Verdict: Equatable {
    case text
    /// A UTF-8 byte order mark to skip.
    case byteOrderMark
    case refused(StructureKind, message: String)
  }

  static func judge(_ first: [UInt8]) -> Verdict {
    if first.starts(with: [0xEF, 0xBB, 0xBF]) { return .byteOrderMark }
    if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) {
      let order = first[0] == 0xFF ? "LE" : "BE"
      return .refused(
        .utf16, message: "UTF-16\(order) text, expected UTF-8; convert it: iconv -f UTF-16 -t UTF-8")
    }
    if first.count >= 4 && first[0] != 0 && first[1] == 0 && first[2] != 0 && first[3] == 0 {
      return .refused(
        .utf16, message: "UTF-16LE text, expected UTF-8; convert it: iconv -f UTF-16LE -t UTF-8")
    }
    if first.count >= 4 && first[0] == 0 && first[1] != 0 && first[2] == 0 && first[3] != 0 {
      return .refused(
        .utf16, message: "UTF-16BE text, expected UTF-8; convert it: iconv -f UTF-16BE -t UTF-8")
    }
    for (magic, name, way) in foreign where first.starts(with: magic) {
      return .refused(.notCSV, message: "\(name), expected CSV text; \(way)")
    }
    return .text
  }

  private static let foreign: [(magic: [UInt8], name: String, way: String)] = [
    ([0x1F, 0x8B], "gzip data", "decompress it first: gunzip"),
    ([0x28, 0xB5, 0x2F, 0xFD], "zstd data", "decompress it first: zstd -d"),
    (Array("PAR1".utf8), "a Parquet file", "export it as CSV"),
    (Array("PK\u{3}\u{4}".utf8), "a zip archive (or an Excel workbook)", "unpack it, or save it as CSV"),
    (Array("BZh".utf8), "bzip2 data", "decompress it first: bunzip2"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz data", "decompress it first: unxz"),
    (Array("ORC".utf8), "an ORC file", "export it as CSV"),
    (Array("ARROW1".utf8), "an Arrow file", "export it as CSV"),
    (Array("SQLite".utf8), "an SQLite database", "export the table as CSV"),
  ]
}
