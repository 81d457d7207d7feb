/// An expression of a contract: as it was written, and what its words mean.
package struct ExpressionText: Sendable {
  /// The text, with variables replaced.
  package var text: String
  /// The text before `${VAR}` was replaced; nil where nothing was.
  var template: String?
  /// The whole scalar.
  package var mark: Mark
  var syntax: ExpressionSyntax

  /// One line for reports; never the value of a variable.
  package var shown: String {
    (template ?? text).split(whereSeparator: \.isNewline).map { line in
      String(line.drop { $0 == " " || $0 == "\t" })
    }.joined(separator: " ")
  }
}

extension Findings {
  /// Reports what is wrong inside an expression, at its own place where the file shows it.
  func add(
    _ fault: ExpressionFault, in text: String, template: String?, at mark: Mark, path: String
  ) {
    if template != nil {
      add(
        .badExpression, "the expression is wrong once its variables are replaced", at: mark, path: path,
        help: "write it without variables to see where")
      return
    }
    let bytes = Array(text.utf8)
    if let places = ScalarPlaces(bytes, of: source, at: mark) {
      let range = places.range(fault.range)
      let place = SourceMap(source).mark(atOffset: range.lowerBound, length: range.count)
      add(fault.code, fault.message, at: place, path: path, help: fault.help)
      return
    }
    // The text stands in a text: its own line and caret can only be shown beside it.
    let excerpt = SourceExcerpt(
      bytes, Mark(line: 1, column: 1, offset: fault.range.lowerBound, length: fault.range.count))
    let place = "at `\(excerpt.line)`, from character \(excerpt.indent.unicodeScalars.count + 1) on"
    add(
      fault.code, "\(fault.message), \(place)", at: mark, path: path, help: fault.help)
  }
}
