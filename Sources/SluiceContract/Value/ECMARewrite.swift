/// Spells out what ECMA-262 and PCRE2 read differently, so that a pattern means here what it means everywhere.
///
/// - `.` stops at four line terminators (LF, CR, U+2028, U+2029), PCRE2's at LF alone.
/// - `\s` and `\S` know Unicode's blanks and U+FEFF, PCRE2's without `UCP` only those of ASCII.
/// - `\v` is the vertical tab, and not seven kinds of vertical blank.
/// - a hyphen beside a class escape (`[\w-.]`) is itself, where PCRE2 sees a broken range.
///
/// A `.*` at the very beginning is left out: the search is unanchored and only asks whether something is found, so it
/// says nothing, and spelled out it would cost PCRE2 a shortcut that it has for it.
struct ECMARewrite {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var output = ""
  private var isInClass = false
  /// Whether what was copied last inside a class is an escape for a set of characters.
  private var isBehindSet = false

  static func rewritten(_ pattern: String) -> String {
    var rewrite = ECMARewrite(scalars: Array(pattern.unicodeScalars))
    rewrite.run()
    return rewrite.output
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private mutating func run() {
    index = lengthOfIdleStart
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == "\\" {
        escape()
        continue
      }
      index += 1
      let wasBehindSet = isBehindSet
      isBehindSet = false
      switch scalar {
      case ".": output += isInClass ? "." : "[^\(Self.lineTerminators)]"
      case "[" where !isInClass:
        isInClass = true
        output += "["
        if index < scalars.count, scalars[index] == "^" {
          output += "^"
          index += 1
        }
      case "]":
        isInClass = false
        output += "]"
      case "-" where isInClass && (wasBehindSet || isBeforeSet): output += "\\-"
      default: output.unicodeScalars.append(scalar)
      }
    }
  }

  private mutating func escape() {
    let letter = index + 1 < scalars.count ? scalars[index + 1] : nil
    isBehindSet = letter.map(Self.sets.contains) ?? false
    switch letter {
    case "s": output += isInClass ? Self.blanks : "[\(Self.blanks)]"
    case "S": output += isInClass ? Self.nonBlanks : "[^\(Self.blanks)]"
    case "v": output += "\\x0B"
    case let letter?: output.unicodeScalars.append(contentsOf: ["\\", letter])
    case nil: output += "\\"
    }
    index += 2
  }

  /// `.*` or `.*?` that nothing else quantifies.
  private var lengthOfIdleStart: Int {
    guard scalars.starts(with: [".", "*"]) else { return 0 }
    let length = scalars.count > 2 && scalars[2] == "?" ? 3 : 2
    let quantifiers: [Unicode.Scalar] = ["*", "+", "?", "{"]
    return scalars.count > length && quantifiers.contains(scalars[length]) ? 0 : length
  }

  private var isBeforeSet: Bool {
    index + 1 < scalars.count && scalars[index] == "\\" && Self.sets.contains(scalars[index + 1])
  }

  private static let sets: [Unicode.Scalar] = ["d", "D", "w", "W", "s", "S", "p", "P"]
  private static let lineTerminators = #"\n\r\u2028\u2029"#
  private static let blanks =
    #"\t\n\x0B\f\r \u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF"#
  /// All but `blanks`.
  private static let nonBlanks =
    #"\x00-\x08\x0E-\x1F!-\u009F\u00A1-\u167F\u1681-\u1FFF\u200B-\u2027\u202A-\u202E\u2030-\u205E\u2060-\u2FFF"#
    + #"\u3001-\uFEFE\uFF00-\u{10FFFF}"#
}
