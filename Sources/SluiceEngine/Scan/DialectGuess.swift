/// Guesses delimiter and header from the head of a file, and says what gave them away.
struct DialectGuess: Sendable {
  private(set) var dialect: Dialect
  private(set) var evidence: [String] = []

  private static let delimiters: [(byte: UInt8, name: String)] = [
    (UInt8(ascii: ","), "comma"), (UInt8(ascii: ";"), "semicolon"), (UInt8(ascii: "\t"), "tab"),
    (UInt8(ascii: "|"), "bar"),
  ]

  /// `given`: not guessed at all.
  init(_ head: FileHead, given: Dialect?) {
    dialect = given ?? .standard
    if given != nil { return }
    let (byte, name, width) = Self.delimiter(head)
    dialect.delimiter = byte
    if width > 1 { evidence.append("delimiter \(name): \(width) fields in the first records") }
    let records = head.records(delimiter: byte, limit: 200)
    dialect.hasHeader = Self.looksLikeHeader(records)
    evidence.append(
      dialect.hasHeader
        ? "header: the first record has names where later ones have values"
        : "no header: the first record looks like those that follow")
  }

  /// The names that columns have or get: `column_1` … where there is no header.
  func columnNames(_ head: FileHead) -> [[UInt8]] {
    guard let first = head.records(delimiter: dialect.delimiter, limit: 1).first else { return [] }
    if dialect.hasHeader { return first.map { Self.unquoted($0) } }
    return first.indices.map { Array("column_\($0 + 1)".utf8) }
  }

  /// The delimiter that cuts the most records into the same number of fields, more fields first.
  private static func delimiter(_ head: FileHead) -> (UInt8, String, Int) {
    var best = (delimiters[0].byte, delimiters[0].name, 1)
    var bestScore = 0.0
    for (byte, name) in delimiters {
      let widths = head.records(delimiter: byte, limit: 200).map(\.count)
      guard let width = widths.first, width > 1 else { continue }
      let share = Double(widths.count { $0 == width }) / Double(widths.count)
      let score = share * 100 + Double(min(width, 50))
      if score > bestScore { (best, bestScore) = ((byte, name, width), score) }
    }
    return best
  }

  /// A header has nothing that reads as a number, a date or a boolean.
  ///
  /// Empty and repeated names are seldom, but occur (pandas gives its index none); the records below must then have
  /// values of another kind.
  private static func looksLikeHeader(_ records: [[[UInt8]]]) -> Bool {
    guard let first = records.first else { return true }
    let names = first.map(unquoted)
    if names.contains(where: isValue) { return false }
    let isPlain = Set(names).count == names.count && !names.contains([])
    if isPlain || records.count == 1 { return true }
    return names.contains { !$0.isEmpty } && records[1...].contains { $0.contains { isValue(unquoted($0)) } }
  }

  private static func isValue(_ field: [UInt8]) -> Bool {
    guard let first = field.first else { return false }
    if field == Array("true".utf8) || field == Array("false".utf8) || field == Array("True".utf8) {
      return true
    }
    let digits = field.count { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    let others = Set("+-.:eETZ /".utf8)
    let isNumeric = field.allSatisfy {
      ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || others.contains($0)
    }
    return digits > 0 && isNumeric && first != UInt8(ascii: "e") && first != UInt8(ascii: "E")
  }

  private static func unquoted(_ field: [UInt8]) -> [UInt8] { Header.unquoted(field, quote: UInt8(ascii: "\"")) }
}
