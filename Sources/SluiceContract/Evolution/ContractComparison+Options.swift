// Which values a column may hold: the options of its type, and `enum`.

extension ContractComparison {
  func compareOptions(_ old: Property, _ new: Property, _ spot: ChangeSpot) {
    let empty = YAMLNode.emptyMapping(at: spot.new.headMark)
    let inner = spot.below(
      "logicalTypeOptions", spot.old["logicalTypeOptions"] ?? empty, spot.new["logicalTypeOptions"] ?? empty)
    if let shape = Self.optionShapes[Self.typeName(new)] { compareFields(shape, inner) }
    let (before, after) = (old.options, new.options)
    compareBounds(old, new, inner)
    compareLimits(
      [
        ("length", "minLength", before.minLength, after.minLength),
        ("length", "maxLength", before.maxLength, after.maxLength),
      ], .lengthChanged, inner)
    compareLimits(
      [
        ("items", "minItems", before.minItems, after.minItems),
        ("items", "maxItems", before.maxItems, after.maxItems),
      ], .sizeChanged, inner)
    compareLimits(
      [
        ("properties", "minProperties", before.minProperties, after.minProperties),
        ("properties", "maxProperties", before.maxProperties, after.maxProperties),
      ], .sizeChanged, inner)
    compareFlag(
      "uniqueItems", before.uniqueItems?.value ?? false, after.uniqueItems?.value ?? false, .uniqueItemsChanged, inner)
    compareFlag(
      "normalized", before.isNormalized?.value ?? false, after.isNormalized?.value ?? false, .vectorChanged, inner)
    compareNames(before.requiredProperties, after.requiredProperties, inner)
    if before.dimensions?.value != after.dimensions?.value {
      add(.vectorChanged, .both, "dimensions", inner)
    }
    compareMultiples(before.multipleOf?.value, after.multipleOf?.value, inner)
    comparePattern(old, new, inner)
    compareFormat(old, new, inner)
    compareTimezone(before, after, inner)
  }

  private static let optionShapes: [String: ShapeName] = [
    "string": .stringOptions, "date": .dateOptions, "time": .timeOptions, "timestamp": .timeOptions,
    "integer": .integerOptions, "number": .numberOptions, "object": .objectOptions, "array": .arrayOptions,
    "vector": .vectorOptions,
  ]

  private static func typeName(_ property: Property) -> String {
    switch property.valueType {
    case .string, nil: "string"
    case .integer: "integer"
    case .number, .decimal: "number"
    case .boolean: "boolean"
    case .date: "date"
    case .time: "time"
    case .timestamp: "timestamp"
    case .nested(let kind): kind
    }
  }

  /// A change of an option, told as its values were and are.
  private func add(
    _ rule: ChangeRule, _ direction: ChangeDirection, _ key: String, _ spot: ChangeSpot, hint: String? = nil
  ) {
    let words = DifferenceWords.of(key, spot.old[key], spot.new[key])
    list.add(rule, direction, "\(spot.name): \(words)", spot, key: key, hint: hint)
  }

  /// Limits whose direction the declaration of their check tells; what is not given does not limit.
  private func compareLimits(
    _ limits: [(check: String, key: String, old: Marked<Int>?, new: Marked<Int>?)], _ rule: ChangeRule,
    _ spot: ChangeSpot
  ) {
    for limit in limits {
      let larger =
        CheckDeclaration.named(limit.check)?.parameters.first { $0.name == limit.key }?.direction ?? .undetermined
      let open = larger == .tightens ? 0 : Int.max
      let direction = larger.from(limit.old?.value ?? open, to: limit.new?.value ?? open)
      if direction != .none { add(rule, direction, limit.key, spot) }
    }
  }

