/// The forms in which a report can be written; to add one, add a case and its rendering.
package enum ReportFormat: String, CaseIterable, Sendable {
  case text
  case json
  /// For build servers: every rule is a test case.
  case junit
  /// Workflow commands, which GitHub Actions shows beside the lines that they name.
  case github

  package static let names = allCases.map(\.rawValue)
}
