internal import SluiceReport

/// The `sluice` command: finds the command that was asked for and runs it.
enum Sluice {
  /// Every command, in the order of `--help`; to add one, add its file and its line.
  static let commands: [any Command.Type] = [
    ValidateCommand.self,
    SkewCommand.self,
    ProfileCommand.self,
    InspectCommand.self,
    LintCommand.self,
    BreakingCommand.self,
    DiffCommand.self,
    ExplainCommand.self,
    CompletionsCommand.self,
  ]

  static func run(_ words: some Sequence<String>) -> ExitStatus {
    let words = Array(words)
    guard let first = words.first else {
      Terminal.message(HelpText.overview(style: Terminal.style(.auto, for: .standardError)))
      return ExitStatus(.usage)
    }
    let name = first.hasSameBytes(as: "help") ? words.dropFirst().first : first
    if let name, let command = commands.first(where: { $0.name.hasSameBytes(as: name) }) {
      let typed = TypedArguments(words.dropFirst(), flags: command.flags + [.help])
      if first != name || typed.has(.help) { return print(HelpText.of(command, style: helpStyle)) }
      return command.run(typed, Session(command: command.name))
    }
    switch name {
    case nil, "--help", "-h": return print(HelpText.overview(style: helpStyle))
    case "--version": return print("sluice \(sluiceVersion)\n")
    case let word?: return unknown(word)
    }
  }

  private static var helpStyle: Style { Terminal.style(.auto, for: .standardOutput) }

  private static func print(_ text: String) -> ExitStatus {
    ExitStatus(Terminal.deliver(Array(text.utf8)) ? .pass : .incomplete)
  }

  private static func unknown(_ word: String) -> ExitStatus {
    if word.utf8.starts(with: "-".utf8) {
      return ExitStatus(Terminal.usage(["unknown flag \"\(word)\"; flags come after the command"]))
    }
    let near = NearName.of(word, among: commands.map { $0.name }).map { "; did you mean \"\($0)\"?" } ?? ""
    return ExitStatus(Terminal.usage(["unknown command \"\(word)\"\(near)"]))
  }
}
