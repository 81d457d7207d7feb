/// One word, sign or literal of an expression.
struct ExpressionToken {
  enum Kind: Equatable {
    /// A name as it stands: a column, a function, or a word of the language.
    case name
    /// A name in double quotes, with doubled ones undone: always a column.
    case quotedName([UInt8])
    /// `12`, `1.50`.
    case exact
    /// `1e3`: a floating-point number.
    case float
    /// Text in single quotes, with doubled ones undone.
    case text([UInt8])
    case sign(Sign)
    case end
  }

  enum Sign: String, CaseIterable {
    case notEqual = "<>"
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
    case equal = "="
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case modulo = "%"
    case open = "("
    case close = ")"
    case comma = ","
  }

  var kind: Kind
  /// Bytes of the expression's UTF-8.
  var range: Range<Int>
}
