internal import SluiceContract

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
}
