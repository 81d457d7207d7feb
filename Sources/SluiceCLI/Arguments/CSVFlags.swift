internal import SluiceContract
internal import SluiceEngine

extension CSVSettings {
  /// What the flags say about how the batch is written.
  init(_ typed: TypedArguments, problems: inout [String]) {
    self.init()
    dialect = typed.value(.dialect)
    delimiter = typed.value(.delimiter).map { $0.hasSameBytes(as: #"\t"#) ? "\t" : $0 }
    quote = typed.value(.quote)
    escape = typed.value(.escape)
    encoding = typed.value(.encoding)
    decimal = typed.value(.decimal)
    comment = typed.value(.comment)
    skipRows = typed.number(.skipRows, in: 0...1_000_000, problems: &problems)
    if typed.has(.null) { nullTokens = typed.values(.null) }
    if typed.has(.trueToken) { trueTokens = typed.values(.trueToken) }
    if typed.has(.falseToken) { falseTokens = typed.values(.falseToken) }
    if typed.has(.trim) { trim = true }
    if typed.has(.header) { header = true }
    if typed.has(.noHeader) { header = false }
    if typed.has(.header) && typed.has(.noHeader) { problems.append("--header and --no-header exclude each other") }
  }

  /// The dialect that flags alone say; nil where they say nothing, or what makes no sense.
  func dialect(problems: inout [String]) -> Dialect? {
    if isEmpty { return nil }
    do throws(DialectError) {
      return try Dialect(self)
    } catch {
      problems.append(error.message)
      return nil
    }
  }

  /// Whether no flag says anything.
  var isEmpty: Bool {
    let texts = [dialect, delimiter, quote, escape, decimal, comment, encoding]
    let lists = [nullTokens, trueTokens, falseTokens]
    return texts.allSatisfy { $0 == nil } && lists.allSatisfy { $0 == nil } && skipRows == nil && header == nil
      && trim == nil
  }
}
