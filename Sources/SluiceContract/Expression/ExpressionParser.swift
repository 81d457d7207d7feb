/// Builds the tree of an expression: precedence climbing over its tokens.
///
/// From loose to tight: `or`; `and`; `not`; comparisons, `is null`, `in`, `between`, `like`, `matches`; `+ -`;
/// `* / %`; a sign in front. Words of the language are not case-sensitive, names of columns are.
struct ExpressionParser {
  let bytes: [UInt8]
  let tokens: [ExpressionToken]
  var index = 0
  var depth = 0

  /// Levels of nesting; recursion takes a few hundred bytes of stack for each.
  static let depthLimit = 50
  /// Levels of the tree, to which a chain such as `a or b or c` adds one with each part.
  static let heightLimit = 200

  static func parse(_ text: String) throws(ExpressionFault) -> ExpressionSyntax {
    let bytes = Array(text.utf8)
    var parser = ExpressionParser(bytes: bytes, tokens: try ExpressionLexer.tokens(bytes))
    if parser.current.kind == .end {
      throw ExpressionFault(.badExpression, "the expression is empty", at: 0..<bytes.count)
    }
    let expression = try parser.expression()
    if parser.current.kind != .end { throw parser.unexpected(wanted: "`and`, `or` or the end") }
    if expression.height > heightLimit {
      throw ExpressionFault(
        .badExpression, "more than \(heightLimit) parts hang on one another", help: "write `in (…)`, or several rules",
        at: expression.range)
    }
    return expression
  }

  mutating func expression() throws(ExpressionFault) -> ExpressionSyntax {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit {
      throw ExpressionFault(
        .badExpression, "the expression is nested more than \(Self.depthLimit) levels deep",
        help: "write several rules",
        at: current.range)
    }
    var left = try conjunction()
    while take("or") {
      let right = try conjunction()
      left = ExpressionSyntax(.or(left, right), at: left.range.lowerBound..<right.range.upperBound)
    }
    return left
  }

  private mutating func conjunction() throws(ExpressionFault) -> ExpressionSyntax {
    var left = try negation()
    while take("and") {
      let right = try negation()
      left = ExpressionSyntax(.and(left, right), at: left.range.lowerBound..<right.range.upperBound)
    }
    return left
  }

  private mutating func negation() throws(ExpressionFault) -> ExpressionSyntax {
    let start = current.range.lowerBound
    var isNegated = false
    var isAny = false
    while take("not") {
      isNegated.toggle()
      isAny = true
    }
    let inner = try comparison()
    guard isAny else { return inner }
    let range = start..<inner.range.upperBound
    let negated = ExpressionSyntax(.not(inner), at: range)
    return isNegated ? negated : ExpressionSyntax(.not(negated), at: range)
  }

  private mutating func comparison() throws(ExpressionFault) -> ExpressionSyntax {
    let left = try sum()
    guard let compared = try predicate(left) else { return left }
    if comparisonSign != nil || isWord("is") || isWord("in") || isWord("between") || isWord("like")
      || isWord("matches")
    {
      throw ExpressionFault(
        .badExpression, "comparisons cannot be chained", help: "join them with `and`, or use parentheses",
        at: current.range)
    }
    return compared
  }

  /// What is asked of `left`; nil where nothing is.
  private mutating func predicate(_ left: ExpressionSyntax) throws(ExpressionFault) -> ExpressionSyntax? {
    let start = left.range.lowerBound
    if let sign = comparisonSign {
      index += 1
      let right = try sum()
      return ExpressionSyntax(.compare(sign, left, right), at: start..<right.range.upperBound)
    }
    if take("is") {
      let isNegated = take("not")
      let end = current.range.upperBound
      guard take("null") else { throw unexpected(wanted: "`null` behind `is`") }
      return finished(.isNull(left), start..<end, isNegated: isNegated)
    }
    let isNegated = isWord("not")
    if isNegated { index += 1 }
    if take("in") {
      try expect(.open, "`(` behind `in`")
      var items = [try expression()]
      while take(.comma) { items.append(try expression()) }
      let end = current.range.upperBound
      try expect(.close, "`,` or `)`")
      return finished(.isIn(left, items), start..<end, isNegated: isNegated)
    }
    if take("between") {
      let low = try sum()
      guard take("and") else { throw unexpected(wanted: "`and` behind the lower end of `between`") }
      let high = try sum()
      return finished(.between(left, low, high), start..<high.range.upperBound, isNegated: isNegated)
    }
    if take("like") {
      let pattern = try sum()
      return finished(.like(left, pattern: pattern), start..<pattern.range.upperBound, isNegated: isNegated)
    }
    if take("matches") {
      let pattern = try sum()
      return finished(.matches(left, pattern: pattern), start..<pattern.range.upperBound, isNegated: isNegated)
    }
    if isNegated { throw unexpected(wanted: "`in`, `between`, `like` or `matches` behind `not`") }
    return nil
  }

