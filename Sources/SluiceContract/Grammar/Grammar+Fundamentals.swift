// The root of a contract, its description, its context, and the small objects that occur everywhere.

extension Grammar {
  static let fundamentals: [ShapeName: ObjectShape] = [
    .contract: ObjectShape(
      words: "the contract",
      fields: [
        .required("apiVersion"),
        .required("kind", .words(["DataContract"])),
        .required("id"),
        .required("version"),
        FieldShape(key: "status", shape: .text, presence: .requiredBefore3_2),
        .text("name"), .text("tenant"), .text("domain"),
        .optional("dataProduct", .text, replacement: "name the data product in `customProperties`"),
        tags,
        .optional("description", .object(.description)),
        .optional("context", .textOrObject(.context), since: .v3_2),
        .optional("servers", .list(.object(.server))),
        .optional("schema", .list(.object(.schemaObject))),
        .optional("support", .list(.object(.support))),
        .optional("price", .object(.price)),
        .optional("team", .objectOrList(.team, .teamMember)),
        .optional("roles", .list(.object(.role))),
        .optional("slaDefaultElement", .text, replacement: "give each of `slaProperties` its `element`"),
        .optional("slaProperties", .list(.object(.serviceLevel))),
        authoritativeDefinitions, customProperties,
        .optional("contractCreatedTs", .dateTime),
      ]),
    .description: ObjectShape(
      words: "the description",
      fields: [
        .text("usage"), .text("purpose"), .text("limitations"), authoritativeDefinitions, customProperties,
      ],
      isOpen: true),
    .context: ObjectShape(
      words: "the context",
      fields: [
        .text("instructions"),
        .optional("verifiedStatements", .list(.object(.verifiedStatement))),
        .optional("constraints", .list(.object(.constraint))),
      ]),
    .verifiedStatement: ObjectShape(
      words: "a verified statement",
      fields: [
        .text("id"), .required("question"), .text("answer"), authoritativeDefinitions, tags, customProperties,
      ]),
    .constraint: ObjectShape(
      words: "a constraint",
      fields: [.text("id"), .required("constraint"), authoritativeDefinitions, tags, customProperties]),
    .authoritativeDefinition: ObjectShape(
      words: "an authoritative definition",
      fields: [id, .required("url"), .required("type"), .text("description")]),
    .customProperty: ObjectShape(
      words: "a custom property",
      fields: [
        id, .required("property"), .required("value", .any), .text("description"),
        .text("vendor", since: .v3_2),
      ]),
  ]
}
