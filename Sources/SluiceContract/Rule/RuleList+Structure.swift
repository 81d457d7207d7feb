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

  /// `isName`: the property is the key of a map, which JSON writes as a text whatever it is.
  mutating func addStructure(of property: Property, column: String, isName: Bool = false) {
    if part == nil {
      let policy = property.absencePolicy
      add(
        "columnPresent", column, .columnPresent(ifAbsent: policy), at: property.mark,
        severity: policy.severity)
    }
    addType(of: property, column: column, isName: isName)
    if property.isRequired || property.isPrimaryKey {
      add("required", column, .required, at: property.marks[property.isRequired ? "required" : "primaryKey"])
    }
    if property.isUnique {
      add("unique", column, part == nil ? .unique : .notRun(reason: Self.insideReason), at: property.marks["unique"])
    }
  }

  /// In a column of its own every cell is text; inside JSON a text is one thing among others.
  private mutating func addType(of property: Property, column: String, isName: Bool) {
    let type = property.valueType
    if type == nil || (type == .string && (part == nil || isName)) { return }
    let key = property.logicalType != nil ? "logicalType" : property.nested.properties.isEmpty ? "items" : "properties"
    add("type", column, .type, at: property.marks[key])
  }

  /// `column`: the property that has the relationship; nil where the object has it.
  mutating func addReference(_ relationship: Relationship, column: String?) {
    let mark = relationship.marks["to"]
    if part != nil { return addNotRun("reference", column, Self.insideReason, at: mark) }
    do throws(ReferenceResolver.Refusal) {
      let (columns, target) = try references.resolve(relationship, of: schemaObject, column: column)
      let test = RuleTest.reference(columns: columns, target)
      add("reference", columns.count == 1 ? columns[0] : nil, test, at: mark, authoredID: relationship.id)
    } catch {
      addNotRun("reference", column, error.reason, at: mark)
    }
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
      if case .sluice(let engine) = rule.kind, engine.check == "rowCount", engine.condition == nil {
        return engine.threshold?.comparison.admits(.zero) ?? false
      }
      guard case .library(metric: "rowCount", _) = rule.kind else { return false }
      return rule.threshold?.comparison.admits(.zero) ?? false
    }
  }
}
