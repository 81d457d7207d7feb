/// A data contract: one Open Data Contract Standard document, read, checked and typed.
package struct Contract: Sendable {
  package var apiVersion: String
  package var id: String
  package var version: String
  package var name: String?
  package var status: String?
  /// The tables that are promised, in document order.
  package var objects: [SchemaObject]
}

/// One table of a contract (`schema[…]`).
package struct SchemaObject: Sendable {
  package var name: String
  package var physicalName: String?
  package var properties: [Property]
  package var mark: Mark
}

/// One column of a table (`schema[…].properties[…]`).
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

  /// What the header of a batch must say.
  package var columnName: String { physicalName ?? name }
}