  private func compareBounds(_ old: Property, _ new: Property, _ spot: ChangeSpot) {
    let (before, after) = (old.bounds, new.bounds)
    let lower = Self.bound(before?.minimum, after?.minimum, isLower: true, of: new)
    let upper = Self.bound(before?.maximum, after?.maximum, isLower: false, of: new)
    let direction = ChangeDirection.combined([lower, upper])
    guard direction != .none else { return }
    let keys = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"].filter {
      !spot.old[$0].saysTheSame(as: spot.new[$0])
    }
    let words = keys.map { DifferenceWords.of($0, spot.old[$0], spot.new[$0]) }.joined(separator: "; ")
    list.add(.rangeChanged, direction, "\(spot.name): \(words)", spot, key: keys.first)
  }

  private static func bound(
    _ old: Bounds.Bound?, _ new: Bounds.Bound?, isLower: Bool, of property: Property
  ) -> ChangeDirection {
    guard let old, let new else { return old == nil && new == nil ? .none : old == nil ? .tightens : .loosens }
    guard let order = BoundOrder.compare(old.value, new.value, of: property) else { return .undetermined }
    switch order {
    case .less: return isLower ? .tightens : .loosens
    case .greater: return isLower ? .loosens : .tightens
    case .equal: return old.isExclusive == new.isExclusive ? .none : new.isExclusive ? .tightens : .loosens
    }
  }

  private func compareNames(_ old: Marked<[String]>?, _ new: Marked<[String]>?, _ spot: ChangeSpot) {
    let larger = CheckDeclaration.requiredProperties.parameters.first { $0.name == "required" }?.direction ?? .tightens
    let direction = larger.from(Set(old?.value ?? []), to: Set(new?.value ?? []))
    if direction != .none { add(.requiredMembersChanged, direction, "required", spot) }
  }

  private func compareMultiples(_ old: ExactDecimal?, _ new: ExactDecimal?, _ spot: ChangeSpot) {
    guard old != new else { return }
    let direction: ChangeDirection =
      if let old, let new {
        .ofAdmitted(grows: !new.isMultiple(of: old), shrinks: !old.isMultiple(of: new))
      } else {
        old == nil ? .tightens : .loosens
      }
    add(.multipleOfChanged, direction, "multipleOf", spot)
  }

  private func comparePattern(_ old: Property, _ new: Property, _ spot: ChangeSpot) {
    let (before, after) = (old.options.pattern?.value, new.options.pattern?.value)
    guard before != after else { return }
    guard let before, let after else {
      return add(.patternChanged, before == nil ? .tightens : .loosens, "pattern", spot)
    }
    add(
      .patternChanged, .undetermined, "pattern", spot, hint: PatternFlips(from: before, to: after, of: old, new).words)
  }

  private func compareFormat(_ old: Property, _ new: Property, _ spot: ChangeSpot) {
    // Of numbers it is part of the type.
    let isTemporal = new.valueType?.isTemporal ?? false
    guard new.valueType == .string || isTemporal || new.valueType == nil,
      old.options.format?.value != new.options.format?.value
    else { return }
    let direction: ChangeDirection =
      old.options.format == nil
      ? .tightens : new.options.format == nil ? .loosens : isTemporal ? .both : .undetermined
    add(.formatChanged, direction, "format", spot)
  }

  private func compareTimezone(_ old: TypeOptions, _ new: TypeOptions, _ spot: ChangeSpot) {
    if old.timezone?.value != new.timezone?.value {
      add(.timezoneChanged, old.timezone == nil ? .tightens : new.timezone == nil ? .loosens : .both, "timezone", spot)
    }
    let (before, after) = (old.defaultTimezone?.value ?? "UTC", new.defaultTimezone?.value ?? "UTC")
    if before != after { add(.timezoneChanged, .both, "defaultTimezone", spot) }
  }

  func compareEnum(_ old: Property, _ new: Property, _ spot: ChangeSpot) {
    let nodes = (old: spot.old["enum"], new: spot.new["enum"])
    guard let before = old.enumeration, let after = new.enumeration else {
      if old.enumeration == nil && new.enumeration == nil { return }
      let isNew = old.enumeration == nil
      let words = isNew ? "only listed values are allowed now" : "any value is allowed now"
      return list.add(
        .enumChanged, isNew ? .tightens : .loosens, "\(spot.name): \(words)", spot, key: "enum")
    }
    let gone = before.filter { value in !after.contains { $0.value.value == value.value.value } }
    let come = after.filter { value in !before.contains { $0.value.value == value.value.value } }
    if gone.isEmpty && come.isEmpty {
      if !nodes.old.saysTheSame(as: nodes.new) {
        list.add(.textChanged, .none, "\(spot.name): labels or the order of `enum` are others", spot, key: "enum")
      }
      return
    }
    func words(_ node: YAMLNode?, _ values: [EnumValue]) -> String {
      let marks = Set(values.map(\.value.mark))
      let shown = (node?.items ?? []).compactMap { $0["value"] }.filter { marks.contains($0.mark) }.map(\.words)
      return shown.prefix(8).joined(separator: ", ") + (shown.count > 8 ? ", …" : "")
    }
    let larger = CheckDeclaration.enumeration.parameters.first { $0.name == "enum" }?.direction ?? .loosens
    let direction = ChangeDirection.combined(
      (come.isEmpty ? [] : [larger]) + (gone.isEmpty ? [] : [larger.opposite]))
    let parts = [
      come.isEmpty ? nil : "new: \(words(nodes.new, come))", gone.isEmpty ? nil : "gone: \(words(nodes.old, gone))",
    ]
    list.add(
      .enumChanged, direction, "\(spot.name): values of `enum`, \(parts.compactMap(\.self).joined(separator: "; "))",
      spot,
      key: "enum")
  }
}

extension YAMLNode {
  /// In place of a mapping that is not written.
  static func emptyMapping(at mark: Mark) -> YAMLNode {
    YAMLNode(content: .mapping([]), mark: mark, height: 1, nodeCount: 1)
  }
}
