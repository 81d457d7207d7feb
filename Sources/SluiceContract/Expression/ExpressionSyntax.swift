/// An expression as it was written, before anything is known of its columns.
package struct ExpressionSyntax: Sendable {
  var node: Node
  /// Bytes of the expression's UTF-8.
  var range: Range<Int>
  /// Levels of the tree: 1 for a column or a literal.
  let height: Int

  indirect enum Node: Sendable {
    case column([UInt8])
    case exact(ExactDecimal, scale: Int)
    case float(Double)
    case text([UInt8])
    case boolean(Bool)
    case null
    /// Days of a date, nanoseconds of a time, nanoseconds since 1970 of a timestamp.
    case instant(Int128, ExpressionType)
    case negate(ExpressionSyntax)
    case arithmetic(ArithmeticSign, ExpressionSyntax, ExpressionSyntax)
    case compare(ComparisonSign, ExpressionSyntax, ExpressionSyntax)
    case and(ExpressionSyntax, ExpressionSyntax)
    case or(ExpressionSyntax, ExpressionSyntax)
    case not(ExpressionSyntax)
    case isNull(ExpressionSyntax)
    case isIn(ExpressionSyntax, [ExpressionSyntax])
    case between(ExpressionSyntax, ExpressionSyntax, ExpressionSyntax)
    case like(ExpressionSyntax, pattern: ExpressionSyntax)
    case matches(ExpressionSyntax, pattern: ExpressionSyntax)
    /// `case [subject] when … then … [else …] end`
    case choose(subject: ExpressionSyntax?, [Branch], otherwise: ExpressionSyntax?)
    case call(ExpressionFunction, [ExpressionSyntax])
  }

  struct Branch: Sendable {
    var condition: ExpressionSyntax
    var value: ExpressionSyntax
  }

  init(_ node: Node, at range: Range<Int>) {
    self.node = node
    self.range = range
    height = 1 + (node.children.map(\.height).max() ?? 0)
  }
}

extension ExpressionSyntax.Node {
  /// The parts right below, in the order in which they are written.
  var children: [ExpressionSyntax] {
    switch self {
    case .column, .exact, .float, .text, .boolean, .null, .instant: []
    case .negate(let inner), .not(let inner), .isNull(let inner): [inner]
    case .arithmetic(_, let left, let right), .compare(_, let left, let right), .and(let left, let right),
      .or(let left, let right), .like(let left, let right), .matches(let left, let right):
      [left, right]
    case .isIn(let value, let items): [value] + items
    case .between(let value, let low, let high): [value, low, high]
    case .choose(let subject, let branches, let otherwise):
      [subject].compactMap(\.self) + branches.flatMap { [$0.condition, $0.value] } + [otherwise].compactMap(\.self)
    case .call(_, let arguments): arguments
    }
  }
}

package enum ArithmeticSign: String, Sendable, Hashable {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case over = "/"
  case modulo = "%"
}

package enum ComparisonSign: String, Sendable, Hashable {
  case equal = "="
  case notEqual = "<>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// The sign that says the same of the exchanged sides.
  package var mirrored: ComparisonSign {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}

/// The functions of the language, by name, with what they take.
package enum ExpressionFunction: String, Sendable, CaseIterable {
  case length, lower, upper, trim, abs, round, floor, coalesce, nullif
  case startsWith = "starts_with"
  case contains
  case dateDiff = "date_diff"
  case datePart = "date_part"
  case now

  var arity: ClosedRange<Int> {
    switch self {
    case .length, .lower, .upper, .trim, .abs, .floor: 1...1
    case .round: 1...2
    case .coalesce: 2...100
    case .nullif, .startsWith, .contains, .datePart: 2...2
    case .dateDiff: 3...3
    case .now: 0...0
    }
  }

  /// How it is written.
  var usage: String {
    switch self {
    case .length, .lower, .upper, .trim: "\(rawValue)(text)"
    case .abs, .floor: "\(rawValue)(number)"
    case .round: "round(number) or round(number, places)"
    case .coalesce: "coalesce(a, b, …)"
    case .nullif: "nullif(a, b)"
    case .startsWith: "starts_with(text, start)"
    case .contains: "contains(text, part)"
    case .dateDiff: "date_diff('day', from, to)"
    case .datePart: "date_part('year', time)"
    case .now: "now()"
    }
  }
}

/// Units of `date_diff` and `date_part`.
package enum DateUnit: String, Sendable, CaseIterable, Hashable {
  case year, month, week, day, hour, minute, second
  /// Day of the week, from 1 for Monday.
  case weekday
  /// Day of the year, from 1.
  case yearday

  static let ofDifferences: [DateUnit] = [.year, .month, .week, .day, .hour, .minute, .second]
  static let ofParts: [DateUnit] = [.year, .month, .day, .hour, .minute, .second, .weekday, .yearday]

  package var isTimeOfDay: Bool { self == .hour || self == .minute || self == .second }
}
