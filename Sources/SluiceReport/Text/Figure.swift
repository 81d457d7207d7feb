/// A measured number as people read it: four significant digits.
enum Figure {
  static func text(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-∞" : "∞" }
    if value == 0 { return "0" }
    let sign = value < 0 ? "-" : ""
    var mantissa = value.magnitude
    var exponent = 0
    while mantissa >= 10 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    guard (-4..<7).contains(exponent) else {
      return sign + trimmed(Quantity.fixed(mantissa, decimals: 3)) + "e" + String(exponent)
    }
    let decimals = max(0, 3 - exponent)
    if decimals == 0 { return sign + Quantity.count(Int(value.magnitude.rounded())) }
    return sign + trimmed(Quantity.fixed(value.magnitude, decimals: decimals))
  }

  /// Without zeros at the end of a fraction.
  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return String(text)
  }
}
