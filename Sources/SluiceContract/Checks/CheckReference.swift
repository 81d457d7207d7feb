/// Writes `docs/checks.md` and the text of `sluice explain ID` from the declarations.
package enum CheckReference {
  package static func markdown() -> String {
    var text = """
      # Checks

      Generated from the declarations in `Sources/SluiceContract/Checks/`; a test compares. The
      examples are run by a test, too.

      | check | asks |
      |---|---|

      """
    for check in CheckDeclaration.all {
      text += "| [\(check.id)](#\(check.id.lowercased())) | \(check.summary) |\n"
    }
    for check in CheckDeclaration.all { text += "\n" + section(check) }
    return text
  }

  /// One check for a terminal; nil where there is no such check.
  package static func explain(_ id: String) -> String? {
    guard let check = CheckDeclaration.named(id) else { return nil }
    var text = "\(check.id): \(check.summary)\n\nwhy: \(check.why)\n\nparameters:\n"
    for parameter in check.parameters {
      let value = parameter.defaultValue.map { ", default \($0)" } ?? ""
      text += "  \(parameter.name) (\(parameter.type)\(value)): \(parameter.meaning)\n"
    }
    for example in check.examples {
      text += "\n\(example.failing == 0 ? "passes" : "does not pass"):\n\n\(indented(example.contract))\n\n"
      if let earlier = example.earlier { text += "\(indented(earlier))\n\nand then:\n\n" }
      text += "\(indented(example.csv))\n"
    }
    return text
  }

  private static func section(_ check: CheckDeclaration) -> String {
    var text = "## \(check.id)\n\n\(check.summary) \(check.why)\n\n"
    text += "Counts: \(check.words).\n\n"
    text += "| parameter | type | default | meaning | a larger value |\n|---|---|---|---|---|\n"
    for parameter in check.parameters {
      let cells = [
        parameter.name, parameter.type, parameter.defaultValue ?? "", parameter.meaning,
        parameter.direction.rawValue,
      ]
      text += "| " + cells.map(escaped).joined(separator: " | ") + " |\n"
    }
    for example in check.examples {
      text += "\n\(example.failing == 0 ? "Passes:" : "Does not pass (\(example.failing)):")\n\n"
      text += "```yaml\n\(example.contract)```\n\n"
      if let earlier = example.earlier { text += "```csv\n\(earlier)```\n\nand then:\n\n" }
      text += "```csv\n\(example.csv)```\n"
    }
    return text
  }

  private static func escaped(_ cell: String) -> String {
    cell.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: true).map { "  \($0)" }.joined(separator: "\n")
  }
}
