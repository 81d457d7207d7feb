// Rules that follow from the structure of a contract, without any quality rule.

extension RuleList {
  mutating func add(_ property: Property) {
    addStructure(of: property, column: property.name)
    addOptions(of: property, column: property.name)
    addNested(in: property, column: property.name)
    for relationship in property.relationships {
      addReference(relationship, column: property.name)
    }
    for rule in property.quality { add(rule, property: property, column: property.name) }
  }

  mutating func add(_ object: SchemaObject) {
    let settings = object.settings
    let key = object.primaryKey
    if let first = key.first {
      add("primaryKey", nil, .primaryKey(columns: key.map(\.name)), at: first.marks["primaryKey"])
    }
    let extra = settings.extraColumns ?? .warn
    if extra != .ignore {
      add("columnExtra", nil, .columnExtra(extra), at: object.mark, severity: extra.severity)
    }
    let order = settings.columnOrder ?? .ignore
    if order != .ignore {
      add("columnOrder", nil, .columnOrder(order), at: object.mark, severity: order.severity)
    }
    let empty = settings.emptyBatch ?? (object.admitsNoRows ? .ignore : .fail)
    add("emptyBatch", nil, .emptyBatch(empty), at: object.mark, severity: empty.severity)
    for relationship in object.relationships { addReference(relationship, column: nil) }
    for rule in object.quality { add(rule, property: nil, column: nil) }
  }

  private mutating func addStructure(of property: Property, column: String) {
    let policy = property.absencePolicy
    if nestedReason == nil {
      add(
        "columnPresent", column, .columnPresent(ifAbsent: policy), at: property.mark,
        severity: policy.severity)
    }
    switch property.logicalType {
    case .string, nil: break
    case .nested(let name):
      addNotRun(
        "type", column, "\(name) columns are not decoded by this version", at: property.marks["logicalType"])
    default: add("type", column, .type, at: property.marks["logicalType"])
    }
    if property.isRequired || property.isPrimaryKey {
      add("required", column, .required, at: property.marks[property.isRequired ? "required" : "primaryKey"])
    }
    if property.isUnique { add("unique", column, .unique, at: property.marks["unique"]) }
  }

  /// Parts of a cell: each rule about them is listed under `column.part`.
  private mutating func addNested(in property: Property, column: String) {
    let nested = property.nested
    let reason = "it is about a part of a nested column, which this version does not decode"
    for (key, parts) in [("properties", nested.properties), ("items", nested.items), ("map", nested.map)] {
      guard !parts.isEmpty else { continue }
      addNotRun(key, column, reason, at: property.marks[key])
      let outer = nestedReason
      nestedReason = nestedReason ?? reason
      for (index, part) in parts.enumerated() {
        let fallback = key == "map" ? ["key", "value"][index] : key
        let name = "\(column).\(part.name.isEmpty ? fallback : part.name)"
        addStructure(of: part, column: name)
        addOptions(of: part, column: name)
        addNested(in: part, column: name)
        for relationship in part.relationships { addReference(relationship, column: name) }
        for rule in part.quality { add(rule, property: part, column: name) }
      }
      nestedReason = outer
    }
  }

  private mutating func addReference(_ relationship: Relationship, column: String?) {
    let target = Words.either(relationship.to.map(\.value))
    addNotRun(
      "reference", column, "values of \(target) are not read by this version", at: relationship.marks["to"])
  }
}

extension ColumnPolicy {
  var severity: Severity { self == .fail ? .error : .warning }
}

extension Property {
  /// What the absence of this column from a batch means.
  package var absencePolicy: ColumnPolicy {
    switch settings.presence {
    case .required: .fail
    case .optional: .ignore
    case nil: isRequired || isPrimaryKey || isUnique ? .fail : .warn
    }
  }
}

extension SchemaObject {
  /// Whether a rowCount rule of the author says that an empty batch is fine.
  var admitsNoRows: Bool {
    quality.contains { rule in
      guard case .library(metric: "rowCount", _) = rule.kind else { return false }
      return rule.threshold?.comparison.admits(.zero) ?? false
    }
  }
}
