internal import SluiceContract
internal import SluiceEngine

extension CSVSettings {
  /// What the flags say about how the batch is written.
  init(_ typed: TypedArguments) {
    self.init()
    dialect = typed.value(.dialect)
    delimiter = typed.value(.delimiter).map { $0.hasSameBytes(as: #"\t"#) ? "\t" : $0 }
    quote = typed.value(.quote)
    if typed.has(.null) { nullTokens = typed.values(.null) }
    if typed.has(.noHeader) { header = false }
  }

  /// These settings, with what they leave open taken from others that come after them.
  func over(_ others: CSVSettings?) -> CSVSettings {
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
    return merged
  }
}

extension Dialect {
  /// The dialect that settings describe: their preset, else the standard one, with the single settings on top.
  init(_ settings: CSVSettings) throws(DialectError) {
    self = settings.dialect.flatMap(Dialect.preset) ?? .standard
    try apply(settings)
  }
}
