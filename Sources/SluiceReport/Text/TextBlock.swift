/// One finding of a text report: a headline in aligned columns and indented lines that belong to it.
struct TextBlock {
  enum Label: String {
    case pass = "pass"
    case warn = "WARN"
    case fail = "FAIL"
    case error = "ERROR"
    case notRun = "notRun"
  }

  var label: Label
  /// What it is about: a column, an object or a file; safe to print.
  var subject: String
  /// Check or kind of structural finding.
  var kind: String
  var headline: String
  /// Places and values.
  var evidence: [String] = []
  /// Where the rule is written, figures, the way out.
  var remarks: [String] = []
  /// Rows that it concerns, by which failures are ordered; all of them where rows are not what it counts.
  var weight = Int.max

  /// All that it says, line by line.
  var lines: [String] { [headline] + evidence + remarks }
}

extension TextBlock {
  /// Blocks under each other, subjects and kinds aligned; wider ones than `longest` push their own line only.
  static func render(_ blocks: [TextBlock], _ style: Style) -> String {
    let subjectWidth = width(of: blocks.map(\.subject), longest: 32)
    let kindWidth = width(of: blocks.map(\.kind), longest: 20)
    var text = ""
    for block in blocks {
      let label = block.label.rawValue
      text += style.paint(block.label) + padding(label, to: 6)
      text += block.subject + padding(block.subject, to: subjectWidth + 2)
      text += style.strong(block.kind) + padding(block.kind, to: kindWidth + 2)
      text += block.headline + "\n"
      for line in block.evidence { text += "        " + line + "\n" }
      for line in block.remarks { text += "        " + style.faint(line) + "\n" }
    }
    return text
  }

  private static func width(of texts: [String], longest: Int) -> Int {
    texts.lazy.map(\.unicodeScalars.count).filter { $0 <= longest }.max() ?? 0
  }

  /// Spaces up to a width, two at least where the text is already as wide.
  static func padding(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(2, width - text.unicodeScalars.count))
  }
}

extension Style {
  fileprivate func paint(_ label: TextBlock.Label) -> String {
    switch label {
    case .pass: good(label.rawValue)
    case .warn: doubtful(label.rawValue)
    case .fail, .error: bad(label.rawValue)
    case .notRun: faint(label.rawValue)
    }
  }
}
