/// Lengths of time in words and as seconds, exact.
enum Lapse {
  /// `1 d 2 h 30 min 5.25 s`; a minus in front of what lies in the future.
  static func words(_ nanoseconds: Int128) -> String {
    let magnitude = nanoseconds.magnitude
    let seconds = magnitude / 1_000_000_000
    let parts: [(UInt128, String)] = [
      (seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min"),
    ]
    var words = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let rest = fraction(seconds % 60, magnitude % 1_000_000_000)
    if rest != "0" || words.isEmpty { words.append("\(rest) s") }
    return (nanoseconds < 0 ? "-" : "") + words.joined(separator: " ")
  }

  static func seconds(_ nanoseconds: Int128) -> String {
    let magnitude = nanoseconds.magnitude
    return (nanoseconds < 0 ? "-" : "") + fraction(magnitude / 1_000_000_000, magnitude % 1_000_000_000)
  }

  private static func fraction(_ whole: UInt128, _ nanoseconds: UInt128) -> String {
    if nanoseconds == 0 { return "\(whole)" }
    var digits = "\(nanoseconds)"
    while digits.utf8.count < 9 { digits = "0" + digits }
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(whole).\(digits)"
  }
}
