package import SluiceContract

/// A `sluiceCsv` setting, or a flag, that cannot be followed.
package struct DialectError: Error, Sendable {
  /// Lower case, no full stop.
  package var message: String
}

/// Settings on top of a dialect.
extension Dialect {
  /// The dialect that settings describe: their preset, else the standard one, with the single settings on top.
  package init(_ settings: CSVSettings) throws(DialectError) {
    self = settings.dialect.flatMap { Dialect.preset(named: $0) } ?? .standard
    try apply(settings)
    try checkRoles()
  }

  /// Overrides what `settings` gives. The preset it names, if any, comes first.
  package mutating func apply(_ settings: CSVSettings) throws(DialectError) {
    if let name = settings.dialect {
      guard let preset = Dialect.preset(named: name) else {
        let known = Dialect.presetNames.joined(separator: ", ")
        throw DialectError(message: "dialect \"\(name)\" is not one of \(known)")
      }
      self = preset
    }
    try applyCharacters(settings)
    if let header = settings.header { hasHeader = header }
    if let tokens = settings.nullTokens { nullTokens = tokens.map { Array($0.utf8) } }
    if let tokens = settings.trueTokens { trueTokens = tokens.map { Array($0.utf8) } }
    if let tokens = settings.falseTokens { falseTokens = tokens.map { Array($0.utf8) } }
    if let trim = settings.trim { trims = trim }
    if let rows = settings.skipRows {
      guard rows >= 0 else { throw DialectError(message: "skipRows must be 0 or more, not \(rows)") }
      skippedLines = rows
    }
    if let name = settings.encoding {
      do throws(TextEncoding.UnknownEncoding) {
        encoding = try TextEncoding.named(name)
      } catch {
        throw DialectError(
          message: "encoding \"\(error.name)\" is not known to this system; iconv -l lists what is, and where "
            + "little is, the C library's gconv modules are missing")
      }
    }
  }

  /// Throws where two parts are played by one character or word, so that no batch could be read.
  package func checkRoles() throws(DialectError) {
    if let contradiction = roles.contradiction { throw DialectError(message: contradiction) }
  }

  private mutating func applyCharacters(_ settings: CSVSettings) throws(DialectError) {
    if let text = settings.delimiter { delimiter = try Self.byte(text == "\\t" ? "\t" : text, "delimiter") }
    if let text = settings.quote {
      quote = text == CSVSettings.none ? nil : try Self.byte(text, "quote")
      // The escape of a preset belongs to quotes that are not there.
      if quote == nil { escape = nil }
    }
    if let text = settings.comment {
      comment = text == CSVSettings.none ? nil : try Self.byte(text, "comment")
    }
    if let text = settings.decimal {
      guard text == "." || text == "," else {
        throw DialectError(message: "decimal must be \".\" or \",\", not \"\(text)\"")
      }
      decimal = try Self.byte(text, "decimal")
    }
    if let text = settings.escape {
      if text == "\\" {
        if quote == nil { throw DialectError(message: "an escape has no meaning where nothing is quoted") }
        escape = UInt8(ascii: "\\")
      } else if text == "\"" || quote.map({ Array(text.utf8) == [$0] }) ?? false {
        escape = nil
      } else {
        throw DialectError(
          message: "escape must be \"\\\", or the quote where quotes are doubled, not \"\(text)\"")
      }
    }
  }

  private static func byte(_ text: String, _ what: String) throws(DialectError) -> UInt8 {
    let bytes = Array(text.utf8)
    guard bytes.count == 1, bytes[0] < 0x80, bytes[0] != UInt8(ascii: "\n"), bytes[0] != UInt8(ascii: "\r"),
      bytes[0] != 0
    else {
      throw DialectError(
        message: "\(what) must be one ASCII character other than a line end, not \"\(text)\"")
    }
    return bytes[0]
  }

  private var roles: CSVRoles {
    var roles = CSVRoles()
    roles.delimiter = [delimiter]
    roles.quote = quote.map { [$0] }
    roles.escape = escape.map { [$0] }
    roles.comment = comment.map { [$0] }
    roles.decimal = [decimal]
    (roles.nullTokens, roles.trueTokens, roles.falseTokens) = (nullTokens, trueTokens, falseTokens)
    roles.trims = trims
    return roles
  }
}
