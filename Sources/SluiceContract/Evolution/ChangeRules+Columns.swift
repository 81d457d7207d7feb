// Changes of columns: which there are, and what they are.

extension ChangeRule {
  static let columnRules = [
    columnAdded, requiredColumnAdded, columnRemoved, columnRenamed, typeChanged, requiredChanged, uniqueChanged,
    classificationChanged, encryptionChanged, partitionChanged, transformChanged, semanticTypeChanged,
  ]

  static let columnAdded = ChangeRule(
    "column-added", "A column is new, and need not be there.", direction: "none",
    why: "Nobody relies on it yet, and a batch without it only warns.", whatToDo: "nothing",
    .object("properties: [{name: a}]", "properties: [{name: a}, {name: b}]", .none))

  static let requiredColumnAdded = ChangeRule(
    "required-column-added", "A column is new, and a batch without it fails.", direction: "tightens",
    why: "No batch of today has it, so every one of them is refused.",
    whatToDo: "add it as optional first, and require it when the producer delivers it",
    .object("properties: [{name: a}]", "properties: [{name: a}, {name: b, required: true}]", .tightens))

  static let columnRemoved = ChangeRule(
    "column-removed", "A column is gone.",
    direction:
      "loosens; both where `sluiceExtraColumns: fail` refuses whoever still delivers it; exempt where it, or its"
      + " object, was marked as `deprecated`",
    why: "Who reads it gets nothing any more, or nulls.",
    whatToDo: "mark it with `deprecated: true` first, and remove it with a later version",
    .object("properties: [{name: a}, {name: b}]", "properties: [{name: a}]", .loosens))

  static let columnRenamed = ChangeRule(
    "column-renamed", "A column is called otherwise in the header: its `physicalName`, else its `name`.",
    direction: "both", why: "Columns are found by name, by those who read them and by those who write them.",
    whatToDo: "keep the old name as `physicalName`, or add the new column and deprecate the old one",
    .object("properties: [{name: a, id: x}]", "properties: [{name: b, id: x}]", .both))

  static let typeChanged = ChangeRule(
    "type-changed", "Values are of another type.",
    direction:
      "a type that holds all values of the other loosens, the other way round it tightens, any other pair: both;"
      + " see the table of types",
    why: "A reader meets values that it has no room for, or a producer writes values that are refused.",
    whatToDo: "add a column of the new type, and deprecate the old one",
    .column("logicalType: integer", "logicalType: number", .loosens))

  static let requiredChanged = ChangeRule(
    "required-changed", "Whether the column may have nulls is another thing.",
    direction: "`required: true` tightens, without it loosens",
    why: "Nulls arrive where none were, or are refused where they were fine.",
    whatToDo: "to allow nulls, ask the consumers first; to refuse them, check the last batches",
    .column("required: true", "required: false", .loosens))

  static let uniqueChanged = ChangeRule(
    "unique-changed", "Whether a value may occur twice is another thing.",
    direction: "`unique: true` tightens, without it loosens",
    why: "A value that comes twice multiplies the rows of every join.",
    whatToDo: "to allow duplicates, ask those who join; to refuse them, check the last batches",
    .column("unique: true", "unique: false", .loosens))

  static let classificationChanged = ChangeRule(
    "classification-changed", "How secret the values are is another thing: `classification`, or the tag `pii`.",
    direction:
      "raised it loosens (breaks consumers), lowered it tightens (breaks producers); undetermined where a word is"
      + " not one of the table of classifications",
    why: "Who may read less secret values only loses access; who gave them as secret finds them shown.",
    whatToDo: "settle access with those whom it breaks before the version is published",
    .column("classification: internal", "classification: restricted", .loosens))

  static let encryptionChanged = ChangeRule(
    "encryption-changed", "The encrypted values are in another column: `encryptedName`.", direction: "both",
    why: "It is the name by which they are found.", whatToDo: "keep both columns for a time",
    .column("encryptedName: a", "encryptedName: b", .both))

  static let partitionChanged = ChangeRule(
    "partition-changed", "The data is partitioned otherwise.", direction: "undetermined",
    why: "Paths and the cost of queries change; values do not.",
    whatToDo: "tell those who read partitions by their path",
    .column("partitioned: false", "partitioned: true", .undetermined))

  static let transformChanged = ChangeRule(
    "transform-changed", "Values are made otherwise: `transformLogic`, `transformSourceObjects`.",
    direction: "undetermined",
    why: "The same name may mean something else from now on.",
    whatToDo: "compare both with `sluice skew` or a profile before it is published",
    .column("transformLogic: a + b", "transformLogic: a - b", .undetermined))

  static let semanticTypeChanged = ChangeRule(
    "semantic-type-changed", "A measure has become a dimension, or the like.", direction: "undetermined",
    why: "Reports group by dimensions and add up measures.", whatToDo: "check the reports that use it",
    .column("semanticType: measure", "semanticType: dimension", .undetermined))
}
