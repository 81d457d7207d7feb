import Foundation
import SluiceContract

@testable import SluiceEngine

/// Interprets a typed expression for one row: slow, row by row, with optionals and Foundation's calendar.
///
/// The oracle of the compiled programs; it shares no code with them but the decoding of cells.
struct ExpressionOracle {
  enum Value: Equatable {
    case null, overflow
    case truth(Bool)
    /// Units of the scale; days; nanoseconds.
    case exact(Int128)
    case number(Double)
    case text([UInt8])

    var isError: Bool { self == .overflow }
  }

  let cells: [Value]
  let now: Int128

  func truth(_ expression: TypedExpression) -> RowTruth {
    switch value(expression) {
    case .truth(true): .holds
    case .truth(false): .fails
    case .null: .unknown
    default: .overflow
    }
  }

  private func value(_ expression: TypedExpression) -> Value {
    switch expression.node {
    case .column(let index): return cells[index]
    case .exact(let units), .instant(let units): return .exact(units)
    case .number(let value): return .number(value)
    case .text(let text): return .text(text)
    case .boolean(let value): return .truth(value)
    case .null: return .null
    case .now: return .exact(now)
    case .convert(let inner): return converted(value(inner), inner.type, expression.type)
    case .negate(let inner): return numeric(value(inner), { $0 == .min ? nil : -$0 }, { -$0 })
    case .abs(let inner): return numeric(value(inner), { $0 == .min ? nil : Swift.abs($0) }, { Swift.abs($0) })
    case .arithmetic(let sign, let left, let right): return arithmetic(sign, value(left), value(right))
    case .compare(let sign, let left, let right): return compared(sign, value(left), value(right))
    case .and(let left, let right): return joined(value(left), value(right), deciding: false)
    case .or(let left, let right): return joined(value(left), value(right), deciding: true)
    case .not(let inner):
      if case .truth(let truth) = value(inner) { return .truth(!truth) }
      return value(inner)
    case .isNull(let inner):
      let found = value(inner)
      return found.isError ? found : .truth(found == .null)
    case .isIn(let inner, let list):
      let found = value(inner)
      if found == .null || found.isError { return found }
      return .truth(list.contains { compared(.equal, found, value($0)) == .truth(true) })
    case .like(let inner, let pattern):
      return mapText(value(inner)) { text in
        let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
        let pattern = Array(String(decoding: pattern, as: UTF8.self).unicodeScalars)
        return .truth(isLike(scalars[...], pattern[...]))
      }
    case .matches(let inner, let pattern):
      return mapText(value(inner)) { text in
        let regex = try? NSRegularExpression(pattern: pattern)
        let string = String(decoding: text, as: UTF8.self)
        let range = NSRange(string.startIndex..., in: string)
        return .truth(regex?.firstMatch(in: string, range: range) != nil)
      }
    case .choose(let branches, let otherwise):
      for branch in branches {
        let condition = value(branch.condition)
        if condition.isError { return condition }
        if condition == .truth(true) { return value(branch.value) }
      }
      return value(otherwise)
    case .coalesce(let values): return values.lazy.map { value($0) }.first { $0 != .null } ?? .null
    case .nullIf(let left, let right):
      let (one, other) = (value(left), value(right))
      if one == .null || one.isError { return one }
      if other.isError { return other }
      return other != .null && compared(.equal, one, other) == .truth(true) ? .null : one
    case .length(let inner):
      return mapText(value(inner)) { .exact(Int128(String(decoding: $0, as: UTF8.self).unicodeScalars.count)) }
    case .lower(let inner):
      return mapText(value(inner)) { text in
        .text(
          String(decoding: text, as: UTF8.self).unicodeScalars.flatMap { Array($0.properties.lowercaseMapping.utf8) })
      }
    case .upper(let inner):
      return mapText(value(inner)) { text in
        .text(
          String(decoding: text, as: UTF8.self).unicodeScalars.flatMap { Array($0.properties.uppercaseMapping.utf8) })
      }
    case .trim(let inner):
      return mapText(value(inner)) { text in
        let isSpace = { (byte: UInt8) in [0x20, 9, 10, 11, 12, 13].contains(byte) }
        return .text(Array(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed()))
      }
    case .floor(let inner): return rounded(value(inner), inner.type, places: 0, .down)
    case .round(let inner, let places):
      return rounded(value(inner), inner.type, places: places, .toNearestOrAwayFromZero)
    case .startsWith(let left, let right):
      return mapTexts(value(left), value(right)) { .truth($0.starts(with: $1)) }
    case .contains(let left, let right):
      return mapTexts(value(left), value(right)) { text, part in
        .truth(part.isEmpty || text.indices.contains { text[$0...].starts(with: part) })
      }
    case .difference(let unit, let from, let to): return difference(unit, from.type, value(from), value(to))
    case .part(let unit, let inner): return part(unit, inner.type, value(inner))
    }
  }

