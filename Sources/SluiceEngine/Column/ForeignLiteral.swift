/// Names the exporter whose own spelling of lists and structs stands where JSON is due.
///
/// How it works: the marks that only some exporters set (single quotes, `None`, `=`, blanks instead of commas) are
/// looked for outside of quotes, in the beginning of the cell. It is asked only about cells that are not JSON, so
/// `[1, 2]`, which all of them write alike, never gets here.
struct ForeignLiteral {
  /// Bytes that are looked at: what comes later seldom tells more.
  private static let examined = 512

  private var hasComma = false
  private var hasSpacedComma = false
  private var hasEquals = false
  private var hasArrow = false
  private var hasColon = false
  private var hasParenthesis = false
  private var hasSingleQuotes = false
  /// Two values with only blanks between them, digits ending in a bare point, or an ellipsis.
  private var hasBlankSeparator = false
  private var hasPythonWord = false
  private var hasNULL = false
  private var hasBareWord = false

  /// The exporter that writes such a cell; nil where nothing tells.
  static func exporter(_ bytes: Bytes, _ start: Int, _ length: Int) -> JSONFault? {
    let text = Array(bytes.copy(start, min(length, examined)).drop { JSONScanner.isSpace($0) })
    guard let first = text.first, [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "(")].contains(first) else {
      return nil
    }
    return ForeignLiteral(text).judge(first)
  }

  private init(_ text: [UInt8]) {
    var index = 0
    /// Whether the last thing that was no blank ended a value.
    var endsValue = false
    var sawBlank = false
    while index < text.count {
      let byte = text[index]
      let next = index + 1 < text.count ? text[index + 1] : 0
      let startsValue = Self.isWord(byte) || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
      if endsValue && sawBlank && (startsValue || byte == UInt8(ascii: "[")) { hasBlankSeparator = true }
      if !JSONScanner.isSpace(byte) { sawBlank = false }
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        if byte == UInt8(ascii: "'") { hasSingleQuotes = true }
        index = Self.closing(byte, text, index + 1)
        endsValue = true
      case UInt8(ascii: ","):
        hasComma = true
        hasSpacedComma = hasSpacedComma || next == 0x20 || next == UInt8(ascii: ")")
        endsValue = false
      case UInt8(ascii: ":"):
        hasColon = true
        endsValue = false
      case UInt8(ascii: "="):
        hasEquals = true
        endsValue = false
      case UInt8(ascii: "-") where next == UInt8(ascii: ">"):
        hasArrow = true
        endsValue = false
        index += 1
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        hasParenthesis = hasParenthesis || byte == UInt8(ascii: "(")
        endsValue = false
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): endsValue = true
      case _ where JSONScanner.isSpace(byte): sawBlank = true
      case _ where Self.isWord(byte):
        var end = index
        while end < text.count && Self.isWord(text[end]) { end += 1 }
        judge(word: text[index..<end])
        index = end - 1
        endsValue = true
      default: break
      }
      index += 1
    }
  }

  private mutating func judge(word: ArraySlice<UInt8>) {
    let text = String(decoding: word, as: UTF8.self)
    switch text {
    case "None", "True", "False", "nan", "inf", "-inf", "datetime.date", "datetime.datetime", "Decimal", "Timestamp",
      "Timedelta", "UUID", "array":
      hasPythonWord = true
    case "NULL": hasNULL = true
    case "true", "false", "null": break
    case "...": hasBlankSeparator = true
    default:
      let isNumber = word.first.map { Digits.isDigit($0) || $0 == UInt8(ascii: "-") } ?? false
      if !isNumber { hasBareWord = true }
      // NumPy writes 1. for the double 1.
      if isNumber && word.last == UInt8(ascii: ".") && !hasComma { hasBlankSeparator = true }
    }
  }

  private func judge(_ first: UInt8) -> JSONFault? {
    if first == UInt8(ascii: "(") { return hasSpacedComma || hasPythonWord || !hasComma ? .python : .postgres }
    if hasArrow { return .spark }
    if first == UInt8(ascii: "[") {
      if !hasComma && !hasColon && hasBlankSeparator && !hasBareWord { return .numpy }
      if hasPythonWord || hasParenthesis { return .python }
      if hasEquals { return .duckDB }
      if hasComma && !hasSpacedComma && (hasSingleQuotes || hasNULL) { return .clickHouse }
      if hasNULL || (hasBareWord && !hasColon) { return .duckDB }
      return hasSingleQuotes ? (hasSpacedComma && !hasColon ? .python : .singleQuotes) : nil
    }
    if hasEquals && !hasColon { return .duckDB }
    if !hasColon { return hasSpacedComma ? .spark : .postgres }
    if hasPythonWord || hasParenthesis { return .python }
    guard hasSingleQuotes else { return nil }
    if hasComma && !hasSpacedComma { return .clickHouse }
    return hasNULL || hasBareWord ? .duckDB : .singleQuotes
  }

  /// Index of the quote that ends a text, escapes passed over; the last index where there is none.
  private static func closing(_ quote: UInt8, _ text: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < text.count && text[index] != quote {
      index += text[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index, text.count - 1)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
    default: [UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-")].contains(byte)
    }
  }
}
