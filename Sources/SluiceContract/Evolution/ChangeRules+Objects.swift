// Changes of objects, and of what is asked of a batch as a whole.

extension ChangeRule {
  static let objectRules = [
    objectAdded, objectRemoved, objectRenamed, physicalTypeChanged, policyChanged, primaryKeyChanged,
    relationshipAdded, relationshipRemoved, relationshipChanged, skewSettingsChanged,
  ]

  static let objectAdded = ChangeRule(
    "object-added", "An object is new.", direction: "none", why: "Nobody relies on it yet.", whatToDo: "nothing",
    .root("schema: [{name: orders}]", "schema: [{name: orders}, {name: items}]", .none))

  static let objectRemoved = ChangeRule(
    "object-removed", "An object is gone.", direction: "loosens; exempt where it was marked as `deprecated`",
    why: "Who reads it gets nothing any more.",
    whatToDo: "mark it with `deprecated: true` first, and remove it with a later version",
    .root("schema: [{name: orders}, {name: items}]", "schema: [{name: orders}]", .loosens))

  static let objectRenamed = ChangeRule(
    "object-renamed", "An object is called otherwise where the data is: its `physicalName`, else its `name`.",
    direction: "both", why: "It is found by its name, by those who read it and by those who write it.",
    whatToDo: "keep the name as `physicalName`, or add the new object and deprecate the old one",
    .root("schema: [{name: orders, id: o}]", "schema: [{name: sales, id: o}]", .both))

  static let physicalTypeChanged = ChangeRule(
    "physical-type-changed", "The type in the database is another one, and the logical type is the same.",
    direction: "undetermined; exact numbers such as DECIMAL(18,2) are types of their own: see type-changed",
    why: "What a database makes of it, and whether values still fit, is not known here.",
    whatToDo: "check that the values of the last batches fit the new type",
    .column(
      "logicalType: string\nphysicalType: VARCHAR(10)", "logicalType: string\nphysicalType: VARCHAR(20)",
      .undetermined))

  static let policyChanged = ChangeRule(
    "policy-changed",
    "What missing, extra or reordered columns, an empty batch or broken records mean is another thing: `sluicePresence`,"
      + " `sluiceExtraColumns`, `sluiceColumnOrder`, `sluiceEmptyBatch`, `sluiceStructure`.",
    direction: "stricter tightens, milder loosens; a warning where neither fails a batch",
    why: "Batches that were loaded are refused, or batches that were refused are loaded.",
    whatToDo: "agree on it with those whom it breaks",
    .object(
      "properties: [{name: a}]",
      "customProperties: [{property: sluiceExtraColumns, value: fail}]\nproperties: [{name: a}]", .tightens))

  static let primaryKeyChanged = ChangeRule(
    "primary-key-changed", "Other columns than before are the primary key.",
    direction: "a new key tightens, a dropped one loosens, other columns: both; their order: none",
    why: "Rows are found and joined by their key.",
    whatToDo: "keep the key, and promise what is new with `unique` and `required`",
    .object(
      "properties: [{name: a, primaryKey: true}, {name: b}]",
      "properties: [{name: a, primaryKey: true}, {name: b, primaryKey: true}]", .both))

  static let relationshipAdded = ChangeRule(
    "relationship-added", "Values must exist elsewhere that need not before.", direction: "tightens",
    why: "A producer whose values had no counterpart breaks it now.",
    whatToDo: "validate the last batches with `--batch` or `--reference` first",
    .column("logicalType: integer", "logicalType: integer\nrelationships: [{to: shops.id}]", .tightens))

  static let relationshipRemoved = ChangeRule(
    "relationship-removed", "Values need not exist elsewhere any more.", direction: "loosens",
    why: "Joins lose rows, and sums with them.", whatToDo: "keep it, or tell those who join",
    .column("logicalType: integer\nrelationships: [{to: shops.id}]", "logicalType: integer", .loosens))

  static let relationshipChanged = ChangeRule(
    "relationship-changed", "Values must exist at another place than before.", direction: "both",
    why: "It is an old promise gone and a new one made.", whatToDo: "treat it as one relationship removed, one added",
    .column(
      "logicalType: integer\nrelationships: [{id: shop, to: shops.id}]",
      "logicalType: integer\nrelationships: [{id: shop, to: stores.id}]", .both))

  static let skewSettingsChanged = ChangeRule(
    "skew-settings-changed",
    "How training and serving logs are paired has changed: `sluiceSkewKeys`, `sluiceEnvironments`, `sluiceServingColumn`.",
    direction: "undetermined; another `sluiceServingColumn`: both",
    why: "Other rows, or other columns, are held against each other.", whatToDo: "run `sluice skew` with both versions",
    .column(
      "customProperties: [{property: sluiceEnvironments, value: [train]}]",
      "customProperties: [{property: sluiceEnvironments, value: [train, serve]}]", .undetermined))
}
