/// Writes fields of CSV: commas, doubled quotes where they are needed, and an empty text told from a null.
enum CSVField {
  private static let quote = UInt8(ascii: "\"")

  /// A text as a field.
  static func bytes(_ text: [UInt8]) -> [UInt8] {
    if !text.isEmpty && !text.contains(where: needsQuotes) { return text }
    return [quote] + text.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }

  /// Room that a text of `length` bytes may take.
  static func room(_ length: Int) -> Int { 2 * length + 2 }

  /// Appends a stretch of memory as a field; there must be room for it.
  @inline(__always)
  static func append(_ bytes: Bytes, _ start: Int, _ length: Int, to buffer: inout ByteBuffer) {
    var odd = length == 0
    for index in start..<start + length { odd = odd || needsQuotes(bytes[index]) }
    if odd { appendQuoted(bytes, start, length, to: &buffer) } else { buffer.append(bytes, start, length) }
  }

  private static func appendQuoted(_ bytes: Bytes, _ start: Int, _ length: Int, to buffer: inout ByteBuffer) {
    buffer.append(quote)
    for index in start..<start + length {
      if bytes[index] == quote { buffer.append(quote) }
      buffer.append(bytes[index])
    }
    buffer.append(quote)
  }

  @inline(__always)
  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == quote || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}

/// What stands for a value that must not be shown.
package enum MaskedValue {
  package static let text = "•••"
}
