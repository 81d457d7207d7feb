/// One thing that is wrong, or worth saying, about a contract file.
package struct Diagnostic: Sendable {
  package enum Severity: String, Sendable {
    case error
    case warning
    case info
  }

  /// A second place that the message speaks of: the first of two duplicate keys, say.
  package struct Note: Sendable {
    package var message: String
    package var mark: Mark

    package init(message: String, mark: Mark) {
      self.message = message
      self.mark = mark
    }
  }

  /// Stable code, `SL0107`; listed in `docs/errors.md`, explained by `sluice explain`.
  package var code: String
  package var severity: Severity
  /// Lower case, no full stop.
  package var message: String
  package var help: String?
  /// Where in the document, such as `schema[orders].properties[amount].quality[0]`.
  package var path: String
  package var mark: Mark
  package var notes: [Note]
  /// Why it matters, where the reader is not the one who wrote the file.
  package var why: String?

  package init(
    code: String, severity: Severity, message: String, help: String? = nil, path: String, mark: Mark,
    notes: [Note] = [], why: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.help = help
    self.path = path
    self.mark = mark
    self.notes = notes
    self.why = why
  }
}
