/// Tells a header from a first record of values.
enum HeaderGuess {
  /// A header has nothing that reads as a number, a date or a boolean.
  ///
  /// Empty and repeated names are seldom, but occur (pandas gives its index none); the records below must then have
  /// values of another kind.
  static func isHeader(_ records: [[[UInt8]]], _ dialect: Dialect) -> Bool {
    guard let first = records.first else { return true }
    let names = first.map { Header.plain($0, dialect) }
    if names.contains(where: isValue) { return false }
    let isPlain = Set(names).count == names.count && !names.contains([])
    if isPlain || records.count == 1 { return true }
    return names.contains { !$0.isEmpty }
      && records[1...].contains { $0.contains { isValue(Header.plain($0, dialect)) } }
  }

  private static let words = Set(["true", "false", "True", "False", "TRUE", "FALSE", "\\N"].map { Array($0.utf8) })

  private static func isValue(_ field: [UInt8]) -> Bool {
    guard let first = field.first else { return false }
    if words.contains(field) { return true }
    let digits = field.count { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    let others = Set("+-.,:eETZ /".utf8)
    let isNumeric = field.allSatisfy {
      ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || others.contains($0)
    }
    return digits > 0 && isNumeric && first != UInt8(ascii: "e") && first != UInt8(ascii: "E")
  }
}
