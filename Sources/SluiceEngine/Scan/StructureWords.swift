/// The words of structural faults whose message needs nothing but the fault itself.
enum StructureWords {
  /// How a dialect writes quotes inside quotes, and what stands in the file instead.
  enum Escaping {
    case doubled, escaped, doubledButFoundEscaped

    var question: String {
      switch self {
      case .doubled: "is a quote inside the value not doubled?"
      case .escaped: "is a quote inside the value not escaped, or doubled?"
      case .doubledButFoundEscaped:
        #"a backslash stands before the quote; if it escapes it, say escape: "\", or --dialect spark"#
      }
    }
  }

  static func message(_ kind: StructureKind, limit: Int, escaping: Escaping = .doubled) -> String {
    switch kind {
    case .unterminatedQuote:
      "a quote opens here and no quote closes it; the record is taken to end with this line"
    case .textAfterQuote:
      "text after a closing quote, expected a delimiter or the line's end; \(escaping.question)"
    case .bareQuote:
      "a quote inside an unquoted field; it is read as data"
    case .loneCarriageReturn:
      "a carriage return without a line feed in an unquoted field; pandas writes such values bare"
    case .fieldTooLong:
      "a field of more than \(limit) bytes; is a closing quote missing?"
    case .recordTooLong:
      "a record of more than \(limit) bytes before its last field; is a line end missing?"
    case .nulByte:
      "a NUL byte; is this a text file?"
    default: kind.rawValue
    }
  }

  static func fieldCount(found: Int, expected: Int, isByPosition: Bool = false) -> String {
    let hint = found > expected ? "; is a delimiter inside a value not quoted?" : ""
    return
      "\(found) \(found == 1 ? "field" : "fields"), the \(isByPosition ? "first record" : "header") has \(expected)\(hint)"
  }

  static func tooManyColumns(_ found: Int, limit: Int) -> String {
    "\(found) columns, at most \(limit) can be read; is the delimiter another one, or a line end missing?"
  }

  static func emptyFile(_ dialect: Dialect) -> String {
    if dialect.skippedLines == 0 { return "the file is empty, a header is due" }
    return "no line is left behind the \(dialect.skippedLines) that skipRows drops, a header is due"
  }

  static func blankLine(expected: Int) -> String { "a blank line, expected \(expected) fields" }

  static func invalidUTF8(_ bytes: [UInt8]) -> String {
    bytes.count == 1 ? "byte \(hex(bytes)) is not UTF-8" : "bytes \(hex(bytes)) are not UTF-8"
  }

  static func undecodable(_ bytes: [UInt8], _ encoding: TextEncoding) -> String {
    "\(bytes.count == 1 ? "byte" : "bytes") \(hex(bytes)) \(bytes.count == 1 ? "is" : "are") no \(encoding.name)"
  }

  static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let hex = bytes.map { byte in
      String(decoding: [digits[Int(byte >> 4)], digits[Int(byte & 15)]], as: UTF8.self)
    }
    return hex.joined(separator: " ")
  }
}
