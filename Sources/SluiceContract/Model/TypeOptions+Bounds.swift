// From up to four options to at most one lower and one upper bound.

extension Property {
  /// Nil where no bound is given. Where an inclusive and an exclusive bound stand side by side, both must
  /// hold, so the tighter one is kept.
  package var bounds: Bounds? {
    let minimum = Self.tighter(options.minimum, options.exclusiveMinimum, logicalType, isLower: true)
    let maximum = Self.tighter(options.maximum, options.exclusiveMaximum, logicalType, isLower: false)
    guard minimum != nil || maximum != nil else { return nil }
    return Bounds(minimum: minimum, maximum: maximum)
  }

  private static func tighter(
    _ inclusive: Marked<Scalar>?, _ exclusive: Marked<Scalar>?, _ type: LogicalType?, isLower: Bool
  ) -> Bounds.Bound? {
    // v3.0: `exclusiveMinimum: true` speaks about `minimum`.
    if case .boolean(let isExclusive) = exclusive?.value {
      return inclusive.map { Bounds.Bound(value: $0.value, isExclusive: isExclusive, mark: $0.mark) }
    }
    let closed = inclusive.map { Bounds.Bound(value: $0.value, isExclusive: false, mark: $0.mark) }
    let open = exclusive.map { Bounds.Bound(value: $0.value, isExclusive: true, mark: $0.mark) }
    guard let closed, let open else { return closed ?? open }
    guard let order = BoundOrder.compare(closed.value, open.value, as: type) else { return closed }
    switch order {
    case .equal: return open
    case .less: return isLower ? open : closed
    case .greater: return isLower ? closed : open
    }
  }
}

/// Compares two bounds as values of a type.
enum BoundOrder {
  case less
  case equal
  case greater

  /// nil where one of them is no value of the type.
  static func compare(_ left: Scalar, _ right: Scalar, as type: LogicalType?) -> BoundOrder? {
    switch (left, right) {
    case (.number(let left), .number(let right)): return order(left, right)
    case (.text(let left), .text(let right)):
      guard let left = instant(left, as: type), let right = instant(right, as: type) else { return nil }
      return order(left, right)
    default: return nil
    }
  }

  /// Days, nanoseconds of a day, or nanoseconds since the epoch, by the type; nil where it does not parse.
  static func instant(_ text: String, as type: LogicalType?) -> Int128? {
    switch type {
    case .date: CivilTime.days(text).map { Int128($0) }
    case .time: CivilTime.nanosecondsOfDay(text).map { Int128($0) }
    case .timestamp: CivilTime.timestamp(text)?.nanoseconds
    default: nil
    }
  }

  private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> BoundOrder {
    left < right ? .less : left == right ? .equal : .greater
  }
}
