// Schema objects, properties and what hangs on them.

extension Grammar {
  private static let element: [FieldShape] = [
    id, .text("physicalType"), .text("description"), .text("businessName"),
    .optional("deprecated", .boolean, since: .v3_2),
    .optional("synonyms", .list(.object(.synonym)), since: .v3_2),
    authoritativeDefinitions, tags, customProperties,
  ]

  private static let propertyFields: [FieldShape] =
    element + [
      .optional("primaryKey", .boolean), .optional("primaryKeyPosition", .integer(atLeast: nil)),
      .optional(
        "logicalType",
        .words(
          ["string", "date", "timestamp", "time", "number", "integer", "object", "array", "boolean"],
          since3_2: ["map", "vector"])),
      .text("physicalName"),
      .optional("required", .boolean), .optional("unique", .boolean),
      .optional("semanticType", .words(["column", "measure", "dimension"]), since: .v3_2),
      .optional("partitioned", .boolean), .optional("partitionKeyPosition", .integer(atLeast: nil)),
      .text("classification"), .text("encryptedName"),
      .optional("transformSourceObjects", .list(.text)), .text("transformLogic"),
      .text("transformDescription"),
      .optional("examples", .list(.any)),
      .optional("enum", .set(.object(.enumValue)), since: .v3_2),
      .optional("criticalDataElement", .boolean),
      .optional("relationships", .list(.object(.relationship))),
      .optional("quality", .list(.object(.quality))),
    ]

  private static let nestedProperties = FieldShape.optional("properties", .list(.object(.property)))
  private static let nestedItems = FieldShape.optional("items", .object(.itemProperty))

  private static func options(_ shape: ShapeName) -> FieldShape {
    .optional("logicalTypeOptions", .object(shape))
  }

  private static let byLogicalType = ObjectShape.Variants(
    key: "logicalType",
    cases: [
      "string": [options(.stringOptions)], "date": [options(.dateOptions)], "time": [options(.timeOptions)],
      "timestamp": [options(.timeOptions)], "integer": [options(.integerOptions)],
      "number": [options(.numberOptions)], "boolean": [.optional("logicalTypeOptions", .anyMapping)],
      "object": [options(.objectOptions), nestedProperties], "array": [options(.arrayOptions), nestedItems],
      "map": [.optional("logicalTypeOptions", .anyMapping), .required("map", .object(.map))],
      "vector": [.required("logicalTypeOptions", .object(.vectorOptions))],
    ],
    absent: [options(.untypedOptions), nestedProperties, nestedItems])

  private static let relationshipFields: [FieldShape] = [
    .text("id", since: .v3_2), .optional("type", .words(["foreignKey"])), .required("to", .reference),
    customProperties,
  ]

  static let schema: [ShapeName: ObjectShape] = [
    .schemaObject: ObjectShape(
      words: "a schema object",
      fields: element + [
        .required("name"), .optional("logicalType", .words(["object"], since3_2: ["blob"])),
        .text("physicalName"), .text("dataGranularityDescription"), nestedProperties,
        .optional("relationships", .list(.object(.objectRelationship))),
        .optional("quality", .list(.object(.quality))),
        .optional("context", .textOrObject(.context), since: .v3_2),
      ]),
    .property: ObjectShape(
      words: "a property", fields: [.required("name")] + propertyFields, variants: byLogicalType),
    .itemProperty: ObjectShape(
      words: "an item", fields: [.text("name")] + propertyFields, variants: byLogicalType),
    .map: ObjectShape(
      words: "a map",
      fields: [.required("key", .object(.itemProperty)), .required("value", .object(.itemProperty))]),
    .relationship: ObjectShape(
      words: "a relationship of a property", fields: relationshipFields,
      unknownKeyHelp: "the property itself is the `from`; only an object's relationships write it"),
    .objectRelationship: ObjectShape(
      words: "a relationship of an object", fields: relationshipFields + [.required("from", .reference)]),
    .enumValue: ObjectShape(
      words: "an enum value",
      fields: [
        .required("value", .scalar), .text("label"), id, .text("description"), customProperties,
        authoritativeDefinitions, tags,
      ]),
    .synonym: ObjectShape(
      words: "a synonym",
      fields: [
        id, .required("synonym"), .text("description"), .text("locale"), .text("source"), .text("status"),
        customProperties,
      ]),
  ]
}
