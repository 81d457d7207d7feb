// `sluiceCsv`: how the batch's CSV is written.

extension SettingsReader {
  static let dialects = ["pyarrow", "pandas", "duckdb", "polars", "spark", "clickhouse", "postgres", "excel"]

  private static let csvKeys = [
    "dialect", "delimiter", "quote", "escape", "header", "encoding", "nullTokens", "trueTokens",
    "falseTokens",
    "decimal", "skipRows", "comment", "trim",
  ]

  func csv(_ setting: Setting) -> CSVSettings? {
    guard let entries = entries(setting, Self.csvKeys) else { return nil }
    var csv = CSVSettings()
    for entry in entries {
      switch entry.name {
      case "dialect": csv.dialect = known(entry, Self.dialects)
      case "delimiter": csv.delimiter = character(entry)
      case "quote": csv.quote = isNone(entry) ? CSVSettings.none : character(entry)
      case "escape": csv.escape = known(entry, ["\"", "\\"])
      case "header": csv.header = boolean(entry)
      case "encoding": csv.encoding = encoding(entry)
      case "nullTokens": csv.nullTokens = texts(entry)
      case "trueTokens": csv.trueTokens = texts(entry)
      case "falseTokens": csv.falseTokens = texts(entry)
      case "decimal": csv.decimal = known(entry, [".", ","])
      case "skipRows": csv.skipRows = count(entry)
      case "comment": csv.comment = isNone(entry) ? CSVSettings.none : character(entry)
      default: csv.trim = boolean(entry)
      }
    }
    csv.mark = setting.node.mark
    if let contradiction = csv.contradiction {
      report(setting, "contradicts itself: \(contradiction)", help: "change one of the two")
    }
    return csv
  }

  private func isNone(_ setting: Setting) -> Bool { setting.node.text == CSVSettings.none }

  /// One ASCII character that cannot be part of a line end.
  private func character(_ setting: Setting) -> String? {
    guard let text = setting.node.text, text.utf8.count == 1, let byte = text.utf8.first,
      byte >= 0x20 && byte < 0x7F || byte == 0x09 || (0x01...0x08).contains(byte)
        || (0x1C...0x1F).contains(byte)
    else {
      report(
        setting, "takes one ASCII character, found \(setting.node.kindWords)",
        help: "write it in double quotes, a tab as \"\\t\"")
      return nil
    }
    return text
  }

  /// A name as iconv has them; whether the system knows it is only known where the batch is read.
  private func encoding(_ setting: Setting) -> String? {
    guard let name = text(setting) else { return nil }
    let isName =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        "-_.:".utf8.contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      }
    if !isName {
      report(setting, "takes the name of an encoding, found \(setting.node.kindWords)", help: "such as UTF-16LE")
    }
    return isName ? name : nil
  }

  private func count(_ setting: Setting) -> Int? {
    guard let value = setting.node.integer, value >= 0 else {
      report(setting, "takes a number of rows, found \(setting.node.kindWords)")
      return nil
    }
    return value
  }
}
