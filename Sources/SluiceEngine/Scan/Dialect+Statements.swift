internal import SluiceContract

/// A dialect in the words of those who have to state it: `sluiceCsv` in a contract, or flags.
extension Dialect {
  /// One thing to say.
  package struct Statement: Sendable, Equatable {
    package enum Value: Sendable, Equatable {
      case text(String)
      case boolean(Bool)
      case number(Int)
      case list([String])
    }

    /// The key in `sluiceCsv`.
    package var key: String
    package var value: Value
    /// As typed on a command line.
    package var flag: String

    /// `{delimiter: ";", header: false}`
    package static func mapping(_ statements: [Statement]) -> String {
      "{" + statements.map { "\($0.key): \($0.value.yaml)" }.joined(separator: ", ") + "}"
    }
  }

  /// What must be said to get this dialect where `base` would hold; empty where nothing must.
  func statements(over base: Dialect) -> [Statement] {
    var all: [Statement] = []
    func add(_ key: String, _ flag: String, _ byte: UInt8?, _ standard: UInt8?) {
      if byte == standard { return }
      let text = byte.map { String(UnicodeScalar($0)) } ?? CSVSettings.none
      all.append(Statement(key: key, value: .text(text), flag: "--\(flag) \(Self.shell(text))"))
    }
    func add(_ key: String, _ flag: String, _ tokens: [[UInt8]], _ standard: [[UInt8]]) {
      if tokens == standard { return }
      let texts = tokens.map { String(decoding: $0, as: UTF8.self) }
      let flags = texts.map { "--\(flag) \(Self.shell($0))" }.joined(separator: " ")
      all.append(Statement(key: key, value: .list(texts), flag: flags))
    }
    if let encoding, encoding != base.encoding {
      let name = encoding.name
      all.append(Statement(key: "encoding", value: .text(name), flag: "--encoding \(name)"))
    }
    add("delimiter", "delimiter", delimiter, base.delimiter)
    add("quote", "quote", quote, base.quote)
    // Where nothing is escaped quotes are doubled, which is written as the quote.
    add("escape", "escape", escape ?? UInt8(ascii: "\""), base.escape ?? UInt8(ascii: "\""))
    add("decimal", "decimal", decimal, base.decimal)
    add("comment", "comment", comment, base.comment)
    if skippedLines != base.skippedLines {
      all.append(Statement(key: "skipRows", value: .number(skippedLines), flag: "--skip-rows \(skippedLines)"))
    }
    if hasHeader != base.hasHeader {
      all.append(
        Statement(key: "header", value: .boolean(hasHeader), flag: hasHeader ? "--header" : "--no-header"))
    }
    if trims && !base.trims { all.append(Statement(key: "trim", value: .boolean(true), flag: "--trim")) }
    add("nullTokens", "null", nullTokens, base.nullTokens)
    add("trueTokens", "true", trueTokens, base.trueTokens)
    add("falseTokens", "false", falseTokens, base.falseTokens)
    return all
  }

  /// What decides where fields and records are; the rest only says what they mean.
  static let structuralKeys = ["encoding", "delimiter", "quote", "escape", "comment", "skipRows", "header"]

  private static func shell(_ text: String) -> String {
    if text == "\t" { return "'\\t'" }
    let isPlain =
      !text.isEmpty && text.utf8.allSatisfy { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") || isWord($0) }
    return isPlain ? text : text == "'" ? "\"'\"" : "'\(text)'"
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
}

extension Dialect.Statement.Value {
  fileprivate var yaml: String {
    switch self {
    case .text(let text): Self.quoted(text)
    case .boolean(let value): value ? "true" : "false"
    case .number(let number): "\(number)"
    case .list(let texts): "[" + texts.map(Self.quoted).joined(separator: ", ") + "]"
    }
  }

  /// As YAML takes it between double quotes; a plain word needs none.
  private static func quoted(_ text: String) -> String {
    let isWord = !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    if isWord && !["true", "false", "null", "t", "f", "y", "n", "yes", "no", "on", "off"].contains(text) {
      return text
    }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\t": escaped += "\\t"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return "\"\(escaped)\""
  }
}
