// Rules about the insides of nested columns: the parts of a cell, and the cell as a container.

extension RuleList {
  /// Each rule of a part is listed under `column.part`, and asked of every such value in a cell.
  mutating func addNested(in property: Property, column: String) {
    let nested = property.nested
    for (index, part) in nested.properties.enumerated() { add(part, .property(index), named: part.name, of: column) }
    let outer = notRunReason
    if !nested.properties.isEmpty && !nested.items.isEmpty {
      notRunReason = "a property with `properties` and `items` is read as an object; say its logicalType"
    }
    for part in nested.items { add(part, .items, named: part.name.isEmpty ? "items" : part.name, of: column) }
    notRunReason = outer
    for (part, step) in zip(nested.map, [PropertyPart.Step.key, .value]) {
      add(part, step, named: part.name.isEmpty ? (step == .key ? "key" : "value") : part.name, of: column)
    }
  }

  private mutating func add(_ part: Property, _ step: PropertyPart.Step, named name: String, of column: String) {
    let outer = self.part
    self.part = PropertyPart(column: outer?.column ?? column, steps: (outer?.steps ?? []) + [step])
    defer { self.part = outer }
    let column = "\(column).\(name)"
    if part.settings.presence != nil {
      let reason = "a part of a cell is no column; `required` of the object's options asks for its presence"
      addNotRun("columnPresent", column, reason, at: part.mark)
    }
    addStructure(of: part, column: column, isName: step == .key)
    if part.isPrimaryKey {
      addNotRun("primaryKey", column, Self.insideReason, at: part.marks["primaryKey"])
    }
    addOptions(of: part, column: column)
    addNested(in: part, column: column)
    for relationship in part.relationships { addReference(relationship, column: column) }
    for rule in part.quality { add(rule, property: part, column: column) }
  }

  /// Why no rule compares what is inside the cells of different rows.
  static let insideReason = "values inside cells are not compared from row to row"

  /// Options of objects, arrays and vectors.
  mutating func addContainerOptions(of property: Property, column: String) {
    let options = property.options
    if let mark = (options.minItems ?? options.maxItems)?.mark {
      add("items", column, .size(minimum: options.minItems?.value, maximum: options.maxItems?.value), at: mark)
    }
    if let unique = options.uniqueItems, unique.value { add("uniqueItems", column, .uniqueItems, at: unique.mark) }
    if let mark = (options.minProperties ?? options.maxProperties)?.mark {
      let test = RuleTest.size(minimum: options.minProperties?.value, maximum: options.maxProperties?.value)
      add("properties", column, test, at: mark)
    }
    if let names = options.requiredProperties, !names.value.isEmpty {
      add("requiredProperties", column, .requiredProperties(names.value), at: names.mark)
    }
    guard property.logicalType == .nested("vector") else { return }
    if let dimensions = options.dimensions {
      add("dimensions", column, .size(minimum: dimensions.value, maximum: dimensions.value), at: dimensions.mark)
    }
    let type = options.elementType
    add("elementType", column, .elementType(type?.value), at: type?.mark ?? property.marks["logicalType"])
    if let normalized = options.isNormalized, normalized.value {
      add("normalized", column, .normalized(elementType: type?.value), at: normalized.mark)
    }
  }
}
