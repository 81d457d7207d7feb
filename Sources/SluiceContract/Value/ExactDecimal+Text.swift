// Spelling: how an exact decimal is read from text and written back.

extension ExactDecimal: CustomStringConvertible {
  /// Reads a number as JSON spells it, and as exporters do (`1e+16`, `1e-07`, `0E-10`).
  ///
  /// Grammar: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`. No `+1`, `.5`, `1.`, `007`, blanks or
  /// `_`. nil also where the exponent does not fit 62 bits.
  package init?(_ text: some StringProtocol) {
    self.init(bytes: Array(text.utf8))
  }

  /// The same for bytes.
  package init?(bytes: some Collection<UInt8>) {
    var rest = bytes[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }

    let whole = Self.takeDigits(&rest)
    guard let lead = whole.first, whole.count == 1 || lead != 0 else { return nil }
    var digits = whole
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      let fraction = Self.takeDigits(&rest)
      guard !fraction.isEmpty else { return nil }
      digits += fraction
    }
    var exponent = whole.count - digits.count
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      guard let power = Self.takeExponent(&rest) else { return nil }
      exponent += power
    }
    guard rest.isEmpty else { return nil }
    self.init(isNegative: isNegative, digits: digits, exponent: exponent)
  }

  private static func takeDigits<Bytes: Collection<UInt8>>(_ rest: inout Bytes) -> [UInt8]
  where Bytes.SubSequence == Bytes {
    let run = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }.map { $0 - 0x30 }
    rest = rest.dropFirst(run.count)
    return run
  }

  private static func takeExponent<Bytes: Collection<UInt8>>(_ rest: inout Bytes) -> Int?
  where Bytes.SubSequence == Bytes {
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let digits = takeDigits(&rest)
    guard !digits.isEmpty else { return nil }
    var value = 0
    for digit in digits {
      value = value * 10 + Int(digit)
      guard value < 1 << 58 else { return nil }
    }
    return isNegative ? -value : value
  }

  /// The shortest plain text; with an exponent only where plain text would need over 40 extra zeros.
  package var description: String {
    let sign = isNegative ? "-" : ""
    if isZero { return "0" }
    if exponent >= 0 {
      guard exponent <= 40 else { return "\(sign)\(scientific)" }
      return sign + digitText + String(repeating: "0", count: exponent)
    }
    let point = digits.count + exponent
    if point > 0 {
      let text = digitText
      return "\(sign)\(text.prefix(point)).\(text.dropFirst(point))"
    }
    guard point > -40 else { return "\(sign)\(scientific)" }
    return sign + "0." + String(repeating: "0", count: -point) + digitText
  }

  private var scientific: String {
    let text = digitText
    let power = Int128(exponent) + Int128(digits.count) - 1
    return digits.count == 1 ? "\(text)e\(power)" : "\(text.prefix(1)).\(text.dropFirst())e\(power)"
  }
}
