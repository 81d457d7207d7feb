/// Finds syntax in a pattern that PCRE2 understands and ECMA-262 does not, or reads in another way.
///
/// Such a pattern runs here and would fail or mean something else in another tool, hence a warning.
enum ForeignSyntax {
  /// What was found first, as it is written; nil where the pattern is portable.
  static func first(in pattern: String) -> String? {
    let scalars = Array(pattern.unicodeScalars)
    var index = 0
    var isInClass = false
    while index < scalars.count {
      switch scalars[index] {
      case "\\":
        if let found = escape(scalars, at: index, isInClass: isInClass) { return found }
        index += 2
        continue
      case "[" where isInClass:
        if let found = posixClass(scalars, at: index) { return found }
      case "[":
        isInClass = true
        // `[]` is the empty class of ECMA-262, and `[^]` any character: a bracket here closes.
        if index + 1 < scalars.count, scalars[index + 1] == "^" { index += 1 }
      case "]":
        isInClass = false
      case "(" where !isInClass:
        if let found = group(scalars, at: index) { return found }
      case "+" where !isInClass && index > 0 && isQuantifierEnd(scalars, before: index):
        return "\(scalars[index - 1])+"
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func escape(_ scalars: [Unicode.Scalar], at index: Int, isInClass: Bool) -> String? {
    guard index + 1 < scalars.count else { return nil }
    let letter = scalars[index + 1]
    let foreign: [Unicode.Scalar] = [
      "A", "Z", "z", "h", "H", "R", "K", "G", "Q", "E", "X", "N", "C", "a", "e", "g", "V", "o",
    ]
    if foreign.contains(letter) { return "\\\(letter)" }
    guard letter == "p" || letter == "P" else { return nil }
    return index + 2 < scalars.count && scalars[index + 2] == "{" ? nil : "\\\(letter) without braces"
  }

  private static func posixClass(_ scalars: [Unicode.Scalar], at index: Int) -> String? {
    guard index + 1 < scalars.count, ":.=".unicodeScalars.contains(scalars[index + 1]) else { return nil }
    let mark = scalars[index + 1]
    guard let close = scalars[(index + 2)...].firstIndex(of: "]"), scalars[close - 1] == mark,
      close - 1 > index + 1
    else { return nil }
    return String(String.UnicodeScalarView(scalars[index...close]))
  }

  private static func group(_ scalars: [Unicode.Scalar], at index: Int) -> String? {
    let rest = scalars[(index + 1)...].prefix(4).map { $0 }
    guard let first = rest.first else { return nil }
    if first == "*", rest.count > 1, "A"..."Z" ~= rest[1] { return "(*…)" }
    guard first == "?", rest.count > 1 else { return nil }
    switch rest[1] {
    case ":", "=", "!": return nil
    case "<": return nil
    default: return "(?\(rest[1])"
    }
  }

  /// A `+` after a quantifier makes it possessive; after an escaped or plain character it is itself one.
  private static func isQuantifierEnd(_ scalars: [Unicode.Scalar], before index: Int) -> Bool {
    guard !isEscaped(scalars, at: index - 1) else { return false }
    switch scalars[index - 1] {
    case "*", "+", "?":
      return index > 1
    case "}":
      guard let open = scalars[..<(index - 1)].lastIndex(of: "{"), open > 0, !isEscaped(scalars, at: open)
      else {
        return false
      }
      let inner = scalars[(open + 1)..<(index - 1)]
      return !inner.isEmpty && inner.allSatisfy { ("0"..."9").contains($0) || $0 == "," }
    default: return false
    }
  }

  private static func isEscaped(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    scalars[..<index].reversed().prefix { $0 == "\\" }.count % 2 == 1
  }
}
