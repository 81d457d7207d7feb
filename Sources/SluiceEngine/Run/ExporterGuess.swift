/// Guesses which exporter wrote a file, by what only it writes.
struct ExporterGuess {
  private(set) var name: String?
  private(set) var evidence: [String] = []

  /// `integersBesideNullsAreFloats`: some column with nulls has nothing but values such as `1.0`.
  init(_ head: FileHead, dialect: Dialect, integersBesideNullsAreFloats: Bool) {
    let reading = head.read(dialect)
    let records = reading.records
    let header = records.first ?? []
    let cells = reading.data(dialect).flatMap(\.self)
    let quote = UInt8(ascii: "\"")
    if dialect.delimiter == UInt8(ascii: "\t") && cells.contains(Array("\\N".utf8)) {
      evidence.append(
        "tabs and \\N: the text format of PostgreSQL's COPY, or ClickHouse's TabSeparated, is no CSV; export it as CSV")
    } else if dialect.escape != nil {
      found("spark", "quotes are escaped with a backslash")
    } else if dialect.nullTokens == [Array("\\N".utf8)] {
      // Others write it too (Snowflake, MySQL); with commas and quoted text it is ClickHouse.
      if dialect.delimiter == UInt8(ascii: ",") { found("clickhouse", "nulls are written \\N") }
    } else if dialect.trueTokens == [Array("t".utf8)] {
      found("postgres", "booleans are written t and f")
    } else if dialect.trueTokens == [Array("TRUE".utf8)] && (head.hasByteOrderMark || head.usesReturns) {
      found("excel", "booleans are written TRUE and FALSE, lines end in CR LF")
    } else if dialect.hasHeader && !header.isEmpty && header.allSatisfy({ $0.first == quote && $0.count > 1 }) {
      found("pyarrow", "every name in the header is quoted")
    } else if cells.contains(Array("True".utf8)) || cells.contains(Array("False".utf8)) {
      found("pandas", "booleans are written True and False")
    } else if dialect.hasHeader && Self.isPandasIndex(records) {
      found("pandas", "the first column has no name and counts from 0")
    } else if cells.contains(where: Self.isPolarsTimestamp) {
      found("polars", "timestamps have a T and six digits of fraction")
    } else if cells.contains(where: Self.isDuckDBZone) {
      found("duckdb", "timestamps end in +00")
    } else if integersBesideNullsAreFloats {
      // All write a column of doubles so; only pandas makes doubles of integers that have nulls.
      found("pandas", "integers beside nulls are written as floats")
    }
  }

  private mutating func found(_ name: String, _ sign: String) {
    self.name = name
    evidence.append("\(name): \(sign)")
  }

  private static func isPandasIndex(_ records: [[[UInt8]]]) -> Bool {
    guard records.count > 1, let header = records.first, header.count > 1, header[0].isEmpty else {
      return false
    }
    return records.dropFirst().enumerated().allSatisfy { $1.first == Array(String($0).utf8) }
  }

  private static func isPolarsTimestamp(_ cell: [UInt8]) -> Bool {
    cell.count >= 26 && cell[10] == UInt8(ascii: "T") && cell[19] == UInt8(ascii: ".")
      && cell[4] == UInt8(ascii: "-") && cell[13] == UInt8(ascii: ":")
  }

  private static func isDuckDBZone(_ cell: [UInt8]) -> Bool {
    cell.count >= 22 && cell[4] == UInt8(ascii: "-") && cell[10] == UInt8(ascii: " ")
      && cell.suffix(3).elementsEqual("+00".utf8)
  }
}
