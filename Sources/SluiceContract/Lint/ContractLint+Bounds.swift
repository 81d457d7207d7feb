// Ranges: that bounds are values of the type, and that something fits between them.

extension ContractLint {
  func checkBounds(of property: Property, path: String) {
    let path = DocumentPath.join(path, "logicalTypeOptions")
    checkBoundTypes(of: property, path: path)
    checkOrder(property.options.minLength, property.options.maxLength, "minLength", "maxLength", path: path)
    checkOrder(property.options.minItems, property.options.maxItems, "minItems", "maxItems", path: path)
    checkOrder(
      property.options.minProperties, property.options.maxProperties, "minProperties", "maxProperties",
      path: path)
    checkRange(of: property, path: path)
  }

  private func checkBoundTypes(of property: Property, path: String) {
    let options = property.options
    for bound in [options.minimum, options.maximum, options.exclusiveMinimum, options.exclusiveMaximum] {
      guard let bound, case .text(let text) = bound.value else { continue }
      let (kind, form): (String, String)
      switch property.logicalType {
      case .date: (kind, form) = ("date", "YYYY-MM-DD")
      case .time: (kind, form) = ("time", "HH:MM, HH:MM:SS or HH:MM:SS.f")
      case .timestamp: (kind, form) = ("timestamp", "YYYY-MM-DDTHH:MM:SSZ")
      default: continue
      }
      guard TimeText.value(text, as: property.logicalType, property.timeReading) == nil else { continue }
      if let zone = property.options.zone, property.logicalType == .timestamp, CivilTime.timestamp(text) != nil {
        findings.add(
          .badBound, "the bound \(Words.quoted(text)) does not exist in \(zone.name): clocks went forward",
          at: bound.mark, path: path, help: "write it with an offset, or in UTC with `Z`")
        continue
      }
      findings.add(
        .badBound, "the bound \(Words.quoted(text)) is not a \(kind)", at: bound.mark, path: path,
        help: "write \(form), whatever `format` the data has")
    }
  }

  private func checkOrder(
    _ low: Marked<Int>?, _ high: Marked<Int>?, _ lowName: String, _ highName: String, path: String
  ) {
    guard let low, let high, low.value > high.value else { return }
    findings.add(
      .reversedRange, "\(lowName) \(low.value) is above \(highName) \(high.value), so no value fits",
      at: low.mark,
      path: path, help: "swap them", notes: [.init(message: highName, mark: high.mark)])
  }

  private func checkRange(of property: Property, path: String) {
    guard let bounds = property.bounds, let low = bounds.minimum, let high = bounds.maximum,
      let order = BoundOrder.compare(low.value, high.value, of: property)
    else { return }
    let isOpen = low.isExclusive || high.isExclusive
    guard order == .greater || order == .equal && isOpen else { return }
    findings.add(
      .reversedRange,
      order == .equal
        ? "no value fits between two equal bounds of which one is exclusive"
        : "the minimum \(low.value.shown) is above the maximum \(high.value.shown), so no value fits",
      at: low.mark, path: path, help: order == .equal ? nil : "swap them",
      notes: [.init(message: "the maximum", mark: high.mark)])
  }
}

extension Scalar {
  /// For messages.
  var shown: String {
    switch self {
    case .text(let text): Words.quoted(text)
    case .number(let number): number.description
    case .boolean(let value): value ? "true" : "false"
    case .null: "null"
    }
  }
}
