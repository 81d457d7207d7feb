internal import SluiceContract

/// Flags of `breaking` and `diff` alone.
extension Flag {
  static let against = Flag(
    long: "against", valueName: "OLD", summary: "the old version: a file, a directory or a revision of git")
  static let perspective = Flag(
    long: "perspective", valueName: "WHO", choices: ["consumer", "producer", "full"],
    summary: "whose breaks count", standard: "as the old version says, else full")
  static let markdown = Flag(long: "markdown", summary: "write Markdown, for a changelog or a pull request")
}
