internal import SluiceEngine

/// The report of `inspect` for people: how the batch is written, its columns, what is broken.
package enum InspectText {
  package static func render(_ outcome: InspectOutcome, style: Style = .plain) -> [UInt8] {
    guard let inspection = outcome.inspection else {
      let why = outcome.head.error?.message ?? "the run ended early"
      return Array("\(style.bad("ERROR")) · nothing inspected: \(ShownText.sentence(why))\n".utf8)
    }
    var text = header(inspection, style) + "\n"
    // Without columns nothing was read that a delimiter could be told from.
    if !inspection.columns.isEmpty { text += dialect(inspection.dialect) + "\n" }
    if let guess = inspection.dialect.encoding { text += encoding(guess, style) + "\n" }
    if !inspection.columns.isEmpty { text += "\n" + table(inspection, style) }
    let structure = StructureBlocks(inspection.structure, files: inspection.files)
    let blocks = structure.warnings + structure.faults.sorted { $0.weight > $1.weight }
    if !blocks.isEmpty { text += "\n" + TextBlock.render(blocks, style) }
    return Array((text + "\n" + verdict(outcome, style) + "\n").utf8)
  }

  private static func header(_ inspection: Inspection, _ style: Style) -> String {
    let size = TextReport.size(
      files: inspection.files.count, rows: inspection.rows, inspection.timing)
    guard inspection.files.count == 1, let file = inspection.files.first else { return size }
    return style.strong(ShownText.whole(file.path)) + " · " + size
  }

  /// `delimiter ","  header yes  line ending LF  written by pandas (1.0 among integers)`
  private static func dialect(_ dialect: Inspection.DetectedDialect) -> String {
    let delimiter = dialect.delimiter == "\t" ? "\\t" : ShownText.sentence(String(dialect.delimiter))
    var line = "delimiter \"\(delimiter)\"  header \(dialect.hasHeader ? "yes" : "no")"
    line += "  line ending \(dialect.lineEnding)"
    if let exporter = dialect.exporter { line += "  looks like \(ShownText.name(exporter))" }
    if !dialect.evidence.isEmpty {
      line += " (" + dialect.evidence.map(ShownText.sentence).joined(separator: "; ") + ")"
    }
    if dialect.statements.isEmpty { return line }
    let flags = dialect.statements.map(\.flag).joined(separator: " ")
    let mapping = Dialect.Statement.mapping(dialect.statements)
    return line + "\nstate it as sluiceCsv: \(ShownText.sentence(mapping))  or  \(ShownText.sentence(flags))"
  }

  /// `not UTF-8, looks like ISO-8859-1: …; nothing was converted`
  private static func encoding(_ guess: EncodingGuess, _ style: Style) -> String {
    let looks = guess.name.map { "not UTF-8, looks like " + style.strong($0) } ?? "not UTF-8"
    let lines = [looks + "; nothing was converted"] + guess.evidence.map { "  " + ShownText.sentence($0) }
    let way =
      guess.name.map { "if it is: state it as sluiceCsv: {encoding: \($0)}  or  --encoding \($0)" }
      ?? "state what it is with --encoding, such as windows-1251, GB18030, Shift_JIS, or export UTF-8"
    return (lines + [way]).joined(separator: "\n")
  }

  /// Numbers are aligned right, words left; nulls stand with their share of the rows.
  private static func table(_ inspection: Inspection, _ style: Style) -> String {
    let head = ["column", "type", "nulls", "of rows", "min", "max"]
    let rows = inspection.columns.map { column in
      [
        ShownText.name(column.name), type(column), Quantity.count(column.nulls),
        Quantity.percent(column.nulls, of: column.rows), value(column.minimum, in: column),
        value(column.maximum, in: column),
      ]
    }
    let widths = head.indices.map { index in
      ([head] + rows).lazy.map { $0[index].unicodeScalars.count }.max() ?? 0
    }
    let lines = ([head] + rows).map { cells in
      let padded = cells.indices.map { index in
        let gap = String(repeating: " ", count: widths[index] - cells[index].unicodeScalars.count)
        return index == 2 || index == 3 ? gap + cells[index] : cells[index] + gap
      }
      var line = padded.joined(separator: "  ")[...]
      while line.last == " " { line.removeLast() }
      return String(line)
    }
    return style.strong(lines[0]) + "\n" + lines.dropFirst().map { $0 + "\n" }.joined()
  }

  private static func type(_ column: ColumnSummary) -> String {
    guard column.invalid > 0 else { return column.type }
    return column.type + " (\(Quantity.count(column.invalid)) not)"
  }

  private static func value(_ value: ColumnSummary.Value?, in column: ColumnSummary) -> String {
    if column.isMasked { return ShownText.masked }
    return switch value {
    case nil: ""
    case .integer(let integer) where column.type == "array": Quantity.count(Int(integer), "item")
    case .integer(let integer) where column.type == "object": Quantity.count(Int(integer), "member")
    case .integer(let integer): String(integer)
    case .number(let number): number.description
    case .text(let text): ShownText.name(text)
    }
  }

  static func verdict(_ outcome: InspectOutcome, _ style: Style) -> String {
    let structure = outcome.inspection?.structure ?? []
    let faults = structure.count { $0.severity == .error }
    let counts =
      "\(Quantity.count(outcome.inspection?.columns.count ?? 0, "column"))"
      + " · structure: \(Quantity.count(faults)) fail, \(Quantity.count(structure.count - faults)) warn"
    return switch outcome.verdict {
    case .pass: style.good("PASS") + " · " + counts
    case .warn: style.doubtful("WARN") + " · " + counts
    case .fail: style.bad("FAIL") + " · " + counts
    case .error: style.bad("ERROR") + " · " + counts
    }
  }
}
