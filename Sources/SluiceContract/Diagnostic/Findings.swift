/// Collects the diagnostics of one file while it is read.
///
/// A class, because every part of the reader writes to the same list. Not shared between threads.
final class Findings {
  private var list: [Diagnostic] = []
  /// The file's text, by which places inside a scalar are found.
  var source: ArraySlice<UInt8> = []

  /// The severity is that of the code.
  func add(
    _ code: DiagnosticCode, _ message: String, at mark: Mark, path: String, help: String? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    list.append(
      Diagnostic(
        code: code.rawValue, severity: code.entry.severity, message: message, help: help, path: path,
        mark: mark,
        notes: notes))
  }

  var hasErrors: Bool { list.contains { $0.severity == .error } }

  /// In file order, without repetitions (an aliased part of the file is read more than once).
  var inFileOrder: [Diagnostic] {
    let sorted = list.enumerated().sorted {
      ($0.element.mark.offset, $0.offset) < ($1.element.mark.offset, $1.offset)
    }
    var result: [Diagnostic] = []
    for (_, diagnostic) in sorted {
      let isRepeated = result.reversed().prefix { $0.mark == diagnostic.mark }.contains {
        $0.code == diagnostic.code && $0.message == diagnostic.message
      }
      if !isRepeated { result.append(diagnostic) }
    }
    return result
  }
}
