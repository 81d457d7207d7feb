/// A place where the data can be found (`servers`).
package struct Server: Sendable {
  /// Its name.
  package var server: String
  package var type: String
  package var id: String?
  package var description: String?
  package var environment: String?
  package var roles: [Role]
  /// What only servers of this type have: `host`, `path`, `database`, …
  package var details: [String: String]
  /// How CSV is written there (`sluiceCsv`).
  package var csv: CSVSettings?
  package var customProperties: [CustomProperty]
  package var marks: Marks
}

/// Who may do what with the data (`roles`).
package struct Role: Sendable {
  package var id: String?
  package var role: String
  package var description: String?
  package var access: String?
  package var firstLevelApprovers: String?
  package var secondLevelApprovers: String?
  package var customProperties: [CustomProperty]
  package var marks: Marks
}
