internal import SluiceReport

/// `sluice explain`: any word that a report uses, in plain sentences.
enum ExplainCommand: Command {
  static let name = "explain"
  static let summary = "any check, change, finding, error code or exit code: what, why, what to do"
  static let synopsis = "[ID]"
  static let about = """
    Explains a check, a change of a contract, a structural finding, an error code of a contract or an exit code.
    Without an ID it lists all of them.
    """
  static let operands = Operands.free
  static let flags: [Flag] = [.color]
  static let examples = ["sluice explain range", "sluice explain fieldCount", "sluice explain exit-4"]

  static func run(_ typed: TypedArguments, _ session: Session) -> ExitStatus {
    ExitStatus(explain(typed))
  }

  private static func explain(_ typed: TypedArguments) -> ExitCode {
    guard typed.problems.isEmpty else { return Terminal.usage(typed.problems, of: name) }
    guard typed.positionals.count <= 1 else { return Terminal.usage(["one ID at a time"], of: name) }
    let choice = typed.value(.color).flatMap(ColorChoice.init) ?? .auto
    let style = Terminal.style(choice, for: .standardOutput)
    guard let id = typed.positionals.first else { return print(list(style)) }
    let topics = ExplainSection.all.flatMap(\.topics)
    if let topic = find(id, in: topics) { return print(topic.text(style)) }
    let near = NearName.nearest(id, among: topics.map(\.id)).prefix(3).map { "\"\($0)\"" }
    let hint =
      near.isEmpty ? "; sluice explain lists all" : "; did you mean \(near.joined(separator: " or "))?"
    return Terminal.usage(["nothing is called \"\(id)\"\(hint)"], of: name)
  }

  /// As it is written, else in any case: `sl0107` will do.
  private static func find(_ id: String, in topics: [ExplainTopic]) -> ExplainTopic? {
    let folded = id.lowercased()
    return topics.first { $0.id.hasSameBytes(as: id) }
      ?? topics.first { $0.id.lowercased().hasSameBytes(as: folded) }
  }

  private static func list(_ style: Style) -> String {
    let sections = ExplainSection.all.map { section in
      let width = section.topics.lazy.map(\.id.utf8.count).max() ?? 0
      let lines = section.topics.map { topic in
        "    " + topic.id + String(repeating: " ", count: width - topic.id.utf8.count + 2) + topic.summary
      }
      return ([style.strong(section.title)] + lines).joined(separator: "\n") + "\n"
    }
    return sections.joined(separator: "\n")
  }

  private static func print(_ text: String) -> ExitCode {
    Terminal.deliver(Array(text.utf8)) ? .pass : .incomplete
  }
}
