/// Writes XML 1.0 as bytes: elements, attributes and text, all of it well-formed whatever it is given.
///
/// Characters that XML has no place for, not even as references, become U+FFFD.
struct XMLWriter {
  private(set) var bytes: [UInt8] = Array(#"<?xml version="1.0" encoding="UTF-8"?>"#.utf8) + [0x0A]
  private var depth = 0

  /// An attribute; one without a value is left out.
  typealias Attribute = (name: String, value: String?)

  /// An element that holds nothing or text.
  mutating func element(_ name: String, _ attributes: [Attribute], text: String? = nil) {
    open(name, attributes)
    guard let text else { return append("/>\n") }
    append(">")
    escape(text, inAttribute: false)
    append("</\(name)>\n")
  }

  /// An element that holds others.
  mutating func element(_ name: String, _ attributes: [Attribute], content: (inout XMLWriter) -> Void) {
    open(name, attributes)
    append(">\n")
    depth += 1
    content(&self)
    depth -= 1
    indent()
    append("</\(name)>\n")
  }

  private mutating func open(_ name: String, _ attributes: [Attribute]) {
    indent()
    append("<" + name)
    for case (let name, let value?) in attributes {
      append(" \(name)=\"")
      escape(value, inAttribute: true)
      append("\"")
    }
  }

  private mutating func indent() {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// In an attribute a reader would take line ends and tabs for spaces, so they are references there.
  private mutating func escape(_ text: String, inAttribute: Bool) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": append("&amp;")
      case "<": append("&lt;")
      case ">": append("&gt;")
      case "\"" where inAttribute: append("&quot;")
      case "\n" where inAttribute: append("&#10;")
      case "\t" where inAttribute: append("&#9;")
      case "\r": append("&#13;")
      default: bytes.append(contentsOf: UTF8.encode(Self.isLegal(scalar) ? scalar : "\u{FFFD}") ?? .init())
      }
    }
  }

  /// Source: XML 1.0, production 2, `Char`; the C1 controls that it merely discourages are left out too.
  private static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20..<0x7F, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
