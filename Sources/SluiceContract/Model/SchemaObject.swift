/// One table of a contract (`schema[…]`).
package struct SchemaObject: Sendable {
  package var name: String
  package var physicalName: String?
  package var properties: [Property]
  package var mark: Mark

  package var id: String?
  package var logicalType: String?
  package var physicalType: String?
  package var description: String?
  package var businessName: String?
  package var dataGranularityDescription: String?
  package var isDeprecated = false
  package var context: Context?
  package var synonyms: [Synonym] = []
  package var tags: [String] = []
  package var relationships: [Relationship] = []
  package var quality: [QualityRule] = []
  package var authoritativeDefinitions: [AuthoritativeDefinition] = []
  package var customProperties: [CustomProperty] = []
  package var settings = ObjectSettings()
  package var marks = Marks(whole: .start)

  package init(name: String, physicalName: String? = nil, properties: [Property] = [], mark: Mark = .start) {
    self.name = name
    self.physicalName = physicalName
    self.properties = properties
    self.mark = mark
  }

  /// The property of that name; names compare as UTF-8.
  package func property(named name: String) -> Property? {
    properties.first { $0.name.utf8.elementsEqual(name.utf8) }
  }

  /// The columns of the primary key, by `primaryKeyPosition`, then by document order.
  package var primaryKey: [Property] {
    properties.filter(\.isPrimaryKey).enumerated().sorted { left, right in
      let first = left.element.primaryKeyPosition ?? .max
      let second = right.element.primaryKeyPosition ?? .max
      return (first, left.offset) < (second, right.offset)
    }.map(\.element)
  }
}
