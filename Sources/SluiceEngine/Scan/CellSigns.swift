/// What the cells of the first records say about nulls, booleans and decimals.
struct CellSigns {
  private(set) var hasBackslashNulls = false
  private(set) var hasDecimalCommas = false
  /// The tokens of the first column that has nothing but two of a known pair, and both of them.
  private(set) var booleans: (yes: String, no: String)?

  private static let pairs = [("t", "f"), ("TRUE", "FALSE")]

  init(_ records: ArraySlice<[[UInt8]]>, _ dialect: Dialect) {
    let null = Array("\\N".utf8)
    let cells = records.joined()
    // Who writes `\N` for null has no use for an empty field; where there is one, `\N` is text.
    hasBackslashNulls = cells.contains(null) && !cells.contains([])
    let width = records.first?.count ?? 0
    for column in 0..<width {
      let values = records.compactMap { $0.count == width ? $0[column] : nil }.filter { !$0.isEmpty && $0 != null }
      let distinct = Set(values)
      for (yes, no) in Self.pairs where booleans == nil && distinct == [Array(yes.utf8), Array(no.utf8)] {
        booleans = (yes, no)
      }
      if dialect.delimiter != UInt8(ascii: ","), !values.isEmpty, distinct.contains(where: Self.hasDecimalComma),
        distinct.allSatisfy(Self.isNumberWithComma)
      {
        hasDecimalCommas = true
      }
    }
  }

  private static func hasDecimalComma(_ cell: [UInt8]) -> Bool {
    cell.contains(UInt8(ascii: ",")) && isNumberWithComma(cell)
  }

  /// `-1,5`, `12` or `1E+16`: at most one comma, between digits.
  private static func isNumberWithComma(_ cell: [UInt8]) -> Bool {
    let halves = cell.split(omittingEmptySubsequences: false) { $0 | 0x20 == UInt8(ascii: "e") }
    guard let first = halves.first, halves.count <= 2 else { return false }
    let digits = first.first == UInt8(ascii: "-") ? first.dropFirst() : first
    let parts = digits.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let exponent = halves.dropFirst().map { "+-".utf8.contains($0.first ?? 0) ? $0.dropFirst() : $0 }
    return parts.count <= 2 && (parts + exponent).allSatisfy { !$0.isEmpty && $0.allSatisfy(Self.isDigit) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
