/// `sluice completions`: what a shell needs to complete command lines, made of the table of flags.
enum CompletionsCommand: Command {
  static let name = "completions"
  static let summary = "completion of commands, flags and values for a shell"
  static let synopsis = "bash|zsh|fish"
  static let about = """
    Prints a script that lets a shell complete the commands of sluice, their flags and the values of these.
    bash: in ~/.bashrc; zsh: as _sluice in a folder of $fpath; fish: as sluice.fish in its folder of completions.
    """
  static let operands = Operands.words(Shell.allCases.map(\.rawValue))
  static let flags: [Flag] = []
  static let examples = [
    #"eval "$(sluice completions bash)""#,
    #"sluice completions zsh > "${fpath[1]}/_sluice""#,
    "sluice completions fish > ~/.config/fish/completions/sluice.fish",
  ]

  enum Shell: String, CaseIterable {
    case bash, zsh, fish

    var script: String {
      switch self {
      case .bash: BashCompletion.script()
      case .zsh: ZshCompletion.script()
      case .fish: FishCompletion.script()
      }
    }
  }

  static func run(_ typed: TypedArguments, _ session: Session) -> ExitStatus {
    var problems = typed.problems
    let word = typed.positionals.first
    let shell = word.flatMap(Shell.init)
    let shells = Shell.allCases.map(\.rawValue)
    if let word, shell == nil {
      let near = NearName.of(word, among: shells).map { "; did you mean \"\($0)\"?" } ?? ""
      problems.append("no completion for \"\(word)\", only \(shells.joined(separator: ", "))\(near)")
    } else if typed.positionals.count != 1 {
      problems.append("one shell is needed: sluice completions \(synopsis)")
    }
    guard problems.isEmpty, let shell else { return ExitStatus(Terminal.usage(problems, of: name)) }
    return ExitStatus(Terminal.deliver(Array(shell.script.utf8)) ? .pass : .incomplete)
  }
}
