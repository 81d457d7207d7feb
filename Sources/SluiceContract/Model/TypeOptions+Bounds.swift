// From up to four options to at most one lower and one upper bound.

extension Property {
  /// Nil where no bound is given. Where an inclusive and an exclusive bound stand side by side, both must
  /// hold, so the tighter one is kept.
  package var bounds: Bounds? {
    let minimum = tighter(options.minimum, options.exclusiveMinimum, isLower: true)
    let maximum = tighter(options.maximum, options.exclusiveMaximum, isLower: false)
    guard minimum != nil || maximum != nil else { return nil }
    return Bounds(minimum: minimum, maximum: maximum)
  }

  private func tighter(
    _ inclusive: Marked<Scalar>?, _ exclusive: Marked<Scalar>?, isLower: Bool
  ) -> Bounds.Bound? {
    // v3.0: `exclusiveMinimum: true` speaks about `minimum`.
    if case .boolean(let isExclusive) = exclusive?.value {
      return inclusive.map { Bounds.Bound(value: $0.value, isExclusive: isExclusive, mark: $0.mark) }
    }
    let closed = inclusive.map { Bounds.Bound(value: $0.value, isExclusive: false, mark: $0.mark) }
    let open = exclusive.map { Bounds.Bound(value: $0.value, isExclusive: true, mark: $0.mark) }
    guard let closed, let open else { return closed ?? open }
    guard let order = BoundOrder.compare(closed.value, open.value, of: self) else { return closed }
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

  /// nil where one of them is no value of the property's type.
  static func compare(_ left: Scalar, _ right: Scalar, of property: Property) -> BoundOrder? {
    switch (left, right) {
    case (.number(let left), .number(let right)): return order(left, right)
    case (.text(let left), .text(let right)):
      let (type, reading) = (property.logicalType, property.timeReading)
      guard let left = TimeText.value(left, as: type, reading), let right = TimeText.value(right, as: type, reading)
      else { return nil }
      return order(left, right)
    default: return nil
    }
  }

  static func order<Value: Comparable>(_ left: Value, _ right: Value) -> BoundOrder {
    left < right ? .less : left == right ? .equal : .greater
  }

  /// Whether a number is inside bounds that are numbers.
  static func isInside(_ value: ExactDecimal, _ bounds: Bounds) -> Bool {
    if case .number(let low)? = bounds.minimum?.value,
      value < low || value == low && bounds.minimum?.isExclusive == true
    {
      return false
    }
    if case .number(let high)? = bounds.maximum?.value,
      high < value || value == high && bounds.maximum?.isExclusive == true
    {
      return false
    }
    return true
  }
}
