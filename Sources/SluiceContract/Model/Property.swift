/// One column of a table (`schema[…].properties[…]`), or a part of a nested one.
package struct Property: Sendable {
  package var name: String
  /// The column's name in the batch, where it differs from `name`.
  package var physicalName: String?
  /// nil where the contract gives no `logicalType`: cells are then text, and no type is checked.
  package var logicalType: LogicalType?
  package var physicalType: String?
  package var isRequired: Bool
  package var isUnique: Bool
  package var isPrimaryKey: Bool
  package var classification: String?
  package var tags: [String]
  package var mark: Mark

  package var id: String?
  package var description: String?
  package var businessName: String?
  /// From 1; nil where none is given.
  package var primaryKeyPosition: Int?
  package var isPartitioned = false
  package var partitionKeyPosition: Int?
  package var isDeprecated = false
  package var isCriticalDataElement = false
  package var semanticType: String?
  package var encryptedName: String?
  package var transformSourceObjects: [String] = []
  package var transformLogic: String?
  package var transformDescription: String?
  package var options = TypeOptions()
  /// The values that `enum` lists; nil where there is none.
  package var enumeration: [EnumValue]?
  package var examples: [Marked<Scalar>] = []
  package var nested = Nested()
  package var synonyms: [Synonym] = []
  package var relationships: [Relationship] = []
  package var quality: [QualityRule] = []
  package var authoritativeDefinitions: [AuthoritativeDefinition] = []
  package var customProperties: [CustomProperty] = []
  package var settings = PropertySettings()
  package var marks = Marks(whole: .start)

  package init(
    name: String, physicalName: String? = nil, logicalType: LogicalType? = nil, physicalType: String? = nil,
    isRequired: Bool = false, isUnique: Bool = false, isPrimaryKey: Bool = false,
    classification: String? = nil,
    tags: [String] = [], mark: Mark = .start
  ) {
    self.name = name
    self.physicalName = physicalName
    self.logicalType = logicalType
    self.physicalType = physicalType
    self.isRequired = isRequired
    self.isUnique = isUnique
    self.isPrimaryKey = isPrimaryKey
    self.classification = classification
    self.tags = tags
    self.mark = mark
  }

  /// What the header of a batch must say.
  package var columnName: String { physicalName ?? name }

  /// Whether values of this column must not appear in any output: its own classification says so, or that of
  /// something inside its cells.
  package var isMasked: Bool {
    isClassified || (nested.properties + nested.items + nested.map).contains(where: \.isMasked)
  }

  /// Whether this property itself, not one inside it, says that its values are secret.
  package var isClassified: Bool {
    let secret = ["restricted", "confidential", "pii", "sensitive"]
    let isPassword = logicalType == .string && options.format?.value == TextForm.password.rawValue
    return isPassword || secret.contains(classification?.lowercased() ?? "")
      || tags.contains { $0.lowercased() == "pii" }
  }

  /// The parts of an `object`, `array` or `map`.
  package struct Nested: Sendable {
    package var properties: [Property] = []
    /// None or one.
    package var items: [Property] = []
    /// None, or the key and the value.
    package var map: [Property] = []
  }
}

/// One listed value of `enum` (since v3.2).
package struct EnumValue: Sendable {
  /// In a text-like column the text as it was written, else what it looks like.
  package var value: Marked<Scalar>
  package var label: String?
  package var id: String?
  package var description: String?
  package var tags: [String] = []
  package var authoritativeDefinitions: [AuthoritativeDefinition] = []
  package var customProperties: [CustomProperty] = []
}
