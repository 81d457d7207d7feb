/// Completion for fish.
enum FishCompletion {
  static func script() -> String {
    let commands = Sluice.commands.map { command in
      "complete -c sluice -n __fish_use_subcommand -a \(command.name) -d \(quoted(command.summary))"
    }
    let parts = Sluice.commands.map { command in
      let isMeant = "complete -c sluice -n '__fish_seen_subcommand_from \(command.name)'"
      let operands: [String] =
        switch command.operands {
        case .files: ["\(isMeant) -F"]
        case .words(let words): ["\(isMeant) -a \(quoted(words.joined(separator: " ")))"]
        case .free: []
        }
      return (operands + (command.flags + [.help]).map { "\(isMeant) \(options($0))" }).joined(separator: "\n")
    }
    return """
      # fish completion of sluice; made by: sluice completions fish

      complete -c sluice -f
      \(commands.joined(separator: "\n"))

      \(parts.joined(separator: "\n\n"))

      """
  }

  private static func options(_ flag: Flag) -> String {
    let short = flag.short.map { "-s \($0) " } ?? ""
    let value =
      switch flag.values {
      case nil: ""
      case .words(let words): "-x -a \(quoted(words.joined(separator: " "))) "
      case .files: "-r -F "
      case .report: "-r -F -a \(quoted(Flag.reportPrefixes.joined(separator: " "))) "
      case .free: "-x "
      }
    return "\(short)-l \(flag.long) \(value)-d \(quoted(flag.summary))"
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing(#"\"#, with: #"\\"#).replacing("'", with: #"\'"#) + "'"
  }
}
