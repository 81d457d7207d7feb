/// Finds the columns of an expression and the type of each of its parts.
///
/// Nothing is converted between text and numbers, or text and dates, whatever they look like: who means it says so. What
/// is converted is exact to more digits, exact to `number` where the other side is one, and a date to its midnight.
package struct ExpressionTyper {
  let columns: ExpressionColumns

  package init(_ columns: ExpressionColumns) { self.columns = columns }

  /// An expression that is true, false or unknown for each row.
  func condition(_ syntax: ExpressionSyntax) throws(ExpressionFault) -> TypedExpression {
    let typed = try self.typed(syntax)
    guard typed.type == .boolean else {
      throw ExpressionFault(
        .expressionType, "a rule needs a condition, this is \(typed.type.words)",
        help: "compare it with something, such as `… > 0`", at: syntax.range)
    }
    if typed.columns.isEmpty {
      throw ExpressionFault(
        .expressionType, "the expression reads no column, so it says the same of every row", at: syntax.range)
    }
    return typed
  }

  func typed(_ syntax: ExpressionSyntax) throws(ExpressionFault) -> TypedExpression {
    switch syntax.node {
    case .column(let name): return try column(name, syntax)
    case .exact(let value, let scale):
      return TypedExpression(.exact(value.scaledDown(toScale: scale) ?? 0), .exact(scale: scale))
    case .float(let value): return TypedExpression(.number(value), .number)
    case .text(let text): return TypedExpression(.text(text), .text)
    case .boolean(let value): return TypedExpression(.boolean(value), .boolean)
    case .null: return TypedExpression(.null, .null)
    case .instant(let value, let type): return TypedExpression(.instant(value), type)
    case .negate(let inner): return try negated(inner, syntax)
    case .arithmetic(let sign, let left, let right): return try arithmetic(sign, left, right, syntax)
    case .compare(let sign, let left, let right):
      return try comparison(sign, (try self.typed(left), left), (try self.typed(right), right), syntax.range)
    case .and(let left, let right):
      return TypedExpression(.and(try boolean(left, "and"), try boolean(right, "and")), .boolean)
    case .or(let left, let right):
      return TypedExpression(.or(try boolean(left, "or"), try boolean(right, "or")), .boolean)
    case .not(let inner): return TypedExpression(.not(try boolean(inner, "not")), .boolean)
    case .isNull(let inner):
      let value = try self.typed(inner)
      return TypedExpression(.isNull(value.type == .null ? converted(value, .boolean) : value), .boolean)
    case .isIn(let value, let items): return try membership(value, items, syntax)
    case .between(let value, let low, let high):
      let typed = try self.typed(value)
      let above = try comparison(.greaterOrEqual, (typed, value), (try self.typed(low), low), low.range)
      let below = try comparison(.lessOrEqual, (typed, value), (try self.typed(high), high), high.range)
      return TypedExpression(.and(above, below), .boolean)
    case .like(let value, let pattern):
      return TypedExpression(.like(try text(value, "like"), pattern: try literal(pattern, "like")), .boolean)
    case .matches(let value, let pattern):
      let text = String(decoding: try literal(pattern, "matches"), as: UTF8.self)
      try checkPattern(text, pattern.range)
      return TypedExpression(.matches(try self.text(value, "matches"), pattern: text), .boolean)
    case .choose(let subject, let branches, let otherwise):
      return try choice(subject, branches, otherwise, syntax)
    case .call(let function, let arguments): return try call(function, arguments, syntax)
    }
  }

  private func column(_ name: [UInt8], _ syntax: ExpressionSyntax) throws(ExpressionFault) -> TypedExpression {
    if let index = columns.index(of: name) { return TypedExpression(.column(index), columns.type(of: index)) }
    // The one function that SQL writes without parentheses.
    if ASCII.lowercased(name[...]).elementsEqual("now".utf8) { return TypedExpression(.now, .timestamp) }
    let shown = String(decoding: name, as: UTF8.self)
    throw ExpressionFault(
      .unknownColumn,
      "the expression names the column \(Words.quoted(shown)), which \(Words.quoted(columns.object)) does not have",
      help: Words.suggestion(for: shown, among: columns.names), at: syntax.range)
  }

  // MARK: Logic and comparisons

  func boolean(_ syntax: ExpressionSyntax, _ word: String) throws(ExpressionFault) -> TypedExpression {
    let typed = try self.typed(syntax)
    if typed.type == .null { return converted(typed, .boolean) }
    guard typed.type == .boolean else {
      throw ExpressionFault(
        .expressionType, "`\(word)` joins conditions, this is \(typed.type.words)", help: columns.hint(about: typed),
        at: syntax.range)
    }
    return typed
  }

  typealias Operand = (typed: TypedExpression, syntax: ExpressionSyntax)

  func comparison(
    _ sign: ComparisonSign, _ left: Operand, _ right: Operand, _ range: Range<Int>
  ) throws(ExpressionFault) -> TypedExpression {
    for side in [left, right] where side.typed.type == .null {
      throw ExpressionFault(
        .nullComparison, "nothing is equal to null, nor different from it", help: "write `is null` or `is not null`",
        at: side.syntax.range)
    }
    let type = try common([left, right], range)
    if type == .json {
      throw ExpressionFault(
        .expressionType, "cells of JSON are not compared", help: "only `is null` can be asked of them", at: range)
    }
    if type == .boolean && sign != .equal && sign != .notEqual {
      throw ExpressionFault(
        .expressionType, "booleans have no order", help: "write `=`, or the column alone", at: range)
    }
    return TypedExpression(
      .compare(sign, try converted(left, to: type), try converted(right, to: type)), .boolean)
  }

  private func membership(
    _ value: ExpressionSyntax, _ items: [ExpressionSyntax], _ syntax: ExpressionSyntax
  ) throws(ExpressionFault) -> TypedExpression {
    var operands: [Operand] = [(try self.typed(value), value)]
    for item in items { operands.append((try self.typed(item), item)) }
    for operand in operands where operand.typed.type == .null {
      throw ExpressionFault(
        .nullComparison, "null in a list is equal to nothing, and makes `not in` unknown for every row",
        help: "leave it out, and add `or … is null`", at: operand.syntax.range)
    }
    let type = try common(operands, syntax.range)
    guard type != .json else {
      throw ExpressionFault(.expressionType, "cells of JSON are not compared", at: syntax.range)
    }
    var typed: [TypedExpression] = []
    for operand in operands { typed.append(try converted(operand, to: type)) }
    let list = Array(typed.dropFirst())
    if list.allSatisfy(\.isLiteral) { return TypedExpression(.isIn(typed[0], list), .boolean) }
    let tests = list.map { TypedExpression(.compare(.equal, typed[0], $0), .boolean) }
    return tests.dropFirst().reduce(tests[0]) { TypedExpression(.or($0, $1), .boolean) }
  }

  private func choice(
    _ subject: ExpressionSyntax?, _ branches: [ExpressionSyntax.Branch], _ otherwise: ExpressionSyntax?,
    _ syntax: ExpressionSyntax
  ) throws(ExpressionFault) -> TypedExpression {
    var conditions: [TypedExpression] = []
    var values: [Operand] = []
    let compared: Operand? = if let subject { (try self.typed(subject), subject) } else { nil }
    for branch in branches {
      if let compared {
        let value = (try self.typed(branch.condition), branch.condition)
        conditions.append(try comparison(.equal, compared, value, branch.condition.range))
      } else {
        conditions.append(try boolean(branch.condition, "when"))
      }
      values.append((try self.typed(branch.value), branch.value))
    }
    values.append(
      try otherwise.map { (other) throws(ExpressionFault) in (try self.typed(other), other) }
        ?? (TypedExpression(.null, .null), syntax))
    let type = try common(values, syntax.range)
    guard type != .null, type != .json else {
      throw ExpressionFault(
        .expressionType, type == .null ? "every result of this `case` is null" : "cells of JSON are no results",
        at: syntax.range)
    }
    var results: [TypedExpression] = []
    for value in values { results.append(try converted(value, to: type)) }
    let typed = zip(conditions, results).map { TypedExpression.Branch(condition: $0, value: $1) }
    return TypedExpression(.choose(typed, otherwise: results[results.count - 1]), type)
  }

  // MARK: Types that meet

  /// The one type that all operands can become.
  func common(_ operands: [Operand], _ range: Range<Int>) throws(ExpressionFault) -> ExpressionType {
    var type = operands[0].typed.type
    var first = operands[0]
    for operand in operands.dropFirst() {
      guard let next = Self.common(type, operand.typed.type) else {
        throw mismatch(first, operand, range)
      }
      if type == .null { first = operand }
      type = next
    }
    return type
  }

  static func common(_ left: ExpressionType, _ right: ExpressionType) -> ExpressionType? {
    switch (left, right) {
    case _ where left == right: left
    case (.null, let other), (let other, .null): other
    case (.exact(let one), .exact(let other)): .exact(scale: max(one, other))
    case (.exact, .number), (.number, .exact): .number
    case (.date, .timestamp), (.timestamp, .date): .timestamp
    default: nil
    }
  }

  private func mismatch(_ left: Operand, _ right: Operand, _ range: Range<Int>) -> ExpressionFault {
    let types = [left.typed.type, right.typed.type]
    var help = columns.hint(about: left.typed) ?? columns.hint(about: right.typed)
    let literal = [left, right].first { $0.typed.isLiteral && $0.typed.type == .text }
    if let literal, case .text(let text) = literal.typed.node {
      let text = String(decoding: text, as: UTF8.self)
      if types.contains(.date) { help = "write `date '\(Words.escaped(text))'`" }
      if types.contains(.timestamp) { help = "write `timestamp '\(Words.escaped(text))'`" }
      if types.contains(where: \.isNumeric), ExactDecimal(text) != nil { help = "write the number without quotes" }
    }
    return ExpressionFault(
      .expressionType, "\(left.typed.type.words) and \(right.typed.type.words) do not meet", help: help, at: range)
  }

  /// The operand as a value of `type`, which `common` has found.
  func converted(_ operand: Operand, to type: ExpressionType) throws(ExpressionFault) -> TypedExpression {
    guard case .exact(let units) = operand.typed.node, case .exact(let from) = operand.typed.type,
      case .exact(let scale) = type
    else { return converted(operand.typed, type) }
    guard let factor = Self.power(scale - from) else { return operand.typed }
    let (product, overflow) = units.multipliedReportingOverflow(by: factor)
    if overflow {
      throw ExpressionFault(
        .expressionType, "with \(scale) digits after the point the number needs more than 128 bits",
        at: operand.syntax.range)
    }
    return TypedExpression(.exact(product), type)
  }

  private func converted(_ value: TypedExpression, _ type: ExpressionType) -> TypedExpression {
    if value.type == type { return value }
    switch (value.node, value.type) {
    case (.null, _): return TypedExpression(.null, type)
    case (.exact(let units), .exact(let scale)) where type == .number:
      return TypedExpression(.number(ExactDecimal("\(units)e-\(scale)")?.doubleValue ?? 0), .number)
    case (.instant(let days), .date):
      return TypedExpression(.instant(days * Int128(CivilTime.nanosecondsPerDay)), .timestamp)
    default: return TypedExpression(.convert(value), type)
    }
  }

  /// 10^exponent; nil beyond 128 bits.
  package static func power(_ exponent: Int) -> Int128? {
    guard exponent >= 0 && exponent <= 38 else { return nil }
    return (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}
