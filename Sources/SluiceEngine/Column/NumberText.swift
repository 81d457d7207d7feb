/// The parts of a decimal number as it is written; the slow, complete reader behind the fast paths.
///
/// Grammar: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`: JSON's numbers, which cover what exporters write.
struct NumberText {
  let isNegative: Bool
  /// Index of the first integer digit, and how many there are.
  let integerStart: Int
  let integerDigits: Int
  /// Index of the first fraction digit, and how many there are.
  let fractionStart: Int
  let fractionDigits: Int
  let hasExponent: Bool
  /// Saturates beyond ±1,000,000.
  let exponent: Int
  private let bytes: Bytes

  /// nil where the bytes are not a number.
  init?(_ bytes: Bytes, _ start: Int, _ length: Int) {
    self.bytes = bytes
    let end = start + length
    var position = start
    isNegative = length > 0 && bytes[start] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    integerStart = position
    while position < end && Digits.isDigit(bytes[position]) { position += 1 }
    integerDigits = position - integerStart
    guard integerDigits > 0, integerDigits == 1 || bytes[integerStart] != UInt8(ascii: "0") else {
      return nil
    }
    if position < end && bytes[position] == UInt8(ascii: ".") {
      position += 1
      fractionStart = position
      while position < end && Digits.isDigit(bytes[position]) { position += 1 }
      fractionDigits = position - fractionStart
      guard fractionDigits > 0 else { return nil }
    } else {
      fractionStart = position
      fractionDigits = 0
    }
    if position < end && bytes[position] | 0x20 == UInt8(ascii: "e") {
      hasExponent = true
      position += 1
      let isMinus = position < end && bytes[position] == UInt8(ascii: "-")
      if position < end && (isMinus || bytes[position] == UInt8(ascii: "+")) { position += 1 }
      let first = position
      var value = 0
      while position < end && Digits.isDigit(bytes[position]) {
        value = min(value * 10 + Int(bytes[position] - UInt8(ascii: "0")), 1_000_000)
        position += 1
      }
      guard position > first else { return nil }
      exponent = isMinus ? -value : value
    } else {
      hasExponent = false
      exponent = 0
    }
    guard position == end else { return nil }
  }

  /// value × 10^scale where that is an integer that Int128 holds; nil otherwise.
  func scaled(by scale: Int) -> Int128? {
    var value: Int128 = 0
    // Digits up to the wanted place count; those behind it must be zeros.
    let places = integerDigits + exponent + scale
    for index in 0..<integerDigits + fractionDigits {
      let position = index < integerDigits ? integerStart + index : fractionStart + index - integerDigits
      let digit = bytes[position] - UInt8(ascii: "0")
      if index >= places {
        if digit != 0 { return nil }
        continue
      }
      guard let next = Self.append(digit, to: value) else { return nil }
      value = next
    }
    if value == 0 { return 0 }
    for _ in 0..<max(0, places - integerDigits - fractionDigits) {
      guard let next = Self.append(0, to: value) else { return nil }
      value = next
    }
    return isNegative ? -value : value
  }

  /// Whether value × 10^scale is an integer, of whatever size.
  func isIntegral(scaledBy scale: Int) -> Bool {
    let places = integerDigits + exponent + scale
    for index in max(0, places)..<max(max(0, places), integerDigits + fractionDigits) {
      let position = index < integerDigits ? integerStart + index : fractionStart + index - integerDigits
      if bytes[position] != UInt8(ascii: "0") { return false }
    }
    return true
  }

  /// Digits in front of the decimal point, leading zeros aside; 0 for a value below 1.
  var integerPlaces: Int {
    var leading = 0
    for index in 0..<integerDigits + fractionDigits {
      let position = index < integerDigits ? integerStart + index : fractionStart + index - integerDigits
      if bytes[position] != UInt8(ascii: "0") { return max(0, integerDigits + exponent - leading) }
      leading += 1
    }
    return 0
  }

  /// Digit `index`, counted from the first in front of the point on.
  func digit(_ index: Int) -> UInt8 {
    bytes[index < integerDigits ? integerStart + index : fractionStart + index - integerDigits] - UInt8(ascii: "0")
  }

  private static func append(_ digit: UInt8, to value: Int128) -> Int128? {
    let (times, overflow) = value.multipliedReportingOverflow(by: 10)
    if overflow { return nil }
    let (sum, carry) = times.addingReportingOverflow(Int128(digit))
    return carry ? nil : sum
  }
}
