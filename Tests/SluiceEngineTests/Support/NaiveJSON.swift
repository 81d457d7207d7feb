/// JSON read slowly and readably, straight from the grammar of RFC 8259: the oracle of the scanner.
indirect enum NaiveJSON: Equatable {
  case null
  case boolean(Bool)
  /// As it is written.
  case number(String)
  case string([Unicode.Scalar])
  case array([NaiveJSON])
  /// In the order of the text.
  case object([(name: [Unicode.Scalar], value: NaiveJSON)])

  struct Refused: Error {}

  /// nil where the text is not JSON, names something twice, holds half a surrogate pair or is too deep.
  init?(_ text: String, depthLimit: Int = .max) {
    var reader = Reader(rest: Array(text.unicodeScalars)[...], depthLimit: depthLimit)
    guard let value = try? reader.document() else { return nil }
    self = value
  }

  static func == (left: NaiveJSON, right: NaiveJSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.number(let a), .number(let b)): Self.canonical(a) == Self.canonical(b)
    case (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)):
      a.count == b.count && a.allSatisfy { member in b.contains { $0.name == member.name && $0.value == member.value } }
    default: false
    }
  }

  /// Sign, digits without outer zeros, and exponent of the last one.
  private static func canonical(_ text: String) -> String {
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.lowercased().split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    var digits = mantissa.joined()
    var exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - (mantissa.count > 1 ? mantissa[1].count : 0)
    while digits.hasPrefix("0") { digits.removeFirst() }
    while digits.hasSuffix("0") {
      digits.removeLast()
      exponent += 1
    }
    return digits.isEmpty ? "0" : "\(isNegative ? "-" : "")\(digits)e\(exponent)"
  }

  private struct Reader {
    var rest: ArraySlice<Unicode.Scalar>
    let depthLimit: Int
    var depth = 0

    mutating func document() throws -> NaiveJSON {
      let value = try value()
      space()
      if !rest.isEmpty { throw Refused() }
      return value
    }

    mutating func space() { rest = rest.drop { " \t\r\n".unicodeScalars.contains($0) } }

    mutating func take(_ text: String) -> Bool {
      guard rest.starts(with: text.unicodeScalars) else { return false }
      rest = rest.dropFirst(text.unicodeScalars.count)
      return true
    }

    mutating func value() throws -> NaiveJSON {
      space()
      if take("null") { return .null }
      if take("true") { return .boolean(true) }
      if take("false") { return .boolean(false) }
      if rest.first == "\"" { return .string(try string()) }
      guard rest.first == "[" || rest.first == "{" else { return try number() }
      depth += 1
      defer { depth -= 1 }
      if depth > depthLimit { throw Refused() }
      return take("[") ? try array() : try object()
    }

    mutating func array() throws -> NaiveJSON {
      var items: [NaiveJSON] = []
      space()
      if take("]") { return .array([]) }
      while true {
        items.append(try value())
        space()
        if take("]") { return .array(items) }
        if !take(",") { throw Refused() }
      }
    }

    mutating func object() throws -> NaiveJSON {
      _ = take("{")
      var members: [(name: [Unicode.Scalar], value: NaiveJSON)] = []
      space()
      if take("}") { return .object([]) }
      while true {
        space()
        let name = try string()
        if members.contains(where: { $0.name == name }) { throw Refused() }
        space()
        if !take(":") { throw Refused() }
        members.append((name, try value()))
        space()
        if take("}") { return .object(members) }
        if !take(",") { throw Refused() }
      }
    }

    mutating func string() throws -> [Unicode.Scalar] {
      guard take("\"") else { throw Refused() }
      var units: [UInt16] = []
      while true {
        guard let scalar = rest.popFirst(), scalar.value >= 0x20 else { throw Refused() }
        if scalar == "\"" { break }
        if scalar != "\\" {
          units += Array(String(scalar).utf16)
          continue
        }
        guard let escape = rest.popFirst() else { throw Refused() }
        let simple: [Unicode.Scalar: UInt16] = [
          "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
        ]
        if let unit = simple[escape] {
          units.append(unit)
        } else {
          let digits = String(String.UnicodeScalarView(rest.prefix(4)))
          let isHex = digits.utf8.count == 4 && digits.allSatisfy { $0.isASCII && $0.isHexDigit }
          guard escape == "u", isHex, let unit = UInt16(digits, radix: 16) else { throw Refused() }
          units.append(unit)
          rest = rest.dropFirst(4)
        }
      }
      guard let text = String(validating: units, as: UTF16.self) else { throw Refused() }
      return Array(text.unicodeScalars)
    }

    mutating func number() throws -> NaiveJSON {
      let text = String(String.UnicodeScalarView(rest.prefix { "+-.eE0123456789".unicodeScalars.contains($0) }))
      guard text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil else { throw Refused() }
      rest = rest.dropFirst(text.unicodeScalars.count)
      return .number(text)
    }
  }
}

/// Random JSON, and random texts that nearly are.
struct RandomJSON {
  var random: SeededNumbers

  mutating func value(depth: Int = 4) -> String {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random) {
    case 0: return "null"
    case 1: return Bool.random(using: &random) ? "true" : "false"
    case 2, 3: return number()
    case 4, 5: return string()
    case 6, 7:
      let items = (0..<Int.random(in: 0...5, using: &random)).map { _ in space() + value(depth: depth - 1) + space() }
      return "[" + items.joined(separator: ",") + (items.isEmpty ? space() : "") + "]"
    default:
      let members = (0..<Int.random(in: 0...5, using: &random)).map { _ in
        space() + string() + space() + ":" + value(depth: depth - 1) + space()
      }
      return "{" + members.joined(separator: ",") + "}"
    }
  }

  /// JSON with one place that may be wrong.
  mutating func mutant() -> String {
    var scalars = Array(value().unicodeScalars)
    let place = Int.random(in: 0...scalars.count, using: &random)
    let alphabet = Array("{}[]:,\"\\'0123456789+-.eEtrufalsnNI \t\n\u{1}\u{7F}é\u{1F600}".unicodeScalars)
    let new = pick(alphabet)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: scalars.insert(new, at: place)
    case 1 where place < scalars.count: scalars[place] = new
    case 2 where place < scalars.count: scalars.remove(at: place)
    default: scalars = Array(scalars.prefix(place))
    }
    return String(String.UnicodeScalarView(scalars))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &random)]
  }

  private mutating func space() -> String { pick(["", "", "", " ", "\n\t "]) }

  mutating func number() -> String {
    let whole = ["0", "1", "10", "100", "\(Int.random(in: 1...99_999, using: &random))", "1" + random.digits(24)]
    let fraction = pick(["", "", ".0", ".5", ".50", "." + random.digits(9)])
    let exponent = pick(["", "", "", "e0", "E+1", "e-2", "e12"])
    return (Bool.random(using: &random) ? "-" : "") + pick(whole) + fraction + exponent
  }

  mutating func string() -> String {
    let pieces = [
      "a", "b", "key", "a longer piece of text", "\\n", "\\\"", "\\\\", "\\/", "\\u0061", "\\u00e9", "é", "\u{1F600}",
      "\\ud83d\\ude00", "\\ud83d", "\\u0000", "[1,2]", "{", "'",
    ]
    let count = Int.random(in: 0...3, using: &random)
    return "\"" + (0..<count).map { _ in pick(pieces) }.joined() + "\""
  }
}
