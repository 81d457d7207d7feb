internal import SluiceReport

/// The texts of `--help`, made of the same data that parsing uses.
enum HelpText {
  static func overview(style: Style) -> String {
    let commands = Sluice.commands.map { ($0.name + " " + $0.synopsis, $0.summary) }
    let codes: [[ExitCode]] = [
      [.pass, .dataBreaksContract, .usage], [.contractIsWrong, .inputUnreadable, .incomplete],
    ]
    let lines = codes.map { line in
      "    " + line.map { "\($0.rawValue) \($0.summary)" }.joined(separator: " · ")
    }
    return """
      sluice holds a batch of data against its contract, and stops the pipeline when the batch breaks it.

      \(style.strong("Commands"))
      \(columns(commands))
      \(style.strong("Example"))
          sluice validate orders.odcs.yaml orders.csv && load orders.csv

      \(style.strong("Exit codes"))
      \(lines.joined(separator: "\n"))

      sluice COMMAND --help says more; sluice explain ID explains any check, finding, error or exit code.

      """
  }

  static func of(_ command: any Command.Type, style: Style) -> String {
    let flags = (command.flags + [.help]).map { flag in
      let short = flag.short.map { "-\($0), " } ?? "    "
      return (short + flag.synopsis, describe(flag))
    }
    return """
      sluice \(command.name) \(command.synopsis)

      \(command.about)

      \(style.strong("Flags"))
      \(columns(flags))
      \(style.strong("Examples"))
      \(command.examples.map { "    " + $0 + "\n" }.joined())
      """
  }

  private static func describe(_ flag: Flag) -> String {
    var text = flag.summary
    if !flag.choices.isEmpty { text += ": " + flag.choices.joined(separator: ", ") }
    if flag.isRepeatable { text += " (repeatable)" }
    if let standard = flag.standard { text += " [\(standard)]" }
    return text
  }

  private static func columns(_ rows: [(String, String)]) -> String {
    let width = rows.lazy.map(\.0.utf8.count).max() ?? 0
    return rows.map { row in
      "    " + row.0 + String(repeating: " ", count: width - row.0.utf8.count + 2) + row.1 + "\n"
    }.joined()
  }
}
