// Changes of which values a column may hold: the options of its type, and its list.

extension ChangeRule {
  static let valueRules = [
    rangeChanged, lengthChanged, patternChanged, formatChanged, timezoneChanged, multipleOfChanged, enumChanged,
    sizeChanged, uniqueItemsChanged, requiredMembersChanged, vectorChanged,
  ]

  private static let narrower = "narrower tightens, wider loosens, both at once: both"

  static let rangeChanged = ChangeRule(
    "range-changed", "The range of the values is another one.", direction: narrower,
    why: "Values arrive that none were ready for, or values that were fine are refused.",
    whatToDo: "to narrow it, check the last batches; to widen it, ask the consumers",
    .column(
      "logicalType: integer\nlogicalTypeOptions: {minimum: 0, maximum: 10}",
      "logicalType: integer\nlogicalTypeOptions: {minimum: 0, maximum: 20}", .loosens))

  static let lengthChanged = ChangeRule(
    "length-changed", "Texts may be shorter or longer, or must be.", direction: narrower,
    why: "A text that is too long is cut, or refused by a table.",
    whatToDo: "to narrow it, check the last batches; to widen it, ask the consumers",
    .column(
      "logicalType: string\nlogicalTypeOptions: {maxLength: 10}",
      "logicalType: string\nlogicalTypeOptions: {maxLength: 5}", .tightens))

  static let patternChanged = ChangeRule(
    "pattern-changed", "Texts must match another pattern.",
    direction: "a new one tightens, a dropped one loosens, another one: undetermined, with the examples that flip",
    why: "Whether one pattern admits all that another does is not decided in general.",
    whatToDo: "give the column `examples` that must and must not match, and check the last batches",
    .column(
      "logicalType: string\nlogicalTypeOptions: {pattern: '^A'}",
      "logicalType: string\nlogicalTypeOptions: {pattern: '^[AB]'}", .undetermined))

  static let formatChanged = ChangeRule(
    "format-changed", "Texts, dates or times have another form.",
    direction:
      "a new one tightens, a dropped one loosens; of texts another one: undetermined; of dates and times: both",
    why: "Dates are read by their format: in another one they are other days, or none.",
    whatToDo: "add a column in the new form, and deprecate the old one",
    .column(
      "logicalType: date\nlogicalTypeOptions: {format: yyyy-MM-dd}",
      "logicalType: date\nlogicalTypeOptions: {format: dd.MM.yyyy}", .both))

  static let timezoneChanged = ChangeRule(
    "timezone-changed", "Whether times carry an offset, or the zone of those that do not, is another thing.",
    direction: "to ask for one of both forms tightens, to take both loosens, anything else: both",
    why: "The same text is another instant.", whatToDo: "write times with their offset",
    .column(
      "logicalType: timestamp\nlogicalTypeOptions: {defaultTimezone: UTC}",
      "logicalType: timestamp\nlogicalTypeOptions: {defaultTimezone: Europe/Berlin}", .both))

  static let multipleOfChanged = ChangeRule(
    "multiple-of-changed", "Numbers come in other steps.",
    direction: "a multiple of the old step tightens, a part of it loosens, anything else: both",
    why: "A reader that rounds to the old step loses what is finer.",
    whatToDo: "keep the step, or ask those whom it breaks",
    .column(
      "logicalType: number\nlogicalTypeOptions: {multipleOf: 0.01}",
      "logicalType: number\nlogicalTypeOptions: {multipleOf: 0.05}", .tightens))

  static let enumChanged = ChangeRule(
    "enum-changed", "Other values than before are listed.",
    direction:
      "more values loosen, fewer tighten, some new and some gone: both; a new list tightens, a dropped one loosens",
    why: "A new category falls into nobody's branch, and into no encoder.",
    whatToDo: "to add a value, tell the consumers first; to drop one, check that nobody delivers it",
    .column("logicalType: string\nenum: [{value: a}]", "logicalType: string\nenum: [{value: a}, {value: b}]", .loosens))

  static let sizeChanged = ChangeRule(
    "size-changed", "Arrays may have other numbers of items, or objects of members.", direction: narrower,
    why: "Who unnests them counts on what is there.", whatToDo: "to narrow it, check the last batches",
    .column(
      "logicalType: array\nlogicalTypeOptions: {minItems: 1}\nitems: {logicalType: string}",
      "logicalType: array\nlogicalTypeOptions: {minItems: 0}\nitems: {logicalType: string}", .loosens))

  static let uniqueItemsChanged = ChangeRule(
    "unique-items-changed", "Whether an array may have an item twice is another thing.",
    direction: "`uniqueItems: true` tightens, without it loosens", why: "A list that should be a set counts twice.",
    whatToDo: "to refuse duplicates, check the last batches",
    .column(
      "logicalType: array\nlogicalTypeOptions: {uniqueItems: true}\nitems: {logicalType: string}",
      "logicalType: array\nlogicalTypeOptions: {uniqueItems: false}\nitems: {logicalType: string}", .loosens))

  static let requiredMembersChanged = ChangeRule(
    "required-members-changed", "Objects must have other members than before.",
    direction: "more names tighten, fewer loosen, others: both",
    why: "A member that is not there is null to its readers.",
    whatToDo: "to ask for a member, check the last batches",
    .column(
      "logicalType: object\nlogicalTypeOptions: {required: [a]}",
      "logicalType: object\nlogicalTypeOptions: {required: [a, b]}", .tightens))

  static let vectorChanged = ChangeRule(
    "vector-changed",
    "Vectors are others: `dimensions`, `elementType`, `normalized`, `distanceMetric`, `embeddingModel`.",
    direction: "dimensions and model: both; `normalized: true` tightens, without it loosens; element type and metric:"
      + " undetermined",
    why: "Distances between vectors of two models mean nothing, and an index takes one width only.",
    whatToDo: "add a column for the new vectors, and deprecate the old one",
    .column(
      "logicalType: vector\nlogicalTypeOptions: {dimensions: 3}",
      "logicalType: vector\nlogicalTypeOptions: {dimensions: 4}", .both))
}