  // MARK: Numbers

  private func converted(_ found: Value, _ from: ExpressionType, _ to: ExpressionType) -> Value {
    guard case .exact(let units) = found else { return found }
    switch (from, to) {
    case (.exact(let scale), .number):
      return .number(Double("\(units)e-\(scale)") ?? 0)
    case (.exact(let scale), .exact(let wanted)):
      let (product, overflow) = units.multipliedReportingOverflow(by: power(wanted - scale))
      return overflow ? .overflow : .exact(product)
    default: return .exact(units * 86_400_000_000_000)
    }
  }

  private func power(_ exponent: Int) -> Int128 { (0..<exponent).reduce(1) { power, _ in power * 10 } }

  private func numeric(_ found: Value, _ exact: (Int128) -> Int128?, _ number: (Double) -> Double) -> Value {
    switch found {
    case .exact(let units): exact(units).map { .exact($0) } ?? .overflow
    case .number(let value): .number(number(value))
    default: found
    }
  }

  private func arithmetic(_ sign: ArithmeticSign, _ left: Value, _ right: Value) -> Value {
    if left.isError || right.isError { return .overflow }
    switch (left, right) {
    case (.exact(let a), .exact(let b)):
      if sign == .modulo { return b == 0 ? .null : .exact(b == -1 ? 0 : a % b) }
      let (value, overflow) =
        switch sign {
        case .plus: a.addingReportingOverflow(b)
        case .minus: a.subtractingReportingOverflow(b)
        default: a.multipliedReportingOverflow(by: b)
        }
      return overflow ? .overflow : .exact(value)
    case (.number(let a), .number(let b)):
      switch sign {
      case .plus: return .number(a + b)
      case .minus: return .number(a - b)
      case .times: return .number(a * b)
      case .over: return b == 0 ? .null : .number(a / b)
      case .modulo: return b == 0 ? .null : .number(fmod(a, b))
      }
    default: return .null
    }
  }

  private func rounded(_ found: Value, _ type: ExpressionType, places: Int, _ rule: FloatingPointRoundingRule) -> Value
  {
    switch (found, type) {
    case (.number(let value), _):
      let factor = pow(10, Double(places))
      return .number((value * factor).isFinite ? (value * factor).rounded(rule) / factor : value)
    case (.exact(let units), .exact(let scale)):
      let factor = power(scale - places)
      var (quotient, rest) = units.quotientAndRemainder(dividingBy: factor)
      if rule == .down {
        if rest < 0 { quotient -= 1 }
      } else {
        rest = Swift.abs(rest)
        if rest >= factor - rest { quotient += units < 0 ? -1 : 1 }
      }
      return .exact(quotient)
    default: return found
    }
  }

  // MARK: Logic

  private func compared(_ sign: ComparisonSign, _ left: Value, _ right: Value) -> Value {
    if left.isError || right.isError { return .overflow }
    let order: Int?
    switch (left, right) {
    case (.exact(let a), .exact(let b)): order = a < b ? -1 : a == b ? 0 : 1
    case (.truth(let a), .truth(let b)): order = a == b ? 0 : 1
    case (.text(let a), .text(let b)): order = a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
    case (.number(let a), .number(let b)): order = a.isNaN || b.isNaN ? nil : a < b ? -1 : a == b ? 0 : 1
    default: return .null
    }
    guard let order else { return .truth(false) }
    switch sign {
    case .equal: return .truth(order == 0)
    case .notEqual: return .truth(order != 0)
    case .less: return .truth(order < 0)
    case .lessOrEqual: return .truth(order <= 0)
    case .greater: return .truth(order > 0)
    case .greaterOrEqual: return .truth(order >= 0)
    }
  }

  private func joined(_ left: Value, _ right: Value, deciding: Bool) -> Value {
    if left == .truth(deciding) || right == .truth(deciding) { return .truth(deciding) }
    if left.isError || right.isError { return .overflow }
    return left == .null || right == .null ? .null : .truth(!deciding)
  }

  private func mapText(_ found: Value, _ body: ([UInt8]) -> Value) -> Value {
    if case .text(let text) = found { body(text) } else { found }
  }

