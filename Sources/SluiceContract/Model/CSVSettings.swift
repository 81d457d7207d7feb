/// The `sluiceCsv` custom property of a server or an object: how the batch's CSV is written.
///
/// Every field is optional: what is not given is taken from the next source in the order flag > object >
/// server > default.
package struct CSVSettings: Sendable {
  /// Name of a preset: `pyarrow`, `pandas`, `duckdb`, `polars`, …
  package var dialect: String?
  package var delimiter: String?
  package var quote: String?
  /// `"` doubles the quote; `\` escapes with a backslash.
  package var escape: String?
  package var header: Bool?
  package var encoding: String?
  /// Replaces the default list `[""]`; applies to unquoted fields only.
  package var nullTokens: [String]?
  package var trueTokens: [String]?
  package var falseTokens: [String]?
  package var decimal: String?
  package var skipRows: Int?
  package var comment: String?
  package var trim: Bool?

  package init() {}
}
