// Who stands behind a contract, what it costs and what service it promises.

extension Grammar {
  static let people: [ShapeName: ObjectShape] = [
    .support: ObjectShape(
      words: "a support channel",
      fields: [
        id, .required("channel"), .text("url"), .text("description"), .text("tool"), .text("scope"),
        .text("invitationUrl"), customProperties,
      ]),
    .price: ObjectShape(
      words: "the price",
      fields: [
        id, .optional("priceAmount", .number(isPositive: false)), .text("priceCurrency"), .text("priceUnit"),
      ]),
    .team: ObjectShape(
      words: "the team",
      fields: [
        id, .text("name"), .text("description"), .optional("members", .list(.object(.teamMember))), tags,
        customProperties, authoritativeDefinitions,
      ]),
    .teamMember: ObjectShape(
      words: "a team member",
      fields: [
        id, .required("username"), .text("name"), .text("description"), .text("role"),
        .optional("dateIn", .date), .optional("dateOut", .date), .text("replacedByUsername"), tags,
        customProperties, authoritativeDefinitions,
      ]),
    .role: ObjectShape(
      words: "a role",
      fields: [
        id, .required("role"), .text("description"), .text("access"), .text("firstLevelApprovers"),
        .text("secondLevelApprovers"), customProperties,
      ]),
    .serviceLevel: ObjectShape(
      words: "a service level",
      fields: [
        id, .required("property"), .required("value", .scalar), .optional("valueExt", .scalar), .text("unit"),
        .text("element"), .text("driver"), .text("description"), .text("scheduler"), .text("schedule"),
        .optional("customProperties", .list(.object(.customProperty)), since: .v3_2),
        .optional("authoritativeDefinitions", .list(.object(.authoritativeDefinition)), since: .v3_2),
      ]),
  ]
}
