internal import SluiceContract
internal import SluiceEngine

/// Foreign text made safe to print: nothing that the data holds can move the cursor, hide or reorder a line.
///
/// Plain text is shown as it is. What holds a control, bidirectional, invisible or ill-formed character, is empty,
/// or could be taken for something else is shown in quotes with escapes. Long text is cut, and its length told.
package enum ShownText {
  /// Unicode scalars of a value that are shown before it is cut.
  static let longest = 60

  /// A cell; nil is a null. `whole`: bytes of the cell, where `bytes` is only its beginning.
  static func value(_ bytes: [UInt8]?, of whole: Int? = nil) -> String {
    guard let bytes else { return "null" }
    return shown(bytes, longest: longest, of: whole)
  }

  static let masked = MaskedValue.text

  /// A name from a contract, a header or the command line.
  package static func name(_ text: String) -> String {
    shown(PathText.bytes(of: text), longest: longest)
  }

  /// A name or path that is never cut: half a path is of no use.
  package static func whole(_ text: String) -> String {
    shown(PathText.bytes(of: text), longest: .max)
  }

  /// A sentence that may quote foreign text: escaped like a value, but never put into quotes or cut.
  package static func sentence(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars { append(scalar, to: &shown, inQuotes: false) }
    return shown
  }

  /// Several lines of ours that quote foreign text, coloured or not: only what we never write ourselves is escaped.
  static func lines(_ text: String, isColored: Bool) -> String {
    let isOurs = { (scalar: Unicode.Scalar) in
      scalar == "\n" || scalar == "\t" || (isColored && scalar == "\u{1B}")
    }
    guard text.unicodeScalars.contains(where: { $0.isObeyed && !isOurs($0) }) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if isOurs(scalar) {
        shown.unicodeScalars.append(scalar)
      } else {
        append(scalar, to: &shown, inQuotes: false)
      }
    }
    return shown
  }

  private static func shown(_ bytes: [UInt8], longest: Int, of whole: Int? = nil) -> String {
    var text = ""
    var count = 0
    var needsQuotes = bytes.isEmpty || bytes.first == 0x20 || bytes.last == 0x20
    forEachUnit(of: bytes) { unit in
      count += 1
      guard count <= longest else { return }
      switch unit {
      case .scalar(let scalar):
        needsQuotes = needsQuotes || isHidden(scalar) || scalar == "\""
        append(scalar, to: &text, inQuotes: true)
      case .illFormed(let byte):
        needsQuotes = true
        text += "\\x" + Hex.text([byte])
      }
    }
    let cut = count > longest ? "…" : ""
    let size = whole.map { "\(Quantity.count($0)) bytes" } ?? "\(Quantity.count(count)) characters"
    let length = count > longest ? " (\(size))" : ""
    if !needsQuotes && text != "null" {
      // Without quotes around it a backslash stands for itself.
      return plain(bytes, longest: longest) + cut + length
    }
    return "\"" + text + cut + "\"" + length
  }

  private static func plain(_ bytes: [UInt8], longest: Int) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: String(decoding: bytes, as: UTF8.self).unicodeScalars.prefix(longest))
    return String(text)
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String, inQuotes: Bool) {
    switch scalar {
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    case "\\" where inQuotes: text += "\\\\"
    case "\"" where inQuotes: text += "\\\""
    case _ where PathText.byte(of: scalar) != nil && !inQuotes:
      text += "\\x" + Hex.text(PathText.bytes(of: String(scalar)))
    case _ where isHidden(scalar): text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    default: text.unicodeScalars.append(scalar)
    }
  }

  /// Whether a reader could not see it, or not see what it does.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value >= 0x20 && scalar.value < 0x7F { return false }
    if scalar.isObeyed { return true }
    return switch scalar.properties.generalCategory {
    case .spaceSeparator, .surrogate, .privateUse, .unassigned: true
    default: false
    }
  }

  private enum Unit {
    case scalar(Unicode.Scalar)
    case illFormed(UInt8)
  }

  /// Walks over scalars and, one by one, over the bytes that belong to none.
  private static func forEachUnit(of bytes: [UInt8], _ body: (Unit) -> Void) {
    var decoder = Unicode.UTF8.ForwardParser()
    var rest = bytes[...].makeIterator()
    var position = 0
    while true {
      switch decoder.parseScalar(from: &rest) {
      case .valid(let encoded):
        position += encoded.count
        body(.scalar(Unicode.UTF8.decode(encoded)))
      case .error(let length):
        for byte in bytes[position..<position + length] { body(.illFormed(byte)) }
        position += length
      case .emptyInput: return
      }
    }
  }
}
