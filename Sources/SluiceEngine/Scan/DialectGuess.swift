/// Guesses how a file is written from its head, and says what gave it away.
///
/// How it works: the head is read under each delimiter, with quotes doubled and with quotes escaped, by the machine that
/// reads batches; the reading that cuts most records into the same number of fields, with fewest faults, is the guess.
/// Header, nulls, booleans and the decimal comma are then told from the cells.
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
    guessComment(head)
    guessDelimiter(head)
    guessEscape(head)
    let records = head.read(dialect).records
    dialect.hasHeader = HeaderGuess.isHeader(records, dialect)
    evidence.append(
      dialect.hasHeader
        ? "header: the first record has names where later ones have values"
        : "no header: the first record looks like those that follow")
    let cells = CellSigns(records.dropFirst(dialect.hasHeader ? 1 : 0), dialect)
    if cells.hasBackslashNulls {
      dialect.nullTokens = [Array("\\N".utf8)]
      evidence.append("nulls are written \\N, and no field is empty")
    }
    if let (yes, no) = cells.booleans {
      (dialect.trueTokens, dialect.falseTokens) = ([Array(yes.utf8)], [Array(no.utf8)])
      evidence.append("booleans are written \(yes) and \(no)")
    }
    if cells.hasDecimalCommas {
      dialect.decimal = UInt8(ascii: ",")
      evidence.append("numbers have a decimal comma")
    }
    if head.hasByteOrderMark && cells.booleans?.yes == "TRUE" { dialect.writesByteOrderMark = true }
  }

  /// The names that columns have or get: `column_1` … where there is no header.
  func columnNames(_ head: FileHead) -> [[UInt8]] {
    guard let first = head.read(dialect, limit: 1).records.first else { return [] }
    if dialect.hasHeader { return first.map { Header.plain($0, dialect) } }
    return first.indices.map { Array("column_\($0 + 1)".utf8) }
  }

  /// Lines of `#` above everything else, as some tools write; a header may begin so too, but then what follows it is
  /// as wide as itself.
  private mutating func guessComment(_ head: FileHead) {
    guard head.bytes.first == UInt8(ascii: "#") else { return }
    var commented = dialect
    commented.comment = UInt8(ascii: "#")
    let widths = Self.delimiters.map { delimiter in
      var dialect = commented
      dialect.delimiter = delimiter.byte
      let plain = head.bytes.prefix { $0 != UInt8(ascii: "\n") }.count { $0 == delimiter.byte } + 1
      return (plain, head.read(dialect, limit: 2).records.first?.count ?? 0)
    }
    guard widths.contains(where: { $0.1 > 1 && $0.0 != $0.1 }), !widths.contains(where: { $0.0 > 1 && $0.0 == $0.1 })
    else { return }
    dialect.comment = UInt8(ascii: "#")
    evidence.append("lines that begin with # are comments")
  }

  /// The delimiter that cuts the most records into the same number of fields, more fields first.
  private mutating func guessDelimiter(_ head: FileHead) {
    var best = (byte: dialect.delimiter, name: "", width: 1, score: 0.0)
    for (byte, name) in Self.delimiters {
      var dialect = dialect
      dialect.delimiter = byte
      let widths = head.read(dialect).records.map(\.count)
      guard let width = widths.first, width > 1 else { continue }
      let share = Double(widths.count { $0 == width }) / Double(widths.count)
      let score = share * 100 + Double(min(width, 50))
      if score > best.score { best = (byte, name, width, score) }
    }
    dialect.delimiter = best.byte
    if best.width > 1 { evidence.append("delimiter \(best.name): \(best.width) fields in the first records") }
  }

  /// Backslashes escape quotes where reading them so leaves fewer faults.
  private mutating func guessEscape(_ head: FileHead) {
    var escaped = dialect
    escaped.escape = UInt8(ascii: "\\")
    guard head.read(escaped).faults < head.read(dialect).faults else { return }
    dialect = escaped
    evidence.append("quotes inside quotes are escaped with a backslash")
  }
}
