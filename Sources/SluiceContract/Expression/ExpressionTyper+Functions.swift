// Arithmetic and functions: what they take, and what they give.

extension ExpressionTyper {
  func negated(_ inner: ExpressionSyntax, _ syntax: ExpressionSyntax) throws(ExpressionFault) -> TypedExpression {
    let value = try numeric(inner, "-")
    return TypedExpression(.negate(value), value.type)
  }

  func arithmetic(
    _ sign: ArithmeticSign, _ left: ExpressionSyntax, _ right: ExpressionSyntax, _ syntax: ExpressionSyntax
  ) throws(ExpressionFault) -> TypedExpression {
    let (one, other) = (try numeric(left, sign.rawValue), try numeric(right, sign.rawValue))
    guard sign != .over, case .exact(let first) = one.type, case .exact(let second) = other.type else {
      return TypedExpression(
        .arithmetic(
          sign, try converted((one, left), to: .number), try converted((other, right), to: .number)), .number)
    }
    if sign == .times {
      guard first + second <= ExpressionType.maximumScale else {
        throw ExpressionFault(
          .expressionType, "the product has \(first + second) digits after the point, more than 128 bits hold",
          help: "round its factors", at: syntax.range)
      }
      return TypedExpression(.arithmetic(sign, one, other), .exact(scale: first + second))
    }
    let type = ExpressionType.exact(scale: max(first, second))
    return TypedExpression(
      .arithmetic(sign, try converted((one, left), to: type), try converted((other, right), to: type)), type)
  }

  func call(
    _ function: ExpressionFunction, _ arguments: [ExpressionSyntax], _ syntax: ExpressionSyntax
  ) throws(ExpressionFault) -> TypedExpression {
    let name = function.rawValue
    switch function {
    case .now: return TypedExpression(.now, .timestamp)
    case .length: return TypedExpression(.length(try text(arguments[0], name)), .exact(scale: 0))
    case .lower: return TypedExpression(.lower(try text(arguments[0], name)), .text)
    case .upper: return TypedExpression(.upper(try text(arguments[0], name)), .text)
    case .trim: return TypedExpression(.trim(try text(arguments[0], name)), .text)
    case .startsWith:
      return TypedExpression(.startsWith(try text(arguments[0], name), try text(arguments[1], name)), .boolean)
    case .contains:
      return TypedExpression(.contains(try text(arguments[0], name), try text(arguments[1], name)), .boolean)
    case .abs:
      let value = try numeric(arguments[0], name)
      return TypedExpression(.abs(value), value.type)
    case .floor:
      let value = try numeric(arguments[0], name)
      return value.type == .exact(scale: 0)
        ? value : TypedExpression(.floor(value), value.type == .number ? .number : .exact(scale: 0))
    case .round: return try rounding(arguments)
    case .coalesce: return try coalescing(arguments, syntax)
    case .nullif:
      let operands: [Operand] = [
        (try self.typed(arguments[0]), arguments[0]), (try self.typed(arguments[1]), arguments[1]),
      ]
      guard case .compare(_, let left, let right) = try comparison(.equal, operands[0], operands[1], syntax.range).node
      else { return operands[0].typed }
      return TypedExpression(.nullIf(left, right), left.type)
    case .dateDiff: return try difference(arguments, syntax)
    case .datePart: return try part(arguments)
    }
  }

  private func coalescing(
    _ arguments: [ExpressionSyntax], _ syntax: ExpressionSyntax
  ) throws(ExpressionFault) -> TypedExpression {
    var operands: [Operand] = []
    for argument in arguments { operands.append((try self.typed(argument), argument)) }
    let type = try common(operands, syntax.range)
    guard type != .null, type != .json else {
      throw ExpressionFault(
        .expressionType, type == .null ? "every argument is null" : "cells of JSON are no values", at: syntax.range)
    }
    var values: [TypedExpression] = []
    for operand in operands { values.append(try converted(operand, to: type)) }
    return TypedExpression(.coalesce(values), type)
  }

  private func rounding(_ arguments: [ExpressionSyntax]) throws(ExpressionFault) -> TypedExpression {
    let value = try numeric(arguments[0], "round")
    let limit = value.type == .number ? 15 : ExpressionType.maximumScale
    var places = 0
    if arguments.count == 2 {
      guard case .exact(let number, 0) = arguments[1].node, let count = number.intValue, (0...limit).contains(count)
      else {
        throw ExpressionFault(
          .expressionType, "the places to round to are a whole number from 0 to \(limit)", at: arguments[1].range)
      }
      places = count
    }
    guard case .exact(let scale) = value.type else {
      return TypedExpression(.round(value, places: places), .number)
    }
    return places >= scale ? value : TypedExpression(.round(value, places: places), .exact(scale: places))
  }

