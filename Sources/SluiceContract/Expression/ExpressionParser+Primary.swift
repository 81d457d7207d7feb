// Literals, columns, calls, parentheses and `case`.

extension ExpressionParser {
  /// Words that are never a column unless they are quoted.
  static let reserved = [
    "and", "or", "not", "is", "null", "in", "between", "like", "matches", "case", "when", "then", "else", "end", "true",
    "false",
  ]

  mutating func primary() throws(ExpressionFault) -> ExpressionSyntax {
    let token = current
    switch token.kind {
    case .exact, .float: return try number()
    case .text(let text):
      index += 1
      return ExpressionSyntax(.text(text), at: token.range)
    case .quotedName(let name):
      index += 1
      return ExpressionSyntax(.column(name), at: token.range)
    case .sign(.open):
      index += 1
      let inner = try expression()
      try expect(.close, "`)`")
      return inner
    case .name: return try named()
    case .sign, .end: throw unexpected(wanted: "a column, a value or `(`")
    }
  }

  private mutating func number() throws(ExpressionFault) -> ExpressionSyntax {
    let token = current
    let text = currentText
    index += 1
    guard let value = ExactDecimal(Self.withoutLeadingZeros(text)) else {
      throw ExpressionFault(.badExpression, "\(Words.quoted(text)) is no number", at: token.range)
    }
    if token.kind == .float {
      let double = value.doubleValue
      guard double.isFinite else {
        throw ExpressionFault(.badExpression, "\(Words.quoted(text)) is beyond 64 bits", at: token.range)
      }
      return ExpressionSyntax(.float(double), at: token.range)
    }
    let scale = text.utf8.firstIndex(of: UInt8(ascii: ".")).map {
      text.utf8.distance(from: $0, to: text.utf8.endIndex) - 1
    }
    guard (scale ?? 0) <= ExpressionType.maximumScale, value.scaledDown(toScale: scale ?? 0) != nil else {
      throw ExpressionFault(
        .badExpression, "the number has more digits than 128 bits hold",
        help: "write it with an exponent: it is then a floating-point number", at: token.range)
    }
    return ExpressionSyntax(.exact(value, scale: scale ?? 0), at: token.range)
  }

  /// JSON, by whose rules numbers are read, has no `007`; SQL has.
  private static func withoutLeadingZeros(_ text: String) -> String {
    var rest = Substring(text)
    while rest.utf8.count > 1, rest.utf8.first == UInt8(ascii: "0"),
      let next = rest.utf8.dropFirst().first, ASCII.isDigit(next)
    {
      rest = rest.dropFirst()
    }
    return String(rest)
  }

  private mutating func named() throws(ExpressionFault) -> ExpressionSyntax {
    let token = current
    let word = String(decoding: ASCII.lowercased(bytes[token.range]), as: UTF8.self)
    switch word {
    case "true", "false":
      index += 1
      return ExpressionSyntax(.boolean(word == "true"), at: token.range)
    case "null":
      index += 1
      return ExpressionSyntax(.null, at: token.range)
    case "case": return try choice()
    case "date", "time", "timestamp":
      if case .text(let text) = tokens[index + 1].kind { return try instant(word, text) }
    case let word where Self.reserved.contains(word): throw unexpected(wanted: "a column, a value or `(`")
    default: break
    }
    index += 1
    if current.kind == .sign(.open) { return try call(word, token) }
    return ExpressionSyntax(.column(Array(bytes[token.range])), at: token.range)
  }

  private mutating func instant(_ word: String, _ text: [UInt8]) throws(ExpressionFault) -> ExpressionSyntax {
    let range = current.range.lowerBound..<tokens[index + 1].range.upperBound
    let literal = tokens[index + 1].range
    index += 2
    let written = String(decoding: text, as: UTF8.self)
    let (value, type, help): (Int128?, ExpressionType, String) =
      switch word {
      case "date": (CivilTime.days(written).map { Int128($0) }, .date, "write `date '2025-12-31'`")
      case "time": (CivilTime.nanosecondsOfDay(written).map { Int128($0) }, .time, "write `time '12:30:00'`")
      default:
        (CivilTime.timestamp(written)?.nanoseconds, .timestamp, "write `timestamp '2025-12-31T12:30:00Z'`")
      }
    guard let value else {
      throw ExpressionFault(.badExpression, "\(Words.quoted(written)) is no \(word)", help: help, at: literal)
    }
    return ExpressionSyntax(.instant(value, type), at: range)
  }

  private mutating func call(_ word: String, _ token: ExpressionToken) throws(ExpressionFault) -> ExpressionSyntax {
    guard let function = ExpressionFunction(rawValue: word) else {
      let names = ExpressionFunction.allCases.map(\.rawValue)
      throw ExpressionFault(
        .unknownFunction, "there is no function \(Words.quoted(word))",
        help: Words.suggestion(for: word, among: names) ?? "there are \(names.joined(separator: ", "))", at: token.range
      )
    }
    index += 1
    var arguments: [ExpressionSyntax] = []
    if current.kind != .sign(.close) {
      arguments.append(try expression())
      while take(.comma) { arguments.append(try expression()) }
    }
    let range = token.range.lowerBound..<current.range.upperBound
    try expect(.close, "`,` or `)`")
    guard function.arity.contains(arguments.count) else {
      let count = arguments.count == 1 ? "1 argument" : "\(arguments.count) arguments"
      throw ExpressionFault(
        .unknownFunction, "\(function.rawValue) does not take \(count)", help: "write \(function.usage)", at: range)
    }
    return ExpressionSyntax(.call(function, arguments), at: range)
  }

  private mutating func choice() throws(ExpressionFault) -> ExpressionSyntax {
    let start = current.range.lowerBound
    index += 1
    let subject = isWord("when") ? nil : try expression()
    var branches: [ExpressionSyntax.Branch] = []
    while take("when") {
      let condition = try expression()
      guard take("then") else { throw unexpected(wanted: "`then`") }
      branches.append(ExpressionSyntax.Branch(condition: condition, value: try expression()))
    }
    if branches.isEmpty { throw unexpected(wanted: "`when`") }
    let otherwise = take("else") ? try expression() : nil
    let end = current.range.upperBound
    guard take("end") else { throw unexpected(wanted: "`when`, `else` or `end`") }
    return ExpressionSyntax(.choose(subject: subject, branches, otherwise: otherwise), at: start..<end)
  }
}
