/// Renders diagnostics for people, in the manner of rustc: code, place, the line, a caret, help.
///
/// The source line is shown as it was written: tabs stay tabs (and the caret line has the same), what a
/// terminal would obey is escaped, and of a very long line only the part around the caret is shown.
package struct DiagnosticPrinter {
  private let source: [UInt8]
  private let path: String
  private let color: Bool

  /// - Parameters:
  ///   - source: the bytes of the file that the diagnostics are about.
  ///   - path: the file as the user named it.
  package init(source: [UInt8], path: String, color: Bool) {
    self.source = source
    self.path = Words.escaped(path)
    self.color = color
  }

  /// One diagnostic with its notes; ends with a line feed.
  package func render(_ diagnostic: Diagnostic) -> String {
    let marks = [diagnostic.mark] + diagnostic.notes.map(\.mark)
    let width = marks.map { String($0.line).utf8.count }.max() ?? 1
    let gutter = String(repeating: " ", count: width)
    let label = paint("\(diagnostic.severity.rawValue)[\(diagnostic.code)]", diagnostic.severity.style)
    var text = "\(label)\(paint(": \(Words.escaped(diagnostic.message))", .bold))\n"
    text += place(diagnostic.mark, gutter, diagnostic.severity.style)
    for (word, remark) in [("why:", diagnostic.why), ("help:", diagnostic.help)] {
      guard let remark else { continue }
      text += "\(gutter) \(paint("=", .gutter)) \(paint(word, .bold)) \(Words.escaped(remark))\n"
    }
    for note in diagnostic.notes {
      text += "\(paint("note", .note))\(paint(": \(Words.escaped(note.message))", .bold))\n"
      text += place(note.mark, gutter, .note)
    }
    return text
  }

  /// All of them, with a blank line between.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { render($0) }.joined(separator: "\n")
  }

  private func place(_ mark: Mark, _ gutter: String, _ style: Style) -> String {
    let number = String(mark.line)
    let bar = paint("|", .gutter)
    var text = "\(gutter)\(paint("-->", .gutter)) \(path):\(mark.line):\(mark.column)\n"
    let excerpt = SourceExcerpt(source, mark)
    let padding = String(repeating: " ", count: max(0, gutter.utf8.count - number.utf8.count))
    text += "\(gutter) \(bar)\n"
    text += "\(padding)\(paint(number, .gutter)) \(bar)\(excerpt.line.isEmpty ? "" : " \(excerpt.line)")\n"
    text += "\(gutter) \(bar) \(excerpt.indent)\(paint(excerpt.carets, style))\n"
    return text
  }

  fileprivate enum Style: String {
    case error = "1;31"
    case warning = "1;33"
    case note = "1;36"
    case gutter = "1;34"
    case bold = "1"
  }

  private func paint(_ text: String, _ style: Style) -> String {
    color ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension Diagnostic.Severity {
  fileprivate var style: DiagnosticPrinter.Style {
    switch self {
    case .error: .error
    case .warning: .warning
    case .info: .note
    }
  }
}
