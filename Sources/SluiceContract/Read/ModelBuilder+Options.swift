// `logicalTypeOptions`, and the type itself.

extension ModelBuilder {
  /// Each option is taken with the mark of its value; the grammar made sure that it belongs to the type.
  func options(_ node: YAMLNode, type: LogicalType?) -> TypeOptions {
    var options = TypeOptions()
    options.minLength = node.markedInteger("minLength")
    options.maxLength = node.markedInteger("maxLength")
    options.pattern = node.markedText("pattern")
    options.format = node.markedText("format")
    options.minimum = bound(node, "minimum", type)
    options.maximum = bound(node, "maximum", type)
    options.exclusiveMinimum = bound(node, "exclusiveMinimum", type)
    options.exclusiveMaximum = bound(node, "exclusiveMaximum", type)
    options.multipleOf = node["multipleOf"].flatMap { value in
      value.decimal.map { Marked($0, at: value.mark) }
    }
    options.timezone = flag(node, "timezone")
    options.defaultTimezone = node.markedText("defaultTimezone")
    if type?.isTemporal == true {
      options.timePattern = options.format.flatMap { try? TimePattern($0.value) }
    }
    if type == .timestamp {
      let zone = options.defaultTimezone.flatMap { try? zones.zone(named: $0.value) }
      options.zone = zone.flatMap { $0.isUTC ? nil : $0 }
    }
    options.minItems = node.markedInteger("minItems")
    options.maxItems = node.markedInteger("maxItems")
    options.uniqueItems = flag(node, "uniqueItems")
    options.minProperties = node.markedInteger("minProperties")
    options.maxProperties = node.markedInteger("maxProperties")
    options.requiredProperties = node["required"].map { Marked(node.texts("required"), at: $0.mark) }
    options.dimensions = node.markedInteger("dimensions")
    options.elementType = node.markedText("elementType")
    options.distanceMetric = node.text("distanceMetric")
    options.embeddingModel = node.text("embeddingModel")
    options.embeddingModelVersion = node.text("embeddingModelVersion")
    options.isNormalized = flag(node, "normalized")
    return options
  }

  private func flag(_ node: YAMLNode, _ key: String) -> Marked<Bool>? {
    node[key].flatMap { value in value.boolean.map { Marked($0, at: value.mark) } }
  }

  private func bound(_ node: YAMLNode, _ key: String, _ type: LogicalType?) -> Marked<Scalar>? {
    guard let value = node[key] else { return nil }
    if version == .v3_0, let flag = value.boolean { return Marked(.boolean(flag), at: value.mark) }
    guard let scalar = value.value(for: type), scalar != .null else { return nil }
    return Marked(scalar, at: value.mark)
  }
}

extension LogicalType {
  /// nil where no type is given, or one that the grammar has refused.
  package init?(_ name: String?, physicalType: String?) {
    switch name {
    case "string": self = .string
    case "integer": self = .integer
    case "number":
      self = physicalType.flatMap(Self.decimal) ?? .number
    case "boolean": self = .boolean
    case "date": self = .date
    case "time": self = .time
    case "timestamp": self = .timestamp
    case "object", "array", "map", "vector": self = .nested(name ?? "")
    default: return nil
    }
  }

  /// `DECIMAL(18,2)`, `numeric(10)`, `NUMBER(38, 0)`: what databases call an exact number.
  private static func decimal(_ physicalType: String) -> LogicalType? {
    let parts = physicalType.lowercased().split(separator: "(", omittingEmptySubsequences: false)
    let names = ["decimal", "numeric", "number", "dec"]
    guard parts.count == 2, names.contains(trimmed(parts[0])), trimmed(parts[1]).hasSuffix(")") else {
      return nil
    }
    let numbers = trimmed(parts[1]).dropLast().split(separator: ",", omittingEmptySubsequences: false)
      .map { Int(trimmed($0)) }
    guard let precision = numbers.first ?? nil, precision > 0 else { return nil }
    switch numbers.count {
    case 1: return .decimal(precision: precision, scale: 0)
    case 2: return numbers[1].flatMap { $0 < 0 ? nil : .decimal(precision: precision, scale: $0) }
    default: return nil
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var rest = text
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