  /// What cannot be decided makes the result so, whatever the other operand is.
  private func mapTexts(_ left: Value, _ right: Value, _ body: ([UInt8], [UInt8]) -> Value) -> Value {
    if left.isError || right.isError { return .overflow }
    guard case .text(let left) = left, case .text(let right) = right else { return .null }
    return body(left, right)
  }

  private func isLike(_ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "%" {
      return (text.startIndex...text.endIndex).contains { isLike(text[$0...], pattern.dropFirst()) }
    }
    guard let scalar = text.first, first == "_" || first == scalar else { return false }
    return isLike(text.dropFirst(), pattern.dropFirst())
  }

  // MARK: Times

  private static let calendar: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .gmt
    return calendar
  }()

  private static let nanosecondsOfDay: Int128 = 86_400_000_000_000

  private func split(_ units: Int128, _ type: ExpressionType) -> (days: Int128, rest: Int128) {
    if type == .date { return (units, 0) }
    if type == .time { return (0, units) }
    let days = Int128((Double(units) / Double(Self.nanosecondsOfDay)).rounded(.down))
    for candidate in [days - 1, days, days + 1] {
      let rest = units - candidate * Self.nanosecondsOfDay
      if rest >= 0 && rest < Self.nanosecondsOfDay { return (candidate, rest) }
    }
    return (days, 0)
  }

  private func date(_ days: Int128) -> DateComponents {
    Self.calendar.dateComponents(
      [.year, .month, .day, .weekday, .dayOfYear], from: Date(timeIntervalSince1970: Double(days) * 86_400))
  }

  private func part(_ unit: DateUnit, _ type: ExpressionType, _ found: Value) -> Value {
    guard case .exact(let units) = found else { return found }
    let (days, rest) = split(units, type)
    let seconds = Int(rest / 1_000_000_000)
    let parts = date(days)
    switch unit {
    case .hour: return .exact(Int128(seconds / 3600))
    case .minute: return .exact(Int128(seconds / 60 % 60))
    case .second: return .exact(Int128(seconds % 60))
    case .year: return .exact(Int128(parts.year ?? 0))
    case .month: return .exact(Int128(parts.month ?? 0))
    case .day: return .exact(Int128(parts.day ?? 0))
    case .weekday, .week: return .exact(Int128(((parts.weekday ?? 0) + 5) % 7 + 1))
    case .yearday: return .exact(Int128(parts.dayOfYear ?? 0))
    }
  }

  private func difference(_ unit: DateUnit, _ type: ExpressionType, _ from: Value, _ to: Value) -> Value {
    if from.isError || to.isError { return .overflow }
    guard case .exact(let a) = from, case .exact(let b) = to else { return .null }
    let tick: Int128 = type == .date ? Self.nanosecondsOfDay : 1
    let span = (b - a) * tick
    let second: Int128 = 1_000_000_000
    switch unit {
    case .second: return .exact(span / second)
    case .minute: return .exact(span / (60 * second))
    case .hour: return .exact(span / (3600 * second))
    case .week: return .exact(span / (7 * Self.nanosecondsOfDay))
    case .month, .year:
      let months = a <= b ? months(a, b, type) : -months(b, a, type)
      return .exact(unit == .month ? months : months / 12)
    default: return .exact(span / Self.nanosecondsOfDay)
    }
  }

  private func months(_ from: Int128, _ to: Int128, _ type: ExpressionType) -> Int128 {
    let (first, last) = (split(from, type), split(to, type))
    let (one, other) = (date(first.days), date(last.days))
    var months = ((other.year ?? 0) - (one.year ?? 0)) * 12 + (other.month ?? 0) - (one.month ?? 0)
    let (day, lastDay) = (one.day ?? 0, other.day ?? 0)
    if lastDay < day || lastDay == day && last.rest < first.rest { months -= 1 }
    return Int128(months)
  }
}

extension ExpressionOracle.Value {
  /// The value of a decoded cell; one that does not parse is null.
  init(_ column: ColumnBatch, _ kind: ColumnKind, _ row: Int) {
    switch column.status[row] {
    case CellStatus.null, CellStatus.invalid: self = .null
    case CellStatus.wide: self = column.wide.first { $0.row == row }?.value.map { .exact($0) } ?? .overflow
    default:
      switch kind {
      case .text, .container: self = .text(column.text(row))
      case .number: self = .number(column.doubles[row])
      case .boolean: self = .truth(column.integers[row] == 1)
      case .timestamp: self = .exact(Int128(column.integers[row]) * 1000)
      default: self = .exact(Int128(column.integers[row]))
      }
    }
  }
}
