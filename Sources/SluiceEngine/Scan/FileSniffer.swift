/// Names what is not UTF-8 CSV by its first bytes.
enum FileSniffer {
  /// Bytes that must be there (or all of a shorter file) before a file is judged.
  static let needed = 64

  enum Verdict: Equatable {
    case text
    /// A UTF-8 byte order mark to skip.
    case byteOrderMark
    case refused(StructureKind, message: String)
  }

  static func judge(_ first: [UInt8]) -> Verdict {
    if first.starts(with: [0xEF, 0xBB, 0xBF]) { return .byteOrderMark }
    for (magic, name) in wide where first.starts(with: magic) {
      return .refused(.utf16, message: state(name))
    }
    if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) {
      let order = first[0] == 0xFF ? "LE" : "BE"
      return .refused(
        .utf16, message: state("UTF-16\(order)"))
    }
    if first.count >= 4 && first[0] != 0 && first[1] == 0 && first[2] != 0 && first[3] == 0 {
      return .refused(
        .utf16, message: state("UTF-16LE"))
    }
    if first.count >= 4 && first[0] == 0 && first[1] != 0 && first[2] == 0 && first[3] != 0 {
      return .refused(
        .utf16, message: state("UTF-16BE"))
    }
    for (magic, name, way) in foreign where first.starts(with: magic) && !isText(first) {
      return .refused(.notCSV, message: "\(name), expected CSV text; \(way)")
    }
    if let (name, way) = ForeignText.judge(first) {
      return .refused(.notCSV, message: "\(name), expected CSV text; \(way)")
    }
    return .text
  }

  private static func state(_ name: String) -> String {
    "\(name) text, expected UTF-8; say encoding: \(name), or --encoding \(name)"
  }

  /// No byte that text would not have: a column may well be called `ORCID`.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F || (0x09...0x0D).contains($0) }
  }

  private static let wide: [(magic: [UInt8], name: String)] = [
    ([0xFF, 0xFE, 0, 0], "UTF-32LE"), ([0, 0, 0xFE, 0xFF], "UTF-32BE"),
  ]

  private static let foreign: [(magic: [UInt8], name: String, way: String)] = [
    ([0x1F, 0x8B], "gzip data inside compressed data", "it was compressed twice: undo it once"),
    ([0x28, 0xB5, 0x2F, 0xFD], "zstd data inside compressed data", "it was compressed twice: undo it once"),
    (Array("PAR1".utf8), "a Parquet file", "export it as CSV: duckdb -c \"COPY 'in.parquet' TO 'out.csv'\""),
    (Array("PK\u{3}\u{4}".utf8), "a zip archive (or an Excel workbook)", "unpack it, or save it as CSV"),
    (Array("BZh".utf8), "bzip2 data", "decompress it first: bunzip2"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz data", "decompress it first: unxz"),
    (Array("ORC".utf8), "an ORC file", "export it as CSV"),
    (Array("ARROW1".utf8), "an Arrow file", "export it as CSV"),
    (Array("SQLite format 3\u{0}".utf8), "an SQLite database", "export the table: sqlite3 -header -csv"),
    (Array("Obj\u{1}".utf8), "an Avro file", "export it as CSV"),
    ([0x04, 0x22, 0x4D, 0x18], "lz4 data", "decompress it first: lz4 -d"),
    ([0xFF, 0x06, 0, 0, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59], "snappy data", "decompress it first"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive", "unpack it first: 7z x"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Excel workbook (.xls)", "save it as CSV UTF-8"),
  ]
}
