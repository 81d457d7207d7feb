/// One command of `sluice`: its words and flags as data, and what it does.
protocol Command: Sendable {
  static var name: String { get }
  /// One line, for the overview.
  static var summary: String { get }
  /// What follows the name: `CONTRACT BATCH...`
  static var synopsis: String { get }
  /// A few sentences, for the command's own help.
  static var about: String { get }
  static var operands: Operands { get }
  static var flags: [Flag] { get }
  static var examples: [String] { get }

  static func run(_ typed: TypedArguments, _ session: Session) -> ExitStatus
}

/// What the words after the name of a command can be, as far as a shell can offer them.
enum Operands: Sendable {
  case files
  case words([String])
  case free
}

extension Command {
  static var operands: Operands { .files }
}
