internal import SluiceContract

/// What the folders of a path say about all rows of a file: `year=2024/cat=a%2Fb/part-0.csv`, as Hive, Spark and DuckDB
/// write it.
enum Partitions {
  struct Key: Sendable, Equatable {
    var name: [UInt8]
    /// nil for null.
    var value: [UInt8]?
  }

  /// What stands for null.
  private static let null = Array("__HIVE_DEFAULT_PARTITION__".utf8)

  /// Outer folders first; of a key that stands there twice, the inner one.
  static func keys(of path: String) -> [Key] {
    let separator = UInt8(ascii: "=")
    guard path.hasByte(separator) else { return [] }
    var keys: [Key] = []
    for folder in PathText.shown(path).utf8.split(separator: UInt8(ascii: "/")).dropLast() {
      guard let border = folder.firstIndex(of: separator), border > folder.startIndex else { continue }
      let name = decoded(Array(folder[..<border]))
      let value = Array(folder[folder.index(after: border)...])
      keys.removeAll { $0.name == name }
      keys.append(Key(name: name, value: value == null ? nil : decoded(value)))
    }
    return keys
  }

  /// Undoes `%2F`; what is no such sequence, or would not be UTF-8, stays as it is.
  static func decoded(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(UInt8(ascii: "%")) else { return text }
    var bytes: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "%"), index + 2 < text.count, let high = digit(text[index + 1]),
        let low = digit(text[index + 2])
      {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(text[index])
        index += 1
      }
    }
    return String(validating: bytes, as: UTF8.self) == nil ? text : bytes
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
