// Changes of a contract as a whole: its texts, its people, its life.

extension ChangeRule {
  static let contractRules = [
    contractAdded, contractRemoved, contractID, standardVersion, statusChanged, deprecatedChanged,
    textChanged, tagsChanged, orderChanged, metadataChanged,
    compatibilityChanged, waiversChanged, alertsChanged, supportChanged, teamChanged, priceChanged,
    roleAdded, roleRemoved, roleChanged,
  ]

  static let contractAdded = ChangeRule(
    "contract-added", "A contract is new in the folder.", direction: "none",
    why: "Nobody relies yet on what was not promised before.", whatToDo: "nothing")

  static let contractRemoved = ChangeRule(
    "contract-removed", "A contract of the folder is gone.",
    direction: "loosens; exempt where its `status` was `deprecated` or `retired`",
    why: "Every promise of it is gone with it.",
    whatToDo: "set its status to `deprecated` first, and remove it with a later change")

  static let contractID = ChangeRule(
    "contract-id", "The `id` of the contract is another one.", direction: "undetermined",
    why: "Catalogues and other contracts know it by its id, and how they use it is not known here.",
    whatToDo: "keep the id; a contract with another id is another contract",
    .head("id: shop", "id: store", .undetermined))

  static let standardVersion = ChangeRule(
    "standard-version", "`apiVersion` names another version of the standard.", direction: "none",
    why: "What is promised stays; who reads the file needs a reader of that version.", whatToDo: "nothing",
    .head("apiVersion: v3.1.0", "apiVersion: v3.2.0", .none))

  static let statusChanged = ChangeRule(
    "status-changed", "The `status` of the contract is another one.", direction: "none",
    why: "It says where the contract is in its life, not what it promises; from `draft` on nothing is exempt.",
    whatToDo: "nothing", level: .patch, .head("status: active", "status: deprecated", .none))

  static let deprecatedChanged = ChangeRule(
    "deprecated-changed", "An object or a column is marked as `deprecated`, or no more.", direction: "none",
    why: "It is the notice that a removal needs: what is deprecated in one version may go in a later one.",
    whatToDo: "nothing", .column("logicalType: string", "logicalType: string\ndeprecated: true", .none))

  static let textChanged = ChangeRule(
    "text-changed", "Words for people have changed: names, descriptions, definitions, examples.", direction: "none",
    why: "They explain the promise and are no part of it.", whatToDo: "nothing", level: .patch,
    .column("description: net", "description: the net price", .none))

  static let tagsChanged = ChangeRule(
    "tags-changed", "Tags have changed.",
    direction: "none; the tag `pii` is a classification: see classification-changed",
    why: "They help to find things and promise nothing.", whatToDo: "nothing", level: .patch,
    .column("tags: [money]", "tags: [money, net]", .none))

  static let orderChanged = ChangeRule(
    "order-changed", "Columns stand in another order.",
    direction: "none; both where `sluiceColumnOrder` asks for the order of the contract",
    why: "Columns are found by name; only where their order is promised does anybody go by it.",
    whatToDo: "keep the order where it is promised", level: .patch,
    .object("properties: [{name: a}, {name: b}]", "properties: [{name: b}, {name: a}]", .none))

  static let metadataChanged = ChangeRule(
    "metadata-changed", "An id of an element, a custom property of another tool, or a date has changed.",
    direction: "none", why: "Sluice knows of no promise in it.", whatToDo: "nothing", level: .patch,
    .column("criticalDataElement: false", "criticalDataElement: true", .none))

  static let compatibilityChanged = ChangeRule(
    "compatibility-changed", "`sluiceCompatibility` protects others than before.", direction: "undetermined",
    why: "It decides which later changes count as breaking; this comparison still goes by the old one.",
    whatToDo: "ask those who are no longer protected",
    .root(
      "customProperties: [{property: sluiceCompatibility, value: full}]",
      "customProperties: [{property: sluiceCompatibility, value: producer}]", .undetermined))

  static let waiversChanged = ChangeRule(
    "waivers-changed", "Waivers of broken rules have changed.", direction: "undetermined",
    why: "A waiver lets data through that breaks a rule, for a time; waivers of changes are not meant.",
    whatToDo: "look at its reason and at its last day",
    .root(
      "name: a",
      "name: a\ncustomProperties: [{property: sluiceWaivers, value: [{rule: range, until: 2999-12-31}]}]", .undetermined
    ))

  static let alertsChanged = ChangeRule(
    "alerts-changed", "`sluiceAlerts` go elsewhere.", direction: "undetermined",
    why: "Whoever was alerted is so no more; whether somebody listens at the new place is not known here.",
    whatToDo: "send a test alert to the new place",
    .root(
      "customProperties: [{property: sluiceAlerts, value: {error: '#a'}}]",
      "customProperties: [{property: sluiceAlerts, value: {error: '#b'}}]", .undetermined))

  static let supportChanged = ChangeRule(
    "support-changed", "A support channel is new, gone or another one.", direction: "undetermined",
    why: "Who asks at the old place may get no answer.", whatToDo: "check that somebody answers there",
    .root(
      "support: [{channel: help, url: 'https://a.example'}]",
      "support: [{channel: help, url: 'https://b.example'}]", .undetermined))

  static let teamChanged = ChangeRule(
    "team-changed", "Those who stand behind the contract have changed.", direction: "undetermined",
    why: "The promise is kept by people.", whatToDo: "check that the new team knows of it",
    .root("team: {name: shop}", "team: {name: billing}", .undetermined))

  static let priceChanged = ChangeRule(
    "price-changed", "The price of the data is another one.", direction: "undetermined",
    why: "What it means is settled outside of the contract.", whatToDo: "tell those who pay",
    .root("price: {priceAmount: 1, priceCurrency: EUR}", "price: {priceAmount: 2, priceCurrency: EUR}", .undetermined))

  static let roleAdded = ChangeRule(
    "role-added", "A role is new.", direction: "none", why: "Those who had access keep it.", whatToDo: "nothing",
    .root("name: a", "name: a\nroles: [{role: reader}]", .none))

  static let roleRemoved = ChangeRule(
    "role-removed", "A role is gone.", direction: "loosens",
    why: "Who had access by it can read no more.",
    whatToDo: "keep the role until nobody has it",
    .root("name: a\nroles: [{role: reader}]", "name: a", .loosens))

  static let roleChanged = ChangeRule(
    "role-changed", "What a role allows, or who grants it, has changed.", direction: "undetermined",
    why: "`access` is free text: whether it is more or less is not known here.",
    whatToDo: "check that those who have the role can still do what they do",
    .root("roles: [{role: reader, access: read}]", "roles: [{role: reader, access: masked}]", .undetermined))
}
