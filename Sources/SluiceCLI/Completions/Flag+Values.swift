internal import SluiceReport

extension Flag {
  /// What a shell can offer for the value of a flag.
  enum Values {
    case words([String])
    case files
    /// `FORMAT=FILE`
    case report
    /// Anything: a number, a name of the contract, a command.
    case free
  }

  /// nil for a switch.
  var values: Values? {
    guard let valueName else { return nil }
    if !choices.isEmpty { return .words(choices) }
    return switch valueName {
    case "FILE", "DIR": .files
    case "FORMAT=FILE": .report
    default: .free
    }
  }

  /// `--format` and, where there is one, `-f`.
  var spellings: [String] { ["--" + long] + (short.map { ["-\($0)"] } ?? []) }

  /// `json=` and its like: how the value of a report begins.
  static let reportPrefixes = ReportFormat.names.map { $0 + "=" }

  /// The flags of all commands, each once; a flag means the same in every command.
  static var ofAllCommands: [Flag] {
    var seen: Set<String> = []
    return (Sluice.commands.flatMap { $0.flags } + [.help]).filter { seen.insert($0.long).inserted }
  }
}
