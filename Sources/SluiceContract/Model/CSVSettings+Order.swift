extension CSVSettings {
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
    return merged
  }
}
