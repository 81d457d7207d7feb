/// Writes fields of CSV: commas, doubled quotes where they are needed, and an empty text told from a null.
enum CSVField {
  private static let quote = UInt8(ascii: "\"")

  /// A text as a field.
  static func bytes(_ text: [UInt8]) -> [UInt8] {
    if !text.isEmpty && !text.contains(where: needsQuotes) { return text }
    return [quote] + text.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }

  /// The same for a stretch of memory.
  static func append(_ bytes: Bytes, _ start: Int, _ length: Int, to field: inout [UInt8]) {
    var isPlain = length > 0
    for index in start..<start + length where needsQuotes(bytes[index]) {
      isPlain = false
      break
    }
    if !isPlain { field.append(quote) }
    for index in start..<start + length {
      let byte = bytes[index]
      if byte == quote { field.append(quote) }
      field.append(byte)
    }
    if !isPlain { field.append(quote) }
  }

  @inline(__always)
  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == quote || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}

extension [UInt8] {
  /// Appends the digits of a number that is not negative.
  mutating func append(decimal number: Int) {
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var first = 20
    var rest = UInt(number)
    repeat {
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    for index in first..<20 { append(digits[index]) }
  }
}

/// What stands for a value that must not be shown.
package enum MaskedValue {
  package static let text = "•••"
}
