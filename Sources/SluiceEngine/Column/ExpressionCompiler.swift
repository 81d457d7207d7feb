internal import SluiceContract

/// Turns typed expressions into the steps of one program.
struct ExpressionCompiler {
  private(set) var program = ExpressionProgram()

  /// The step whose lanes hold the values of `expression`.
  mutating func compile(_ expression: TypedExpression) -> Int {
    let operands = expression.operands.map { compile($0) }
    return program.add(
      ExpressionProgram.Step(
        operation: ExpressionOperation(expression), operands: operands, kind: ExpressionProgram.Kind(expression.type)))
  }
}

extension TypedExpression {
  /// The parts that become steps of their own; the literals of a list are part of its test.
  fileprivate var operands: [TypedExpression] {
    if case .isIn(let value, _) = node { [value] } else { children }
  }
}

extension ExpressionProgram.Kind {
  init(_ type: ExpressionType) {
    switch type {
    case .boolean: self = .truth
    case .exact, .date, .time, .timestamp: self = .exact
    case .number: self = .number
    // Of JSON only the status is read.
    case .text, .json, .null: self = .text
    }
  }
}

extension ExpressionOperation {
  fileprivate init(_ expression: TypedExpression) {
    switch expression.node {
    case .column(let index): self = .column(index, isInstant: expression.type == .timestamp)
    case .exact(let units): self = .exact(units)
    case .number(let value): self = .number(value.bitPattern)
    case .text(let text): self = .text(text)
    case .boolean(let value): self = .truth(value)
    case .instant(let value): self = expression.type == .timestamp ? .instant(value) : .exact(value)
    case .null: self = .null
    case .now: self = .now
    case .convert(let inner): self = Self.conversion(from: inner.type, to: expression.type)
    case .negate: self = .negate
    case .arithmetic(let sign, _, _): self = .arithmetic(sign)
    case .compare(let sign, _, _): self = .compare(sign)
    case .and: self = .and
    case .or: self = .or
    case .not: self = .not
    case .isNull: self = .isNull
    case .isIn(let value, let list): self = Self.membership(value.type, list)
    case .like(_, let pattern): self = .like(pattern)
    case .matches(_, let pattern): self = .matches(pattern)
    case .choose: self = .choose
    case .coalesce: self = .coalesce
    case .nullIf: self = .nullIf
    case .length: self = .length
    case .lower: self = .lower
    case .upper: self = .upper
    case .trim: self = .trim
    case .abs: self = .absolute
    case .floor(let inner): self = .floor(dropping: inner.type.scale)
    case .round(let inner, let places):
      self = .round(dropping: inner.type == .number ? places : inner.type.scale - places)
    case .startsWith: self = .startsWith
    case .contains: self = .contains
    case .difference(let unit, let from, _): self = .difference(unit, TimeScale(from.type))
    case .part(let unit, let inner): self = .part(unit, TimeScale(inner.type))
    }
  }

  private static func conversion(from: ExpressionType, to: ExpressionType) -> ExpressionOperation {
    switch to {
    case .number: .toNumber(scale: from.scale)
    case .timestamp: .toInstant
    default: .rescale(power: to.scale - from.scale)
    }
  }

  private static func membership(_ type: ExpressionType, _ list: [TypedExpression]) -> ExpressionOperation {
    switch type {
    case .number:
      .isInNumbers(list.compactMap { if case .number(let value) = $0.node { value.bitPattern } else { nil } })
    case .boolean: .isInTruths(list.compactMap { if case .boolean(let value) = $0.node { value } else { nil } })
    case .exact, .date, .time: .isInExact(list.compactMap(\.units))
    case .timestamp: .isInInstants(list.compactMap(\.units))
    case .text, .json, .null:
      .isInTexts(list.compactMap { if case .text(let text) = $0.node { text } else { nil } })
    }
  }
}

extension TypedExpression {
  fileprivate var units: Int128? {
    switch node {
    case .exact(let units), .instant(let units): units
    default: nil
    }
  }
}

extension ExpressionType {
  fileprivate var scale: Int {
    if case .exact(let scale) = self { scale } else { 0 }
  }
}

extension ExpressionOperation.TimeScale {
  fileprivate init(_ type: ExpressionType) {
    switch type {
    case .date: self = .days
    case .time: self = .nanoseconds
    default: self = .instants
    }
  }
}
