// Changes of where the data is and of what service is promised.

extension ChangeRule {
  static let placeRules = [
    serverAdded, serverRemoved, serverChanged, dialectChanged,
    serviceLevelAdded, serviceLevelRemoved, serviceLevelChanged, servicePromiseChanged,
  ]

  static let serverAdded = ChangeRule(
    "server-added", "The data is at one more place.", direction: "none",
    why: "It is still where it was.", whatToDo: "nothing",
    .root("name: a", "name: a\nservers: [{server: lake, type: local, path: a, format: csv}]", .none))

  static let serverRemoved = ChangeRule(
    "server-removed", "A server is gone.", direction: "loosens",
    why: "Who reads there finds nothing any more.", whatToDo: "keep the old place until nobody reads there",
    .root("name: a\nservers: [{server: lake, type: local, path: a, format: csv}]", "name: a", .loosens))

  static let serverChanged = ChangeRule(
    "server-changed", "A server is of another type, or its data is at another place.",
    direction: "both; undetermined where only its `environment` is another one",
    why: "Whoever reads and whoever writes has to connect elsewhere.",
    whatToDo: "add the new place as a server of its own, and remove the old one later",
    .root(
      "servers: [{server: lake, type: local, path: a, format: csv}]",
      "servers: [{server: lake, type: local, path: b, format: csv}]", .both))

  static let dialectChanged = ChangeRule(
    "dialect-changed", "Files are written in another way: format, delimiter, encoding, `sluiceCsv`.", direction: "both",
    why: "A reader of the old files misreads the new ones, and the other way round.",
    whatToDo: "deliver both for a time, at two servers",
    .root(
      "servers: [{server: lake, type: local, path: a, format: csv, encoding: UTF-8}]",
      "servers: [{server: lake, type: local, path: a, format: csv, encoding: UTF-16}]", .both))

  static let serviceLevelAdded = ChangeRule(
    "service-level-added", "A freshness, latency, retention or frequency is promised that was not.",
    direction: "tightens", why: "A producer who was in time may be late now.",
    whatToDo: "check with `sluice validate` that the last batches keep it",
    .root(
      serviceColumn, "slaProperties: [{property: freshness, value: 1, unit: d, element: orders.at}]\n" + serviceColumn,
      .tightens))

  static let serviceLevelRemoved = ChangeRule(
    "service-level-removed", "A freshness, latency, retention or frequency is promised no more.", direction: "loosens",
    why: "Who plans by it may find old or missing data.", whatToDo: "keep the promise, or ask those who plan by it",
    .root(
      "slaProperties: [{property: freshness, value: 1, unit: d, element: orders.at}]\n" + serviceColumn, serviceColumn,
      .loosens))

  static let serviceLevelChanged = ChangeRule(
    "service-level-changed",
    "How long a service level allows is another length of time, or is asked of another column.",
    direction: "a larger allowance loosens, a smaller one tightens; another element: both",
    why: "Consumers plan by the longest time, producers by the shortest.",
    whatToDo: "agree on the new time with those whom it breaks",
    .root(
      "slaProperties: [{property: freshness, value: 24, unit: h, element: orders.at}]\n" + serviceColumn,
      "slaProperties: [{property: freshness, value: 2, unit: d, element: orders.at}]\n" + serviceColumn, .loosens))

  static let servicePromiseChanged = ChangeRule(
    "service-promise-changed", "A promise about the service, which no batch can show, is new, gone or another one.",
    direction: "undetermined", why: "Availability, support hours and ends of life mean what people agree on.",
    whatToDo: "tell those who rely on the service",
    .root(
      "slaProperties: [{property: availability, value: 99.9, unit: '%'}]",
      "slaProperties: [{property: availability, value: 99, unit: '%'}]", .undetermined))

  private static let serviceColumn = "schema: [{name: orders, properties: [{name: at, logicalType: timestamp}]}]"
}
