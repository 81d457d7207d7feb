/// The `sluiceCsv` custom property of a server or an object: how the batch's CSV is written.
///
/// Every field is optional: what is not given is taken from the next source in the order flag > object >
/// server > default.
package struct CSVSettings: Sendable {
  /// Name of a preset: `pyarrow`, `pandas`, `duckdb`, `polars`, …
  package var dialect: String?
  package var delimiter: String?
  /// `none` where nothing is quoted.
  package var quote: String?
  /// `"` doubles the quote; `\` escapes with a backslash.
  package var escape: String?
  package var header: Bool?
  package var encoding: String?
  /// Replaces the default list `[""]`; applies to unquoted fields only.
  package var nullTokens: [String]?
  package var trueTokens: [String]?
  package var falseTokens: [String]?
  /// `.` or `,` before the fraction of a number.
  package var decimal: String?
  /// Physical lines before the header that are no records.
  package var skipRows: Int?
  /// What a line begins with that is no record; `none` for no comments.
  package var comment: String?
  /// Whether spaces and tabs around fields are no part of them.
  package var trim: Bool?
  /// Where the contract gives them; nil for flags.
  package var mark: Mark?

  package init() {}

  /// The word for no character at all.
  package static let none = "none"

  /// These settings, with what they leave open taken from others that come after them.
  package func over(_ others: CSVSettings?) -> CSVSettings {
    guard let others else { return self }
    var merged = self
    merged.dialect = dialect ?? others.dialect
    merged.delimiter = delimiter ?? others.delimiter
    merged.quote = quote ?? others.quote
    merged.escape = escape ?? others.escape
    merged.header = header ?? others.header
    merged.encoding = encoding ?? others.encoding
    merged.nullTokens = nullTokens ?? others.nullTokens
    merged.trueTokens = trueTokens ?? others.trueTokens
    merged.falseTokens = falseTokens ?? others.falseTokens
    merged.decimal = decimal ?? others.decimal
    merged.skipRows = skipRows ?? others.skipRows
    merged.comment = comment ?? others.comment
    merged.trim = trim ?? others.trim
    merged.mark = mark ?? others.mark
    return merged
  }

  /// What no batch could be read by, with the standard where nothing is given.
  ///
  /// Presets have its delimiter, quote and decimal point. Their tokens are their own, and an escape of theirs is judged
  /// when the dialect is put together.
  package var contradiction: String? {
    var roles = CSVRoles()
    roles.delimiter = Array((delimiter ?? ",").utf8)
    roles.quote = quote == Self.none ? nil : Array((quote ?? "\"").utf8)
    roles.escape = escape == "\\" ? Array("\\".utf8) : nil
    roles.comment = comment == Self.none ? nil : comment.map { Array($0.utf8) }
    roles.decimal = Array((decimal ?? ".").utf8)
    let isStandard = dialect == nil
    roles.nullTokens = (nullTokens ?? []).map { Array($0.utf8) }
    roles.trueTokens = (trueTokens ?? (isStandard ? ["true", "True"] : [])).map { Array($0.utf8) }
    roles.falseTokens = (falseTokens ?? (isStandard ? ["false", "False"] : [])).map { Array($0.utf8) }
    roles.trims = trim ?? false
    if quote == Self.none && roles.escape != nil { return "escape has no meaning where quote is none" }
    return roles.contradiction
  }
}
