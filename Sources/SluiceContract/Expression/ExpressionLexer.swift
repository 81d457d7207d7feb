/// Cuts the text of an expression into tokens.
///
/// Names are letters, digits and `_` of any script and begin with no digit; words of the language are told from
/// columns by the parser. A backslash is itself everywhere, a quote is doubled inside its own kind.
struct ExpressionLexer {
  private let bytes: [UInt8]
  private var position = 0

  /// Tokens of an expression, whatever it says: a limit on the work that a contract may ask for.
  static let tokenLimit = 2_000

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// All tokens; the last one is the end.
  static func tokens(_ bytes: [UInt8]) throws(ExpressionFault) -> [ExpressionToken] {
    var lexer = ExpressionLexer(bytes)
    var tokens: [ExpressionToken] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
      if tokens.count == tokenLimit {
        throw ExpressionFault(
          .badExpression, "the expression has more than \(tokenLimit) words and signs",
          help: "write several rules", at: token.range)
      }
    }
  }

  private mutating func next() throws(ExpressionFault) -> ExpressionToken {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    let start = position
    guard start < bytes.count else { return ExpressionToken(kind: .end, range: start..<start) }
    switch bytes[start] {
    case UInt8(ascii: "'"): return try quoted(start) { .text($0) }
    case UInt8(ascii: "\""):
      let token = try quoted(start) { .quotedName($0) }
      if token.kind == .quotedName([]) {
        throw ExpressionFault(.badExpression, "a column has no empty name", at: token.range)
      }
      return token
    case let byte where ASCII.isDigit(byte): return try number(start)
    case let byte where isNameByte(byte): return name(start)
    default: return try sign(start)
    }
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  private mutating func name(_ start: Int) -> ExpressionToken {
    while position < bytes.count, isNameByte(bytes[position]) { position += 1 }
    return ExpressionToken(kind: .name, range: start..<position)
  }

  private mutating func quoted(
    _ start: Int, _ kind: ([UInt8]) -> ExpressionToken.Kind
  ) throws(ExpressionFault) -> ExpressionToken {
    let quote = bytes[start]
    var content: [UInt8] = []
    position = start + 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == quote {
        guard position < bytes.count, bytes[position] == quote else {
          return ExpressionToken(kind: kind(content), range: start..<position)
        }
        position += 1
      }
      content.append(byte)
    }
    let isText = quote == UInt8(ascii: "'")
    throw ExpressionFault(
      .badExpression, "the \(isText ? "text" : "name") that begins here has no end",
      help: isText ? "end it with ', and write a ' inside it twice" : "end it with \", and write a \" inside it twice",
      at: start..<start + 1)
  }

  private mutating func number(_ start: Int) throws(ExpressionFault) -> ExpressionToken {
    var isFloat = false
    digits()
    if position + 1 < bytes.count, bytes[position] == UInt8(ascii: "."), ASCII.isDigit(bytes[position + 1]) {
      position += 1
      digits()
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      var end = position + 1
      if end < bytes.count, bytes[end] == UInt8(ascii: "+") || bytes[end] == UInt8(ascii: "-") { end += 1 }
      if end < bytes.count, ASCII.isDigit(bytes[end]) {
        position = end
        digits()
        isFloat = true
      }
    }
    if position < bytes.count, isNameByte(bytes[position]) || bytes[position] == UInt8(ascii: ".") {
      while position < bytes.count, isNameByte(bytes[position]) || bytes[position] == UInt8(ascii: ".") {
        position += 1
      }
      throw ExpressionFault(
        .badExpression, "\(shown(start..<position)) is no number",
        help: "write numbers as JSON does, and names that begin with a digit in double quotes", at: start..<position)
    }
    return ExpressionToken(kind: isFloat ? .float : .exact, range: start..<position)
  }

  private mutating func digits() {
    while position < bytes.count, ASCII.isDigit(bytes[position]) { position += 1 }
  }

  private mutating func sign(_ start: Int) throws(ExpressionFault) -> ExpressionToken {
    let rest = bytes[start...]
    let known = Self.foreign.first { rest.starts(with: $0.spelling.utf8) }
    // `==` begins with a sign of the language.
    if known?.spelling != "==",
      let sign = ExpressionToken.Sign.allCases.first(where: { rest.starts(with: $0.rawValue.utf8) })
    {
      position += sign.rawValue.utf8.count
      return ExpressionToken(kind: .sign(sign), range: start..<position)
    }
    let length = known?.spelling.utf8.count ?? 1
    throw ExpressionFault(
      .badExpression, "\(shown(start..<start + length)) is no sign of an expression", help: known?.help,
      at: start..<start + length)
  }

  /// What other languages write, and what it is here.
  private static let foreign: [(spelling: String, help: String)] = [
    ("==", "write `=`"), ("!=", "write `<>`"), ("&&", "write `and`"), ("||", "write `or`, or join no texts"),
    ("!", "write `not`"), ("`", "write names in double quotes"), (".", "values inside a column cannot be read"),
    ("[", "write lists in parentheses"), (";", "an expression is one condition and has no end sign"),
  ]

  private func shown(_ range: Range<Int>) -> String {
    Words.quoted(String(decoding: bytes[range], as: UTF8.self))
  }
}
