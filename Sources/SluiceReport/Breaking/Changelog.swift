internal import SluiceContract

/// The report of `diff`: everything that has changed, in sections, as text or Markdown.
package enum Changelog {
  package enum Form: Sendable {
    case text(isColored: Bool)
    case markdown
  }

  package static func render(_ outcome: BreakingOutcome, as form: Form) -> [UInt8] {
    var blocks = outcome.comparisons.map { block($0, form) }
    if let error = outcome.head.error { blocks.append("error: " + ShownText.sentence(error.message) + "\n") }
    return Array(blocks.joined(separator: "\n").utf8)
  }

  /// From what somebody must act on to what anybody may skip.
  private static let sections: [(title: String, holds: @Sendable (ContractEvolution.Finding) -> Bool)] = [
    ("Breaks consumers and producers", { $0.change.breaks.count == 2 }),
    ("Breaks consumers", { $0.change.breaks == [.consumer] }),
    ("Breaks producers", { $0.change.breaks == [.producer] }),
    ("To be judged", { $0.change.breaks.isEmpty && $0.change.exemption == nil && $0.change.direction != .none }),
    (
      "Other changes",
      { ($0.change.exemption != nil || $0.change.direction == .none) && $0.change.rule.level != .patch }
    ),
    ("Words", { ($0.change.exemption == nil && $0.change.direction == .none) && $0.change.rule.level == .patch }),
  ]

  private static func block(_ comparison: ComparedContracts, _ form: Form) -> String {
    let title = "\(comparison.name) \(comparison.versions)"
    let changes = comparison.evolution.findings.filter(\.isChange)
    var text = heading(title, level: 2, form)
    if changes.isEmpty { return text + "\nnothing has changed\n" }
    var left = changes
    for section in sections {
      let mine = left.filter(section.holds)
      left.removeAll(where: section.holds)
      if mine.isEmpty { continue }
      text += "\n" + heading(section.title, level: 3, form)
      if case .markdown = form { text += "\n" }
      for finding in mine { text += item(finding, form) }
    }
    return text
  }

  private static func heading(_ title: String, level: Int, _ form: Form) -> String {
    switch form {
    case .markdown: String(repeating: "#", count: level) + " " + Markdown.escaped(title) + "\n"
    case .text(let isColored): (isColored ? Style.ansi : .plain).strong(title) + "\n"
    }
  }

  private static func item(_ finding: ContractEvolution.Finding, _ form: Form) -> String {
    let change = finding.change
    let exemption =
      change.exemption.map { $0 == .draft ? " (the old version is a draft)" : " (it was deprecated)" } ?? ""
    let message = ShownText.sentence(change.message) + exemption
    return switch form {
    case .markdown: "- \(Markdown.escaped(message)) (`\(change.rule.id)`)\n"
    case .text: "  - \(message) [\(change.rule.id)]\n"
    }
  }
}

/// Text for a Markdown document.
enum Markdown {
  /// Nothing in it is taken for markup but code between backticks, which the messages have.
  static func escaped(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    // A backtick that is somebody's own would turn the rest around.
    guard parts.count % 2 == 1 else { return escapedProse(text) }
    return parts.enumerated().map { $0.offset % 2 == 0 ? escapedProse(String($0.element)) : "`\($0.element)`" }.joined()
  }

  private static func escapedProse(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if "\\`*_[]<>|~#!&".unicodeScalars.contains(scalar) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }
}