  private func finished(_ node: ExpressionSyntax.Node, _ range: Range<Int>, isNegated: Bool) -> ExpressionSyntax {
    let inner = ExpressionSyntax(node, at: range)
    return isNegated ? ExpressionSyntax(.not(inner), at: range) : inner
  }

  private mutating func sum() throws(ExpressionFault) -> ExpressionSyntax {
    var left = try product()
    while let sign = arithmeticSign([.plus, .minus]) {
      index += 1
      let right = try product()
      left = ExpressionSyntax(.arithmetic(sign, left, right), at: left.range.lowerBound..<right.range.upperBound)
    }
    return left
  }

  private mutating func product() throws(ExpressionFault) -> ExpressionSyntax {
    var left = try factor()
    while let sign = arithmeticSign([.times, .over, .modulo]) {
      index += 1
      let right = try factor()
      left = ExpressionSyntax(.arithmetic(sign, left, right), at: left.range.lowerBound..<right.range.upperBound)
    }
    return left
  }

  private mutating func factor() throws(ExpressionFault) -> ExpressionSyntax {
    let start = current.range.lowerBound
    var isNegative = false
    while true {
      if take(.minus) { isNegative.toggle() } else if !take(.plus) { break }
    }
    let inner = try primary()
    guard isNegative else { return inner }
    let range = start..<inner.range.upperBound
    switch inner.node {
    case .exact(let value, let scale):
      let negative = ExactDecimal(isNegative: !value.isNegative, digits: value.digits, exponent: value.exponent)
      return ExpressionSyntax(.exact(negative ?? .zero, scale: scale), at: range)
    case .float(let value): return ExpressionSyntax(.float(-value), at: range)
    default: return ExpressionSyntax(.negate(inner), at: range)
    }
  }
}

// MARK: - Tokens

extension ExpressionParser {
  var current: ExpressionToken { tokens[index] }

  /// The text of the current token.
  var currentText: String { String(decoding: bytes[current.range], as: UTF8.self) }

  func isWord(_ word: String) -> Bool {
    current.kind == .name && ASCII.lowercased(bytes[current.range]).elementsEqual(word.utf8)
  }

  mutating func take(_ word: String) -> Bool {
    guard isWord(word) else { return false }
    index += 1
    return true
  }

  mutating func take(_ sign: ExpressionToken.Sign) -> Bool {
    guard current.kind == .sign(sign) else { return false }
    index += 1
    return true
  }

  mutating func expect(_ sign: ExpressionToken.Sign, _ words: String) throws(ExpressionFault) {
    if !take(sign) { throw unexpected(wanted: words) }
  }

  private var comparisonSign: ComparisonSign? {
    guard case .sign(let sign) = current.kind else { return nil }
    return ComparisonSign(rawValue: sign.rawValue)
  }

  private func arithmeticSign(_ wanted: [ArithmeticSign]) -> ArithmeticSign? {
    guard case .sign(let sign) = current.kind, let found = ArithmeticSign(rawValue: sign.rawValue) else { return nil }
    return wanted.contains(found) ? found : nil
  }

  func unexpected(wanted: String) -> ExpressionFault {
    let found = current.kind == .end ? "the end of the expression" : Words.quoted(currentText)
    return ExpressionFault(.badExpression, "expected \(wanted), found \(found)", at: current.range)
  }
}

extension ASCII {
  static func lowercased(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
  }
}
