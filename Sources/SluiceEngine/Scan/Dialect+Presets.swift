/// The dialects that have a name: how each exporter writes CSV by default. Each is proved on its fixture.
extension Dialect {
  package struct Preset: Sendable {
    package var name: String
    package var dialect: Dialect

    /// `change` says what is unlike the standard dialect.
    init(_ name: String, _ change: (inout Dialect) -> Void = { _ in }) {
      self.name = name
      dialect = .standard
      change(&dialect)
    }
  }

  package static let presets: [Preset] = [
    // Nulls unquoted and empty, empty strings quoted, quotes doubled: the standard already.
    Preset("pyarrow"),
    Preset("duckdb"),
    Preset("polars"),
    Preset("pandas") { $0.writesIntegersAsFloats = true },
    Preset("spark") {
      $0.escape = UInt8(ascii: "\\")
      $0.hasHeader = false
    },
    // `FORMAT CSV`. All text is quoted, so that an unquoted `\N` can be nothing but null.
    Preset("clickhouse") {
      $0.hasHeader = false
      $0.nullTokens = [Array("\\N".utf8)]
    },
    // `COPY … (FORMAT csv)`; its text format is no CSV.
    Preset("postgres") {
      $0.hasHeader = false
      $0.trueTokens = [Array("t".utf8)]
      $0.falseTokens = [Array("f".utf8)]
    },
    // "CSV UTF-8 (Comma delimited)" where the list separator of the system is a comma.
    Preset("excel") {
      $0.trueTokens = [Array("TRUE".utf8)]
      $0.falseTokens = [Array("FALSE".utf8)]
      $0.writesByteOrderMark = true
    },
  ]

  package static let presetNames = presets.map(\.name)

  package static func preset(named name: String) -> Dialect? {
    presets.first { $0.name.utf8.elementsEqual(name.utf8) }?.dialect
  }
}
