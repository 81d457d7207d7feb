/// Numbers as people read them: grouped digits, shares that are never rounded to nothing, sizes, rates.
package enum Quantity {
  /// Digits in groups of three: `8,500,000`.
  package static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude).utf8)
    var text: [UInt8] = value < 0 ? [UInt8(ascii: "-")] : []
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { text.append(UInt8(ascii: ",")) }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A count and its noun: `1 file`, `3 files`.
  package static func count(_ value: Int, _ noun: String) -> String { count(value, noun, noun + "s") }

  /// Where the plural is not made with an s.
  package static func count(_ value: Int, _ noun: String, _ plural: String) -> String {
    "\(count(value)) \(value == 1 ? noun : plural)"
  }

  /// 100 × part / whole, with a digit after the point and as many more as a small share needs for two digits.
  ///
  /// `0 %` and `100 %` are said of none and all only.
  static func percent(_ part: Int, of whole: Int) -> String {
    if whole <= 0 || part <= 0 { return "0 %" }
    if part >= whole { return "100 %" }
    let share = 100 * Double(part) / Double(whole)
    if share >= 99.95 { return "> 99.9 %" }
    var decimals = 1
    var scaled = share
    while scaled < 1 {
      decimals += 1
      scaled *= 10
    }
    return fixed(share, decimals: decimals) + " %"
  }

  /// Decimal units, one digit after the point: `1.0 GB`.
  package static func bytes(_ value: Int) -> String {
    value < 1000 ? Quantity.count(value, "byte") : scaled(Double(value), ["kB", "MB", "GB", "TB", "PB"])
  }

  static func rate(bytes: Int, seconds: Double) -> String {
    let rate = seconds > 0 ? Double(bytes) / seconds : 0
    return rate < 1000 ? "\(Int(rate.rounded())) B/s" : scaled(rate, ["kB/s", "MB/s", "GB/s", "TB/s"])
  }

  static func seconds(_ value: Double) -> String {
    if value >= 100 { return count(Int(value.rounded())) + " s" }
    return value >= 1 ? fixed(value, decimals: 1) + " s" : "\(Int((value * 1000).rounded(.up))) ms"
  }

  /// - Parameter units: of 10^3, 10^6 and so on.
  private static func scaled(_ value: Double, _ units: [String]) -> String {
    var index = 0
    var scaled = value / 1000
    while scaled >= 999.95 && index < units.count - 1 {
      scaled /= 1000
      index += 1
    }
    // 0.9 GB/s is how such a rate is spoken of; 940.3 MB/s says more digits than a single run can know.
    if scaled >= 900 && index < units.count - 1 {
      scaled /= 1000
      index += 1
    }
    return fixed(scaled, decimals: 1) + " " + units[index]
  }

  /// Positive numbers only; halves are rounded away from zero.
  static func fixed(_ value: Double, decimals: Int) -> String {
    var factor = 1.0
    for _ in 0..<decimals { factor *= 10 }
    var digits = String(Int((value * factor).rounded()))
    while digits.utf8.count <= decimals { digits = "0" + digits }
    let point = digits.index(digits.endIndex, offsetBy: -decimals)
    return digits[..<point] + "." + digits[point...]
  }
}
