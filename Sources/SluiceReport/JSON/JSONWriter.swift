internal import SluiceContract

/// Writes a JSON document as canonical bytes that people can read too.
///
/// Layout: two spaces a level; an array or object that fits on its line is written on one, so that a sample or a
/// file is one line and a rule's result one block. The same value always gives the same bytes.
package struct JSONWriter {
  /// Columns that a line may have before a container is spread over several.
  private static let lineWidth = 110

  private var bytes: [UInt8] = []

  private init() {}

  /// The document, ending in a newline.
  package static func write(_ document: JSON) -> [UInt8] {
    var writer = JSONWriter()
    writer.append(document, depth: 0)
    writer.append("\n")
    return writer.bytes
  }

  /// - Parameter depth: the level of the line on which the value starts.
  private mutating func append(_ value: JSON, depth: Int) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .literal(let text): append(text)
    case .string(let text): appendString(text)
    case .array(let elements):
      appendContainer("[", "]", count: elements.count, spread: !fitsOnLine(value, depth), depth) {
        $0.append(elements[$1], depth: $2)
      }
    case .object(let members):
      appendContainer("{", "}", count: members.count, spread: !fitsOnLine(value, depth), depth) {
        $0.appendString(members[$1].name)
        $0.append(": ")
        $0.append(members[$1].value, depth: $2)
      }
    }
  }

  private mutating func appendContainer(
    _ open: String, _ close: String, count: Int, spread: Bool, _ depth: Int,
    element: (inout JSONWriter, _ index: Int, _ depth: Int) -> Void
  ) {
    append(open)
    for index in 0..<count {
      if index > 0 { append(spread ? "," : ", ") }
      if spread { appendLineBreak(depth + 1) }
      element(&self, index, depth + 1)
    }
    if spread { appendLineBreak(depth) }
    append(close)
  }

  private func fitsOnLine(_ value: JSON, _ depth: Int) -> Bool {
    var room = Self.lineWidth - 2 * depth
    return Self.takes(value, from: &room)
  }

  /// Takes the width of the value, written on one line, from `room`; false as soon as there is none left.
  ///
  /// Characters that need an escape count as one: the limit is for readers, not for a screen.
  private static func takes(_ value: JSON, from room: inout Int) -> Bool {
    switch value {
    case .null: room -= 4
    case .bool: room -= 5
    case .literal(let text): room -= text.utf8.count
    case .string(let text): room -= text.utf8.count + 2
    case .array(let elements):
      room -= 2
      for element in elements {
        room -= 2
        if !takes(element, from: &room) { return false }
      }
    case .object(let members):
      room -= 2
      for member in members {
        room -= member.name.utf8.count + 6
        if !takes(member.value, from: &room) { return false }
      }
    }
    return room >= 0
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func appendLineBreak(_ depth: Int) {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  /// Whether a text is ASCII that stands for itself, as nearly all are.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
  }

  /// What a terminal or an editor would obey instead of show is escaped too: a report may be looked at as it is.
  private mutating func appendString(_ text: String) {
    append("\"")
    if Self.isPlain(text) {
      append(text)
      append("\"")
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": append("\\\"")
      case "\\": append("\\\\")
      case "\n": append("\\n")
      case "\r": append("\\r")
      case "\t": append("\\t")
      case _ where scalar.isObeyed:
        for unit in UTF16.encode(scalar) ?? .init() {
          append("\\u" + Hex.text([UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)]))
        }
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
      }
    }
    append("\"")
  }
}
