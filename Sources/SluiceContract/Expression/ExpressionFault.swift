/// What is wrong with an expression, and where in its text.
struct ExpressionFault: Error {
  var code: DiagnosticCode
  var message: String
  var help: String?
  /// Bytes of the expression's UTF-8.
  var range: Range<Int>

  init(_ code: DiagnosticCode, _ message: String, help: String? = nil, at range: Range<Int>) {
    self.code = code
    self.message = message
    self.help = help
    self.range = range
  }
}
