// Schema objects and properties.

extension ModelBuilder {
  func object(_ node: YAMLNode, path: String) -> SchemaObject {
    var object = SchemaObject(
      name: node.text("name") ?? "", physicalName: node.text("physicalName"),
      mark: node["name"]?.mark ?? node.headMark)
    object.marks = Marks(node)
    object.id = node.text("id")
    object.logicalType = node.text("logicalType")
    object.physicalType = node.text("physicalType")
    object.description = node.text("description")
    object.businessName = node.text("businessName")
    object.dataGranularityDescription = node.text("dataGranularityDescription")
    object.isDeprecated = node.boolean("deprecated") ?? false
    object.context = node["context"].map { context($0, path: DocumentPath.join(path, "context")) }
    object.synonyms = synonyms(node, path: path)
    object.tags = node.texts("tags")
    object.authoritativeDefinitions = definitions(node)
    object.customProperties = customProperties(node, path: path)
    var settings = SettingsReader(place: .object, findings: findings)
    object.settings = settings.object(object.customProperties, path: path)
    object.properties = list(node, "properties", path: path) { property($0, path: $1) }
    object.relationships = relationships(node, path: path)
    let reader = QualityReader(property: nil, builder: self)
    object.quality = list(node, "quality", path: path) { reader.rule($0, path: $1) }.compactMap(\.self)
    return object
  }

  func property(_ node: YAMLNode, path: String) -> Property {
    let type = LogicalType(node.text("logicalType"), physicalType: node.text("physicalType"))
    var property = Property(
      name: node.text("name") ?? "", physicalName: node.text("physicalName"), logicalType: type,
      physicalType: node.text("physicalType"), isRequired: node.boolean("required") ?? false,
      isUnique: node.boolean("unique") ?? false, isPrimaryKey: node.boolean("primaryKey") ?? false,
      classification: node.text("classification"), tags: node.texts("tags"),
      mark: node["name"]?.mark ?? node.headMark)
    property.marks = Marks(node)
    property.id = node.text("id")
    property.description = node.text("description")
    property.businessName = node.text("businessName")
    // -1 is how the standard says "none".
    property.primaryKeyPosition = node.integer("primaryKeyPosition").flatMap { $0 < 0 ? nil : $0 }
    property.isPartitioned = node.boolean("partitioned") ?? false
    property.partitionKeyPosition = node.integer("partitionKeyPosition").flatMap { $0 < 0 ? nil : $0 }
    property.isDeprecated = node.boolean("deprecated") ?? false
    property.isCriticalDataElement = node.boolean("criticalDataElement") ?? false
    property.semanticType = node.text("semanticType")
    property.encryptedName = node.text("encryptedName")
    property.transformSourceObjects = node.texts("transformSourceObjects")
    property.transformLogic = node.text("transformLogic")
    property.transformDescription = node.text("transformDescription")
    property.options = node["logicalTypeOptions"].map { options($0, type: type) } ?? TypeOptions()
    if version == .v3_0, type == .date { property.logicalType = Self.olderDate(property.options) }
    property.enumeration = node["enum"]?.items.map { enumeration($0, type: type, path: path) }
    property.examples = node.list("examples").compactMap { example in
      example.value(for: type).map { Marked($0, at: example.mark) }
    }
    property.nested = nested(node, path: path)
    property.synonyms = synonyms(node, path: path)
    property.relationships = relationships(node, path: path)
    property.authoritativeDefinitions = definitions(node)
    property.customProperties = customProperties(node, path: path)
    var settings = SettingsReader(place: .property, findings: findings)
    property.settings = settings.property(property.customProperties, path: path)
    let reader = QualityReader(property: property, builder: self)
    property.quality = list(node, "quality", path: path) { reader.rule($0, path: $1) }.compactMap(\.self)
    return property
  }

  /// v3.0 had one type for all dates and times; its format says which is meant.
  private static func olderDate(_ options: TypeOptions) -> LogicalType {
    guard let pattern = options.timePattern, pattern.hasTime else { return .date }
    return pattern.hasDate ? .timestamp : .time
  }

  private func nested(_ node: YAMLNode, path: String) -> Property.Nested {
    var nested = Property.Nested()
    nested.properties = list(node, "properties", path: path) { property($0, path: $1) }
    if let items = node["items"], items.pairs != nil {
      nested.items = [property(items, path: DocumentPath.join(path, "items"))]
    }
    if let map = node["map"], let key = map["key"], let value = map["value"] {
      let inner = DocumentPath.join(path, "map")
      nested.map = [property(key, path: "\(inner).key"), property(value, path: "\(inner).value")]
    }
    return nested
  }

  private func enumeration(_ items: [YAMLNode], type: LogicalType?, path: String) -> [EnumValue] {
    items.compactMap { item in
      guard let node = item["value"], let value = node.value(for: type) else { return nil }
      return EnumValue(
        value: Marked(value, at: node.mark), label: item.text("label"), id: item.text("id"),
        description: item.text("description"), tags: item.texts("tags"),
        authoritativeDefinitions: definitions(item),
        customProperties: foreignProperties(item, path: DocumentPath.join(path, "enum")))
    }
  }

  private func synonyms(_ node: YAMLNode, path: String) -> [Synonym] {
    list(node, "synonyms", path: path) { item, path in
      Synonym(
        id: item.text("id"), synonym: item.text("synonym") ?? "", description: item.text("description"),
        locale: item.text("locale"), source: item.text("source"), status: item.text("status"),
        customProperties: foreignProperties(item, path: path), marks: Marks(item))
    }
  }

  private func relationships(_ node: YAMLNode, path: String) -> [Relationship] {
    list(node, "relationships", path: path) { item, path in
      func columns(_ key: String) -> [Marked<String>] {
        item[key]?.items?.compactMap(\.markedText) ?? item.markedText(key).map { [$0] } ?? []
      }
      let hasListFrom = item["from"].map { $0.items != nil }
      let hasListTo = item["to"].map { $0.items != nil }
      if let hasListFrom, let hasListTo,
        hasListFrom != hasListTo || columns("from").count != columns("to").count
      {
        findings.add(
          .unevenReference, "`from` and `to` do not name the same number of columns", at: item.keyMark("to"),
          path: path, help: "write two names, or two lists of equal length")
      }
      return Relationship(
        id: item.text("id"), type: item.text("type") ?? "foreignKey", from: columns("from"),
        to: columns("to"),
        customProperties: foreignProperties(item, path: path), marks: Marks(item))
    }
  }
}
