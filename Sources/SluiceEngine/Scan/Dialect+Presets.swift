package import SluiceContract

/// The dialects that have a name: how each exporter writes CSV by default. Each is proved on its fixture.
extension Dialect {
  package static let presetNames = ["pyarrow", "pandas", "duckdb", "polars"]

  package static func preset(named name: String) -> Dialect? {
    var dialect = standard
    switch name {
    // Nulls unquoted and empty, empty strings quoted, quotes doubled: the default already.
    case "pyarrow", "duckdb", "polars": break
    // Integers beside nulls become floats, and there is nothing to warn about.
    case "pandas": dialect.writesIntegersAsFloats = true
    default: return nil
    }
    return dialect
  }
}

/// A `sluiceCsv` setting, or a flag, that cannot be followed.
package struct DialectError: Error, Sendable {
  /// Lower case, no full stop.
  package var message: String
}

extension Dialect {
  /// Overrides what `settings` gives. The preset it names, if any, comes first.
  package mutating func apply(_ settings: CSVSettings) throws(DialectError) {
    if let name = settings.dialect {
      guard let preset = Dialect.preset(named: name) else {
        let known = Dialect.presetNames.joined(separator: ", ")
        throw DialectError(message: "dialect \"\(name)\" is not one of \(known)")
      }
      self = preset
    }
    if let text = settings.delimiter { delimiter = try Self.byte(text == "\\t" ? "\t" : text, "delimiter") }
    if let text = settings.quote { quote = try Self.byte(text, "quote") }
    if let header = settings.header { hasHeader = header }
    if let tokens = settings.nullTokens { nullTokens = tokens.map { Array($0.utf8) } }
    if let tokens = settings.trueTokens { trueTokens = tokens.map { Array($0.utf8) } }
    if let tokens = settings.falseTokens { falseTokens = tokens.map { Array($0.utf8) } }
    if delimiter == quote { throw DialectError(message: "delimiter and quote are the same character") }
    try refuseUnsupported(settings)
  }

  private static func byte(_ text: String, _ what: String) throws(DialectError) -> UInt8 {
    let bytes = Array(text.utf8)
    guard bytes.count == 1, bytes[0] < 0x80, bytes[0] != UInt8(ascii: "\n"), bytes[0] != UInt8(ascii: "\r")
    else {
      throw DialectError(
        message: "\(what) must be one ASCII character other than a line end, not \"\(text)\"")
    }
    return bytes[0]
  }

  /// Settings that would change what is read must not be passed over in silence.
  private func refuseUnsupported(_ settings: CSVSettings) throws(DialectError) {
    if let escape = settings.escape, Array(escape.utf8) != [quote] {
      throw DialectError(
        message: "escape \"\(escape)\" is not supported by this version, only doubled quotes")
    }
    if let encoding = settings.encoding, encoding.lowercased() != "utf-8" && encoding.lowercased() != "utf8" {
      throw DialectError(message: "encoding \"\(encoding)\" is not supported, only UTF-8")
    }
    if let decimal = settings.decimal, decimal != "." {
      throw DialectError(message: "decimal \"\(decimal)\" is not supported by this version, only \".\"")
    }
    if let rows = settings.skipRows, rows != 0 {
      throw DialectError(message: "skipRows is not supported by this version")
    }
    if settings.comment != nil { throw DialectError(message: "comment is not supported by this version") }
    if settings.trim == true { throw DialectError(message: "trim is not supported by this version") }
  }
}
