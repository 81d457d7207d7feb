/// One option of the command line as data: parsing, `--help` and the documentation are all driven by it.
struct Flag: Sendable {
  /// Without the dashes.
  var long: String
  var short: Character?
  /// What stands for the value in help; nil for a switch.
  var valueName: String?
  /// The only values that are taken; empty where any is.
  var choices: [String] = []
  var summary: String
  /// What holds where the flag is not given, as help says it.
  var standard: String?
  var isRepeatable = false

  var takesValue: Bool { valueName != nil }

  /// `--format FORMAT`
  var synopsis: String {
    "--" + long + (valueName.map { " " + $0 } ?? "")
  }
}
