// Values that a contract lists: `enum`, `validValues` and `examples` must be values of their own column.

extension ContractLint {
  func checkValues(of property: Property, path: String) {
    let type = property.logicalType
    for entry in property.enumeration ?? [] {
      guard let fault = ValueJudge.fault(of: entry.value.value, as: type) else { continue }
      findings.add(
        .badListedValue, "the enum value \(entry.value.value.shown) \(fault)", at: entry.value.mark,
        path: DocumentPath.join(path, "enum"))
    }
    for rule in property.quality {
      guard case .library(_, let arguments) = rule.kind else { continue }
      for value in arguments.validValues ?? [] {
        guard let fault = ValueJudge.fault(of: value, as: type) else { continue }
        findings.add(
          .badListedValue, "the valid value \(value.shown) \(fault)", at: rule.marks["arguments"],
          path: DocumentPath.join(path, "quality"))
      }
    }
    let judge = ValueJudge(property)
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
    // A format of the author's own decides how a time is spelled, and is not judged here.
    if property.options.format != nil, Self.isTemporal(property.logicalType) { return nil }
    if let fault = Self.fault(of: value, as: property.logicalType) { return fault }
    return rangeFault(of: value) ?? textFault(of: value) ?? enumFault(of: value)
  }

  private static func isTemporal(_ type: LogicalType?) -> Bool {
    type == .date || type == .time || type == .timestamp
  }

  /// How a value fails to be of a type; nil where it is one.
  static func fault(of value: Scalar, as type: LogicalType?) -> String? {
    switch (type, value) {
    case (_, .null), (nil, _), (.string, _), (.nested, _): return nil
    case (.boolean, .boolean): return nil
    case (.boolean, .text(let text)):
      return ["true", "false"].contains(text.lowercased()) ? nil : "is not true or false"
    case (.boolean, _): return "is not true or false"
    case (.integer, _):
      guard let number = number(value) else { return "is not an integer" }
      return number.isIntegral ? nil : "is not an integer"
    case (.number, .text(let text))
    where ["nan", "inf", "-inf", "infinity", "-infinity"].contains(text.lowercased()):
      return nil
    case (.number, _): return number(value) == nil ? "is not a number" : nil
    case (.decimal(let precision, let scale), _):
      guard let number = number(value) else { return "is not a number" }
      let fits = -number.exponent <= scale && number.digits.count + number.exponent <= precision - scale
      return fits || number.isZero ? nil : "does not fit DECIMAL(\(precision),\(scale))"
    case (.date, .text(let text)): return CivilTime.days(text) == nil ? "is not a date (YYYY-MM-DD)" : nil
    case (.time, .text(let text)):
      return CivilTime.nanosecondsOfDay(text) == nil ? "is not a time (HH:MM:SS)" : nil
    case (.timestamp, .text(let text)): return CivilTime.timestamp(text) == nil ? "is not a timestamp" : nil
    case (.date, _), (.time, _), (.timestamp, _): return "is not text"
    }
  }

  private static func number(_ value: Scalar) -> ExactDecimal? {
    switch value {
    case .number(let number): number
    case .text(let text): ExactDecimal(text)
    case .boolean, .null: nil
    }
  }

  private func rangeFault(of value: Scalar) -> String? {
    guard let bounds = property.bounds else { return nil }
    let value = Self.number(value).map { Scalar.number($0) } ?? value
    let type = property.logicalType
    if let low = bounds.minimum, let order = BoundOrder.compare(value, low.value, as: type),
      order == .less || order == .equal && low.isExclusive
    {
      return "is below the minimum \(low.value.shown)"
    }
    if let high = bounds.maximum, let order = BoundOrder.compare(value, high.value, as: type),
      order == .greater || order == .equal && high.isExclusive
    {
      return "is above the maximum \(high.value.shown)"
    }
    return nil
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
    return listed.contains { $0.value.value == value } ? nil : "is not one of the enum values"
  }
}
