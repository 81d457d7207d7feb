/// A measured number as people read it: four significant digits.
enum Figure {
  static func text(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-∞" : "∞" }
    if value == 0 { return "0" }
    let sign = value < 0 ? "-" : ""
    // The shortest digits that mean the value: dividing by ten would round on the way.
    let parts = value.magnitude.description.split(separator: "e")
    let digits = parts[0].filter { $0 != "." }.drop { $0 == "0" }
    let point = parts[0].split(separator: ".")[0]
    let zeros = parts[0].split(separator: ".").last?.prefix { $0 == "0" }.count ?? 0
    let exponent = (point == "0" ? -zeros - 1 : point.count - 1) + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    let mantissa = Double("\(digits.prefix(1)).\(digits.dropFirst().isEmpty ? "0" : digits.dropFirst())") ?? 0
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
