/// A reference from columns of one object to columns of another (`relationships`).
package struct Relationship: Sendable {
  package var id: String?
  /// Always `foreignKey`, so far.
  package var type: String
  /// Empty at the level of a property, which is itself the origin.
  package var from: [Marked<String>]
  package var to: [Marked<String>]
  package var customProperties: [CustomProperty]
  package var marks: Marks
}

/// Another name of an object or a property (since v3.2).
package struct Synonym: Sendable {
  package var id: String?
  package var synonym: String
  package var description: String?
  package var locale: String?
  package var source: String?
  package var status: String?
  package var customProperties: [CustomProperty]
  package var marks: Marks
}

/// Where a term is defined for the whole company (`authoritativeDefinitions`).
package struct AuthoritativeDefinition: Sendable {
  package var id: String?
  package var url: String
  package var type: String
  package var description: String?
  package var marks: Marks
}

/// One entry of `customProperties`; its value is free.
package struct CustomProperty: Sendable {
  package var id: String?
  package var property: String
  /// Where the name stands.
  package var nameMark: Mark
  package var value: YAMLNode
  package var description: String?
  package var vendor: String?
  package var marks: Marks
}
