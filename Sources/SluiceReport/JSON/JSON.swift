internal import SluiceContract

/// A JSON document as a value: what every machine-readable report is built of before it becomes bytes.
///
/// Members keep the order they are given in, so that the same result always gives the same bytes.
package indirect enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  /// A number, as the text to be written; made by `number(…)` only.
  case literal(String)
  case string(String)
  case array([JSON])
  case object([Member])

  package struct Member: Sendable, Equatable {
    package var name: String
    package var value: JSON

    package init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }
}

extension JSON {
  /// The largest integer up to which every reader that keeps numbers as doubles is exact.
  private static let largestExactInteger = 1 << 53

  /// A string, or null where there is none.
  package static func text(_ value: String?) -> JSON {
    value.map(JSON.string) ?? .null
  }

  /// A path, or words that may hold one: U+FFFD where a name is not UTF-8.
  package static func path(_ value: String?) -> JSON {
    text(value.map(PathText.shown))
  }

  /// An integer; a string beyond 2^53, where JSON readers would round it.
  package static func number(_ value: some BinaryInteger) -> JSON {
    value.magnitude <= largestExactInteger ? .literal(String(value)) : .string(String(value))
  }

  package static func number(_ value: Int?) -> JSON {
    guard let value else { return .null }
    return number(value)
  }

  /// The shortest text that reads back as the same double; a string for what JSON has no number for.
  package static func number(_ value: Double) -> JSON {
    if value.isNaN { return .string("NaN") }
    if value.isInfinite { return .string(value < 0 ? "-Infinity" : "Infinity") }
    return .literal(value.description)
  }

  /// Exact decimal text: a number where every JSON reader gives the same digits back, else a string.
  ///
  /// Any decimal of at most 15 significant digits survives the way through a double, and so does an integer up
  /// to 2^53. Everything else (long decimals, dates, words) stays text.
  package static func exact(_ text: String) -> JSON {
    guard let digits = DecimalText(text) else { return .string(text) }
    if digits.isInteger, let value = Int(text) { return number(value) }
    return digits.significant <= 15 ? .literal(text) : .string(text)
  }
}

/// What a text looks like when it is a plain JSON number: `-?(0|[1-9][0-9]*)(\.[0-9]+)?`.
///
/// Texts with an exponent are not taken: they are rare, and a string says them without loss.
private struct DecimalText {
  var isInteger: Bool
  /// Digits that count: without leading zeros, with trailing ones.
  var significant: Int

  init?(_ text: String) {
    var digits = Array(text.utf8)[...]
    if digits.first == UInt8(ascii: "-") { digits.removeFirst() }
    let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let isDigit = { (byte: UInt8) in byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else { return nil }
    if parts[0].count > 1 && parts[0].first == UInt8(ascii: "0") { return nil }
    isInteger = parts.count == 1
    significant = digits.lazy.filter(isDigit).drop { $0 == UInt8(ascii: "0") }.count
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
  package init(stringLiteral value: String) {
    self = .string(value)
  }

  package init(booleanLiteral value: Bool) {
    self = .bool(value)
  }
}