  private func difference(
    _ arguments: [ExpressionSyntax], _ syntax: ExpressionSyntax
  ) throws(ExpressionFault) -> TypedExpression {
    let unit = try unit(arguments[0], among: DateUnit.ofDifferences)
    let operands: [Operand] = [
      (try self.typed(arguments[1]), arguments[1]), (try self.typed(arguments[2]), arguments[2]),
    ]
    for operand in operands where ![.date, .timestamp, .time].contains(operand.typed.type) {
      throw notTemporal(operand, "date_diff")
    }
    let type = try common(operands, syntax.range)
    if type == .time && !unit.isTimeOfDay {
      throw ExpressionFault(
        .expressionType, "times of the day are no \(unit.rawValue)s apart", help: "write 'hour', 'minute' or 'second'",
        at: arguments[0].range)
    }
    return TypedExpression(
      .difference(unit, try converted(operands[0], to: type), try converted(operands[1], to: type)),
      .exact(scale: 0))
  }

  private func part(_ arguments: [ExpressionSyntax]) throws(ExpressionFault) -> TypedExpression {
    let unit = try unit(arguments[0], among: DateUnit.ofParts)
    let operand: Operand = (try self.typed(arguments[1]), arguments[1])
    switch operand.typed.type {
    case .timestamp: break
    case .date where !unit.isTimeOfDay: break
    case .time where unit.isTimeOfDay: break
    case .date, .time:
      throw ExpressionFault(
        .expressionType, "\(operand.typed.type.words) has no \(unit.rawValue)", at: arguments[0].range)
    default: throw notTemporal(operand, "date_part")
    }
    return TypedExpression(.part(unit, operand.typed), .exact(scale: 0))
  }

  private func notTemporal(_ operand: Operand, _ name: String) -> ExpressionFault {
    ExpressionFault(
      .expressionType, "\(name) takes dates and timestamps, this is \(operand.typed.type.words)",
      help: columns.hint(about: operand.typed), at: operand.syntax.range)
  }

  private func unit(_ syntax: ExpressionSyntax, among units: [DateUnit]) throws(ExpressionFault) -> DateUnit {
    let names = units.map(\.rawValue)
    guard case .text(let text) = syntax.node, let unit = DateUnit(rawValue: String(decoding: text, as: UTF8.self)),
      units.contains(unit)
    else {
      throw ExpressionFault(
        .expressionType, "the unit is one of \(Words.either(names.map { "'\($0)'" })), as text", at: syntax.range)
    }
    return unit
  }

  // MARK: Arguments

  func numeric(_ syntax: ExpressionSyntax, _ name: String) throws(ExpressionFault) -> TypedExpression {
    let typed = try self.typed(syntax)
    guard typed.type.isNumeric else {
      let isTemporal = [.date, .timestamp, .time].contains(typed.type)
      throw ExpressionFault(
        .expressionType, "`\(name)` takes numbers, this is \(typed.type.words)",
        help: isTemporal ? "write `date_diff('day', from, to)`" : columns.hint(about: typed), at: syntax.range)
    }
    return typed
  }

  func text(_ syntax: ExpressionSyntax, _ name: String) throws(ExpressionFault) -> TypedExpression {
    let typed = try self.typed(syntax)
    guard typed.type == .text else {
      throw ExpressionFault(
        .expressionType, "`\(name)` takes text, this is \(typed.type.words)", at: syntax.range)
    }
    return typed
  }

  /// The text of a pattern, which must stand there as it is.
  func literal(_ syntax: ExpressionSyntax, _ name: String) throws(ExpressionFault) -> [UInt8] {
    guard case .text(let text) = syntax.node else {
      throw ExpressionFault(
        .expressionType, "`\(name)` takes its pattern as text in single quotes", at: syntax.range)
    }
    return text
  }

  func checkPattern(_ pattern: String, _ range: Range<Int>) throws(ExpressionFault) {
    do {
      _ = try ECMAPattern(pattern)
    } catch {
      throw ExpressionFault(.badPattern, "the pattern does not compile: \(error.message)", at: range)
    }
  }
}
