// What the `sluice*` custom properties say, typed.

/// Settings of a whole contract.
package struct ContractSettings: Sendable {
  /// Where alerts go: `sluiceAlerts`.
  package var alerts: Alerts?
  /// Whom a new version must not break: `sluiceCompatibility`.
  package var compatibility: Compatibility?
  /// Failures that are accepted for a time: `sluiceWaivers`.
  package var waivers: [Waiver] = []

  package enum Compatibility: String, Sendable, CaseIterable {
    case consumer, producer, full, none
  }

  package struct Alerts: Sendable {
    package var error: String?
    package var warning: String?
  }

  /// Turns a matching `fail` into `warn` until its date has passed.
  package struct Waiver: Sendable {
    /// The id of a rule, or of a check.
    package var rule: String
    /// `object` or `object.column`; nil for everywhere.
    package var path: String?
    /// The last day, as days since 1970-01-01.
    package var until: Int64
    package var reason: String?
    package var mark: Mark
  }
}

/// Settings of one object.
package struct ObjectSettings: Sendable {
  package var csv: CSVSettings?
  /// `sluiceExtraColumns`; nil: warn.
  package var extraColumns: ColumnPolicy?
  /// `sluiceColumnOrder`; nil: ignore.
  package var columnOrder: ColumnPolicy?
  /// `sluiceEmptyBatch`; nil: fail, unless a rowCount rule admits 0.
  package var emptyBatch: ColumnPolicy?
  /// `sluiceStructure`: kinds of structural findings that warn or fail against their default.
  package var structure: [String: ColumnPolicy] = [:]
  /// `sluiceSkewKeys`.
  package var skewKeys: [String] = []
}

/// Settings of one property.
package struct PropertySettings: Sendable {
  /// `sluicePresence`.
  package var presence: Presence?
  /// `sluiceEnvironments`: `train`, `serve`; nil: both.
  package var environments: [String]?
  /// `sluiceServingColumn`: its name in the serving log.
  package var servingColumn: String?

  package enum Presence: String, Sendable, CaseIterable {
    case required, optional
  }
}
