/// An expression whose columns and types are known: what the engine compiles.
///
/// Invariants: both sides of a comparison, and all results of `case`, `coalesce` and `nullif`, have one type; what must
/// be converted for that says so in a node of its own. Literals are converted already.
package struct TypedExpression: Sendable {
  package var node: Node
  package var type: ExpressionType

  package indirect enum Node: Sendable {
    /// Index among the object's properties.
    case column(Int)
    /// Units of 10^-scale.
    case exact(Int128)
    case number(Double)
    case text([UInt8])
    case boolean(Bool)
    /// Days of a date, nanoseconds of a time, nanoseconds since 1970 of a timestamp.
    case instant(Int128)
    case null
    case now
    /// To more digits, from exact to `number`, from a date to its midnight in UTC.
    case convert(TypedExpression)
    case negate(TypedExpression)
    /// `+ - %` of equal scales; the scales of `*` add up; `/` is of numbers only.
    case arithmetic(ArithmeticSign, TypedExpression, TypedExpression)
    case compare(ComparisonSign, TypedExpression, TypedExpression)
    case and(TypedExpression, TypedExpression)
    case or(TypedExpression, TypedExpression)
    case not(TypedExpression)
    case isNull(TypedExpression)
    /// The list holds literals only.
    case isIn(TypedExpression, [TypedExpression])
    /// `%` stands for any text, `_` for one scalar.
    case like(TypedExpression, pattern: [UInt8])
    /// ECMA-262, which compiles.
    case matches(TypedExpression, pattern: String)
    case choose([Branch], otherwise: TypedExpression)
    case coalesce([TypedExpression])
    case nullIf(TypedExpression, TypedExpression)
    case length(TypedExpression)
    case lower(TypedExpression)
    case upper(TypedExpression)
    case trim(TypedExpression)
    case abs(TypedExpression)
    case floor(TypedExpression)
    case round(TypedExpression, places: Int)
    case startsWith(TypedExpression, TypedExpression)
    case contains(TypedExpression, TypedExpression)
    case difference(DateUnit, TypedExpression, TypedExpression)
    case part(DateUnit, TypedExpression)
  }

  package struct Branch: Sendable {
    package var condition: TypedExpression
    package var value: TypedExpression

    package init(condition: TypedExpression, value: TypedExpression) {
      self.condition = condition
      self.value = value
    }
  }

  package init(_ node: Node, _ type: ExpressionType) {
    self.node = node
    self.type = type
  }

  /// Indices of the columns that are read, ascending.
  package var columns: [Int] {
    var found: Set<Int> = []
    collect(&found)
    return found.sorted()
  }

  private func collect(_ found: inout Set<Int>) {
    if case .column(let index) = node { found.insert(index) }
    for child in children { child.collect(&found) }
  }

  package var children: [TypedExpression] {
    switch node {
    case .column, .exact, .number, .text, .boolean, .instant, .null, .now: []
    case .convert(let inner), .negate(let inner), .not(let inner), .isNull(let inner), .like(let inner, _),
      .matches(let inner, _), .length(let inner), .lower(let inner), .upper(let inner), .trim(let inner),
      .abs(let inner), .floor(let inner), .round(let inner, _), .part(_, let inner):
      [inner]
    case .arithmetic(_, let left, let right), .compare(_, let left, let right), .and(let left, let right),
      .or(let left, let right), .nullIf(let left, let right), .startsWith(let left, let right),
      .contains(let left, let right), .difference(_, let left, let right):
      [left, right]
    case .isIn(let value, let list): [value] + list
    case .choose(let branches, let otherwise): branches.flatMap { [$0.condition, $0.value] } + [otherwise]
    case .coalesce(let values): values
    }
  }

  var isLiteral: Bool {
    switch node {
    case .exact, .number, .text, .boolean, .instant: true
    default: false
    }
  }
}
