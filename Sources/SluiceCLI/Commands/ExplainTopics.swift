internal import SluiceContract
internal import SluiceReport

/// One thing that `sluice explain` can explain.
struct ExplainTopic: Sendable {
  let id: String
  let summary: String
  /// Made when it is asked for.
  let text: @Sendable (Style) -> String
}

/// The topics under a heading of the list, in the order of the list.
struct ExplainSection: Sendable {
  let title: String
  let topics: [ExplainTopic]

  static let all: [ExplainSection] = [
    ExplainSection(
      title: "Checks",
      topics: CheckDeclaration.all.map { check in
        ExplainTopic(id: check.id, summary: check.summary) { _ in CheckReference.explain(check.id) ?? "" }
      }),
    ExplainSection(
      title: "Changes of contracts",
      topics: ChangeRule.all.map { rule in
        ExplainTopic(id: rule.id, summary: rule.summary) { _ in ChangeReference.explain(rule.id) ?? "" }
      }),
    ExplainSection(
      title: "Structural findings",
      topics: StructureWords.all.map { words in
        ExplainTopic(id: words.kind, summary: words.what) { words.explanation(style: $0) }
      }),
    ExplainSection(
      title: "Skew between two feature logs",
      topics: SkewFindingWords.all.map { words in
        ExplainTopic(id: words.id, summary: words.what) { words.explanation(style: $0) }
      }),
    ExplainSection(
      title: "Errors and warnings about contracts",
      topics: DiagnosticCode.allCases.map { code in
        ExplainTopic(id: code.rawValue, summary: code.entry.title) { _ in ErrorReference.explain(code.rawValue) ?? "" }
      }),
    ExplainSection(
      title: "Exit codes",
      topics: ExitCode.allCases.map { code in
        ExplainTopic(id: "exit-\(code.rawValue)", summary: code.summary) { code.text($0) }
      }),
  ]
}

extension ExitCode {
  fileprivate func text(_ style: Style) -> String {
    """
    \(style.strong("exit-\(rawValue)")): \(summary)

    What happened
        \(explanation.what)

    What to do
        \(explanation.whatToDo)

    """
  }
}
