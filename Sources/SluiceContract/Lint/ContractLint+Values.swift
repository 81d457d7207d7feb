// Values that a contract lists: `enum`, `validValues` and `examples` must be values of their own column.

extension ContractLint {
  func checkValues(of property: Property, path: String) {
    let judge = ValueJudge(property)
    for entry in property.enumeration ?? [] {
      guard let fault = judge.typeFault(of: entry.value.value) else { continue }
      findings.add(
        .badListedValue, "the enum value \(entry.value.value.shown) \(fault)", at: entry.value.mark,
        path: DocumentPath.join(path, "enum"))
    }
    for rule in property.quality {
      guard case .library(_, let arguments) = rule.kind else { continue }
      for value in arguments.validValues ?? [] {
        guard let fault = judge.typeFault(of: value) else { continue }
        findings.add(
          .badListedValue, "the valid value \(value.shown) \(fault)", at: rule.marks["arguments"],
          path: DocumentPath.join(path, "quality"))
      }
    }
    for example in property.examples {
      guard let fault = judge.fault(of: example.value) else { continue }
      findings.add(
        .badExample, "the example \(example.value.shown) \(fault)", at: example.mark,
        path: DocumentPath.join(path, "examples"), help: "correct the example, or the promise it breaks")
    }
  }
}

/// Says how a value that the contract itself gives breaks the promises of its property.
struct ValueJudge {
  private let property: Property
  private let pattern: ECMAPattern?

  init(_ property: Property) {
    self.property = property
    pattern = property.options.pattern.flatMap { try? ECMAPattern($0.value) }
  }

  /// nil where the value keeps all of them; null always does but for `required`.
  func fault(of value: Scalar) -> String? {
    if value == .null { return property.isRequired ? "is null, and the column is required" : nil }
    return typeFault(of: value) ?? formFault(of: value) ?? rangeFault(of: value) ?? textFault(of: value)
      ?? enumFault(of: value)
  }

  /// How a value fails to be of the property's type; nil where it is one.
  func typeFault(of value: Scalar) -> String? {
    let type = property.logicalType
    switch (type, value) {
    case (_, .null), (nil, _), (.string, _), (.nested, _): return nil
    case (.boolean, .boolean): return nil
    case (.boolean, .text(let text)):
      return ["true", "false"].contains(text.lowercased()) ? nil : "is not true or false"
    case (.boolean, _): return "is not true or false"
    case (.integer, _):
      guard let number = Self.number(value) else { return "is not an integer" }
      return number.isIntegral ? nil : "is not an integer"
    case (.number, .text(let text))
    where ["nan", "inf", "-inf", "infinity", "-infinity"].contains(text.lowercased()):
      return nil
    case (.number, _): return Self.number(value) == nil ? "is not a number" : nil
    case (.decimal(let precision, let scale), _):
      guard let number = Self.number(value) else { return "is not a number" }
      let fits = -number.exponent <= scale && number.digits.count + number.exponent <= precision - scale
      return fits || number.isZero ? nil : "does not fit DECIMAL(\(precision),\(scale))"
    case (.date, .text(let text)): return instant(text) == nil ? "is not a date (YYYY-MM-DD)" : nil
    case (.time, .text(let text)): return instant(text) == nil ? "is not a time (HH:MM:SS)" : nil
    case (.timestamp, .text(let text)):
      guard instant(text) == nil else { return nil }
      guard let zone = property.options.zone, CivilTime.timestamp(text) != nil else { return "is not a timestamp" }
      return "does not exist in \(zone.name): clocks went forward"
    case (.date, _), (.time, _), (.timestamp, _): return "is not text"
    }
  }

  /// A listed value is read as a cell is: in the column's format, or in ISO 8601.
  private func instant(_ text: String) -> Int128? {
    TimeText.value(text, as: property.logicalType, property.timeReading, allowsPattern: true)
  }

  private static func number(_ value: Scalar) -> ExactDecimal? {
    switch value {
    case .number(let number): number
    case .text(let text): ExactDecimal(text)
    case .boolean, .null: nil
    }
  }

  /// `format`, `multipleOf` and `timezone`.
  private func formFault(of value: Scalar) -> String? {
    let options = property.options
    if let number = Self.number(value) {
      if let step = options.multipleOf?.value, !number.isMultiple(of: step) { return "is no multiple of \(step)" }
      guard let word = options.format?.value, let form = NumberForm(word) else { return nil }
      return BoundOrder.isInside(number, form.bounds) ? nil : "does not fit \(word)"
    }
    guard case .text(let text) = value else { return nil }
    if let pattern = options.timePattern {
      guard let parsed = pattern.parse(text) else { return "does not have the format \(pattern.text)" }
      return offsetFault(parsed.offsetSeconds != nil)
    }
    if property.logicalType == .timestamp { return offsetFault(CivilTime.timestamp(text)?.hasOffset ?? false) }
    guard property.logicalType == .string, let word = options.format?.value, let form = TextForm(rawValue: word),
      !form.matches(text)
    else { return nil }
    return "is no \(word)"
  }

  private func offsetFault(_ hasOffset: Bool) -> String? {
    guard let timezone = property.options.timezone, timezone.value != hasOffset else { return nil }
    return timezone.value ? "has no offset, and `timezone` asks for one" : "has an offset, and `timezone` refuses it"
  }

  private func rangeFault(of value: Scalar) -> String? {
    guard let bounds = property.bounds else { return nil }
    if let low = bounds.minimum, let order = order(value, low.value),
      order == .less || order == .equal && low.isExclusive
    {
      return "is below the minimum \(low.value.shown)"
    }
    if let high = bounds.maximum, let order = order(value, high.value),
      order == .greater || order == .equal && high.isExclusive
    {
      return "is above the maximum \(high.value.shown)"
    }
    return nil
  }

  private func order(_ value: Scalar, _ bound: Scalar) -> BoundOrder? {
    if let left = Self.number(value), case .number(let right) = bound { return BoundOrder.order(left, right) }
    guard case .text(let left) = value, case .text(let right) = bound, let left = instant(left),
      let right = TimeText.value(right, as: property.logicalType, property.timeReading)
    else { return nil }
    return BoundOrder.order(left, right)
  }

  private func textFault(of value: Scalar) -> String? {
    guard case .text(let text) = value else { return nil }
    let length = text.unicodeScalars.count
    if let least = property.options.minLength?.value, length < least {
      return "is shorter than minLength \(least)"
    }
    if let most = property.options.maxLength?.value, length > most {
      return "is longer than maxLength \(most)"
    }
    return pattern?.isFound(in: text) == false ? "does not match the pattern" : nil
  }

  private func enumFault(of value: Scalar) -> String? {
    guard let listed = property.enumeration, !listed.isEmpty else { return nil }
    let isListed = listed.contains { entry in
      if entry.value.value == value { return true }
      guard case .text(let left) = value, case .text(let right) = entry.value.value, let left = instant(left) else {
        return false
      }
      return left == instant(right)
    }
    return isListed ? nil : "is not one of the enum values"
  }
}
