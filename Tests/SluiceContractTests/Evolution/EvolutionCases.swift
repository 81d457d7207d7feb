// The table of changes: a fragment of the old contract, one of the new, and what is said of the step between them.

import SluiceContract
import Testing

/// One step from a contract to the next.
struct EvolutionCase: CustomTestStringConvertible, Sendable {
  enum Place: Sendable {
    case root, object, column
  }

  var name: String
  var place: Place
  var old: String
  var new: String
  /// `rule direction`, in the order of the report; a `?` behind the direction for a change that never blocks.
  var expected: [String]

  var testDescription: String { name }

  init(_ name: String, _ place: Place, _ old: String, _ new: String, _ expected: String...) {
    self.name = name
    self.place = place
    self.old = old
    self.new = new
    self.expected = expected
  }

  var contracts: (old: String, new: String) { (whole(old), whole(new)) }

  private func whole(_ lines: String) -> String {
    switch place {
    case .root: head + lines + "\n"
    case .object: object(lines)
    case .column: column(lines)
    }
  }
}

extension EvolutionCase {
  static let all = people + places + objects + columns + types + values + containers + rules + engine + texts

  /// What a column has in `quality`.

  private static let orders =
    "schema: [{name: orders, properties: [{name: at, logicalType: timestamp}, "
    + "{name: paid, logicalType: timestamp}]}]"

  private static func level(_ text: String) -> String { "slaProperties: [{\(text)}]\n" + orders }

  static let people: [EvolutionCase] = [
    Self("channel added", .root, "", "support: [{channel: help}]", "support-changed undetermined"),
    Self("channel removed", .root, "support: [{channel: help}]", "", "support-changed undetermined"),
    Self(
      "channel elsewhere", .root, "support: [{channel: help, url: 'https://a.example'}]",
      "support: [{channel: help, url: 'https://b.example'}]", "support-changed undetermined"),
    Self(
      "channel explained", .root, "support: [{channel: help, description: a}]",
      "support: [{channel: help, description: b}]", "text-changed none"),
    Self("team named", .root, "team: {name: a}", "team: {name: b}", "team-changed undetermined"),
    Self("team gone", .root, "team: {name: a}", "", "team-changed undetermined"),
    Self(
      "member added", .root, "team: {members: [{username: a}]}", "team: {members: [{username: a}, {username: b}]}",
      "team-changed undetermined"),
    Self(
      "member leaves", .root, "team: {members: [{username: a}]}",
      "team: {members: [{username: a, dateOut: 2026-01-01}]}",
      "team-changed undetermined"),
    Self("price", .root, "price: {priceAmount: 1}", "price: {priceAmount: 2}", "price-changed undetermined"),
    Self("price gone", .root, "price: {priceAmount: 1}", "", "price-changed undetermined"),
    Self("role added", .root, "", "roles: [{role: a}]", "role-added none"),
    Self("role removed", .root, "roles: [{role: a}, {role: b}]", "roles: [{role: b}]", "role-removed loosens"),
    Self(
      "role changed", .root, "roles: [{role: a, access: read}]", "roles: [{role: a, access: write}]",
      "role-changed undetermined"),
    Self(
      "approver changed", .root, "roles: [{role: a, firstLevelApprovers: x}]",
      "roles: [{role: a, firstLevelApprovers: y}]", "role-changed undetermined"),
    Self(
      "alerts", .root, "customProperties: [{property: sluiceAlerts, value: {error: a}}]",
      "customProperties: [{property: sluiceAlerts, value: {error: b}}]", "alerts-changed undetermined"),
    Self(
      "alerts gone", .root, "customProperties: [{property: sluiceAlerts, value: {error: a}}]", "",
      "alerts-changed undetermined"),
    Self(
      "compatibility", .root, "", "customProperties: [{property: sluiceCompatibility, value: none}]",
      "compatibility-changed undetermined"),
    Self("compatibility as before", .root, "", "customProperties: [{property: sluiceCompatibility, value: full}]"),
    Self(
      "waiver of data", .root, "",
      "customProperties: [{property: sluiceWaivers, value: [{rule: required, until: 2999-01-01}]}]",
      "waivers-changed undetermined"),
    Self(
      "waiver of a change", .root, "",
      "customProperties: [{property: sluiceWaivers, value: [{rule: column-removed, until: 2999-01-01}]}]"),
  ]

  static let places: [EvolutionCase] = [
    Self(
      "server added", .root, "", "servers: [{server: a, type: local, path: p, format: csv}]", "server-added none"),
    Self(
      "server removed", .root, "servers: [{server: a, type: local, path: p, format: csv}]", "", "server-removed loosens"
    ),
    Self(
      "server moved", .root, "servers: [{server: a, type: postgres, host: h, port: 1, database: d, schema: s}]",
      "servers: [{server: a, type: postgres, host: h, port: 2, database: d, schema: s}]", "server-changed both"),
    Self(
      "server of another type", .root, "servers: [{server: a, type: duckdb, database: d}]",
      "servers: [{server: a, type: poet, database: d}]", "server-changed both"),
    Self(
      "server of another environment", .root, "servers: [{server: a, type: duckdb, database: d, environment: prod}]",
      "servers: [{server: a, type: duckdb, database: d, environment: test}]", "server-changed undetermined"),
    Self(
      "server renamed", .root, "servers: [{server: a, id: x, type: duckdb, database: d}]",
      "servers: [{server: b, id: x, type: duckdb, database: d}]", "server-changed both"),
    Self(
      "role of a server", .root, "servers: [{server: a, type: duckdb, database: d, roles: [{role: r}]}]",
      "servers: [{server: a, type: duckdb, database: d}]", "role-removed loosens"),
    Self(
      "format of files", .root, "servers: [{server: a, type: local, path: p, format: csv}]",
      "servers: [{server: a, type: local, path: p, format: parquet}]", "dialect-changed both"),
    Self(
      "delimiter of files", .root, "servers: [{server: a, type: s3, location: 's3://x', delimiter: array}]",
      "servers: [{server: a, type: s3, location: 's3://x', delimiter: new_line}]", "dialect-changed both"),
    Self(
      "dialect of a server", .root, "servers: [{server: a, type: duckdb, database: d}]",
      "servers: [{server: a, type: duckdb, database: d, customProperties: [{property: sluiceCsv, value: {delimiter: ';'}}]}]",
      "dialect-changed both"),
    Self(
      "dialect as before", .root, "servers: [{server: a, type: duckdb, database: d}]",
      "servers: [{server: a, type: duckdb, database: d, customProperties: [{property: sluiceCsv, value: {delimiter: ','}}]}]"
    ),
    Self(
      "freshness added", .root, orders, level("property: freshness, value: 1, unit: d, element: orders.at"),
      "service-level-added tightens"),
    Self(
      "freshness removed", .root, level("property: freshness, value: 1, unit: d, element: orders.at"), orders,
      "service-level-removed loosens"),
    Self(
      "freshness allows more", .root, level("property: freshness, value: 24, unit: h, element: orders.at"),
      level("property: freshness, value: 2, unit: d, element: orders.at"), "service-level-changed loosens"),
    Self(
      "latency allows less", .root, level("property: latency, value: 90, unit: min, element: 'orders.at, orders.paid'"),
      level("property: latency, value: 1, unit: h, element: 'orders.at, orders.paid'"), "service-level-changed tightens"
    ),
    Self(
      "retention allows more", .root, level("property: retention, value: 3, unit: y, element: orders.at"),
      level("property: retention, value: 4, unit: y, element: orders.at"), "service-level-changed loosens"),
    Self(
      "frequency allows less", .root, level("property: frequency, value: 1, unit: d, element: orders.at"),
      level("property: frequency, value: 12, unit: h, element: orders.at"), "service-level-changed tightens"),
    Self(
      "the same time in another unit", .root, level("property: freshness, value: 24, unit: h, element: orders.at"),
      level("property: freshness, value: 1, unit: d, element: orders.at"), "text-changed none"),
    Self(
      "another element", .root, level("property: freshness, value: 1, unit: d, element: orders.at"),
      level("property: freshness, value: 1, unit: d, element: orders.paid"), "service-level-changed both"),
    Self(
      "another default element", .root,
      "slaDefaultElement: orders.at\n" + level("property: freshness, value: 1, unit: d"),
      "slaDefaultElement: orders.paid\n" + level("property: freshness, value: 1, unit: d"), "service-level-changed both"
    ),
    Self(
      "availability", .root, level("property: availability, value: 99"), level("property: availability, value: 98"),
      "service-promise-changed undetermined"),
    Self(
      "end of support", .root, orders, level("property: endOfSupport, value: '2030-01-01'"),
      "service-promise-changed undetermined"),
    Self(
      "schedule of a service level", .root,
      level("property: freshness, value: 1, unit: d, element: orders.at, schedule: a"),
      level("property: freshness, value: 1, unit: d, element: orders.at, schedule: b"), "text-changed none"),
  ]

  static let objects: [EvolutionCase] = [
    Self("object added", .root, "schema: [{name: a}]", "schema: [{name: a}, {name: b}]", "object-added none"),
    Self("object removed", .root, "schema: [{name: a}, {name: b}]", "schema: [{name: a}]", "object-removed loosens"),
    Self(
      "object renamed", .root, "schema: [{name: a, id: x}]", "schema: [{name: b, id: x}]", "object-renamed both"),
    Self(
      "object of another physical name", .root, "schema: [{name: a, physicalName: t}]",
      "schema: [{name: a, physicalName: u}]", "object-renamed both"),
    Self(
      "object of the same physical name", .root, "schema: [{name: a, physicalName: t}]",
      "schema: [{name: b, physicalName: t}]", "text-changed none"),
    Self(
      "objects in another order", .root, "schema: [{name: a}, {name: b}]", "schema: [{name: b}, {name: a}]"),
    Self("table to view", .object, "physicalType: table", "physicalType: view", "physical-type-changed undetermined"),
    Self("kind of object", .object, "logicalType: object", "logicalType: blob", "physical-type-changed undetermined"),
    Self("object deprecated", .object, "", "deprecated: true", "deprecated-changed none"),
    Self("granularity", .object, "dataGranularityDescription: a", "dataGranularityDescription: b", "text-changed none"),
    Self(
      "extra columns fail", .object, "", "customProperties: [{property: sluiceExtraColumns, value: fail}]",
      "policy-changed tightens"),
    Self(
      "extra columns pass", .object, "", "customProperties: [{property: sluiceExtraColumns, value: ignore}]",
      "policy-changed loosens?"),
    Self(
      "order is asked for", .object, "", "customProperties: [{property: sluiceColumnOrder, value: fail}]",
      "policy-changed tightens"),
    Self(
      "empty batches pass", .object, "", "customProperties: [{property: sluiceEmptyBatch, value: pass}]",
      "policy-changed loosens"),
    Self(
      "structure milder", .object, "customProperties: [{property: sluiceStructure, value: {blankLine: fail}}]",
      "customProperties: [{property: sluiceStructure, value: {blankLine: warn}}]", "policy-changed loosens"),
    Self(
      "structure said", .object, "", "customProperties: [{property: sluiceStructure, value: {blankLine: fail}}]",
      "policy-changed undetermined"),
    Self(
      "skew keys", .object, "properties: [{name: a}]",
      "customProperties: [{property: sluiceSkewKeys, value: [a]}]\nproperties: [{name: a}]",
      "skew-settings-changed undetermined"),
    Self(
      "dialect of an object", .object, "",
      "customProperties: [{property: sluiceCsv, value: {delimiter: ';', nullTokens: ['', NA]}}]", "dialect-changed both"
    ),
    Self(
      "key added", .object, "properties: [{name: a}]", "properties: [{name: a, primaryKey: true}]",
      "primary-key-changed tightens"),
    Self(
      "key removed", .object, "properties: [{name: a, primaryKey: true}]", "properties: [{name: a}]",
      "primary-key-changed loosens"),
    Self(
      "another key", .object, "properties: [{name: a, primaryKey: true}, {name: b}]",
      "properties: [{name: a}, {name: b, primaryKey: true}]", "primary-key-changed both"),
    Self(
      "key in another order", .object,
      "properties: [{name: a, primaryKey: true, primaryKeyPosition: 1}, {name: b, primaryKey: true, primaryKeyPosition: 2}]",
      "properties: [{name: a, primaryKey: true, primaryKeyPosition: 2}, {name: b, primaryKey: true, primaryKeyPosition: 1}]",
      "metadata-changed none", "metadata-changed none"),
    Self(
      "relationship of an object", .object, "properties: [{name: a}, {name: b}]",
      "properties: [{name: a}, {name: b}]\nrelationships: [{from: [orders.a, orders.b], to: [x.a, x.b]}]",
      "relationship-added tightens"),
    Self(
      "relationship gone", .column, "relationships: [{to: shops.id}]", "", "relationship-removed loosens"),
    Self(
      "relationship elsewhere", .column, "relationships: [{to: shops.id}]", "relationships: [{to: stores.id}]",
      "relationship-changed both"),
    Self(
      "relationship written otherwise", .object, "properties: [{name: a}, {name: b, relationships: [{to: orders.a}]}]",
      "properties: [{name: a}, {name: b, relationships: [{to: schema/orders/properties/a}]}]"),
  ]

  static let columns: [EvolutionCase] = [
    Self(
      "column added", .object, "properties: [{name: a}]", "properties: [{name: a}, {name: b}]", "column-added none"),
    Self(
      "required column added", .object, "properties: [{name: a}]", "properties: [{name: a}, {name: b, required: true}]",
      "required-column-added tightens"),
    Self(
      "unique column added", .object, "properties: [{name: a}]", "properties: [{name: a}, {name: b, unique: true}]",
      "required-column-added tightens"),
    Self(
      "column added that must be there", .object, "properties: [{name: a}]",
      "properties: [{name: a}, {name: b, customProperties: [{property: sluicePresence, value: required}]}]",
      "required-column-added tightens"),
    Self(
      "column removed", .object, "properties: [{name: a}, {name: b}]", "properties: [{name: a}]",
      "column-removed loosens"),
    Self(
      "column removed and refused", .object,
      "customProperties: [{property: sluiceExtraColumns, value: fail}]\nproperties: [{name: a}, {name: b}]",
      "customProperties: [{property: sluiceExtraColumns, value: fail}]\nproperties: [{name: a}]", "column-removed both"),
    Self(
      "column renamed", .object, "properties: [{name: a, id: x}]", "properties: [{name: b, id: x}]",
      "column-renamed both"),
    Self(
      "column of another physical name", .object, "properties: [{name: a}]",
      "properties: [{name: a, physicalName: A}]", "column-renamed both"),
    Self(
      "column renamed, header kept", .object, "properties: [{name: a}]", "properties: [{name: b, physicalName: a}]",
      "text-changed none"),
    Self(
      "columns in another order", .object, "properties: [{name: a}, {name: b}]", "properties: [{name: b}, {name: a}]",
      "order-changed none"),
    Self(
      "columns in another order than promised", .object,
      "customProperties: [{property: sluiceColumnOrder, value: fail}]\nproperties: [{name: a}, {name: b}]",
      "customProperties: [{property: sluiceColumnOrder, value: fail}]\nproperties: [{name: b}, {name: a}]",
      "order-changed both"),
    Self(
      "columns in another order than is warned of", .object,
      "customProperties: [{property: sluiceColumnOrder, value: warn}]\nproperties: [{name: a}, {name: b}]",
      "customProperties: [{property: sluiceColumnOrder, value: warn}]\nproperties: [{name: b}, {name: a}]",
      "order-changed both?"),
    Self("column deprecated", .column, "", "deprecated: true", "deprecated-changed none"),
    Self("nulls allowed", .column, "required: true", "required: false", "required-changed loosens"),
    Self("nulls refused", .column, "", "required: true", "required-changed tightens"),
    Self("unique", .column, "", "unique: true", "unique-changed tightens"),
    Self("not unique", .column, "unique: true", "", "unique-changed loosens"),
    Self("false is the default", .column, "", "unique: false\nrequired: false\npartitioned: false"),
    Self(
      "presence", .column, "required: true",
      "required: true\ncustomProperties: [{property: sluicePresence, value: optional}]", "policy-changed loosens"),
    Self(
      "environments", .column, "customProperties: [{property: sluiceEnvironments, value: [train]}]", "",
      "skew-settings-changed undetermined"),
    Self(
      "serving column", .column, "customProperties: [{property: sluiceServingColumn, value: a}]",
      "customProperties: [{property: sluiceServingColumn, value: b}]", "skew-settings-changed both"),
    Self(
      "classification raised", .column, "classification: internal", "classification: Confidential",
      "classification-changed loosens"),
    Self(
      "classification lowered", .column, "classification: restricted", "classification: public",
      "classification-changed tightens"),
    Self("classification said", .column, "", "classification: pii", "classification-changed loosens"),
    Self("classified as public", .column, "", "classification: public", "text-changed none"),
    Self("classification gone", .column, "classification: secret", "", "classification-changed tightens"),
    Self(
      "classification unknown", .column, "classification: amber", "classification: red",
      "classification-changed undetermined"),
    Self("tag pii", .column, "", "tags: [pii]", "tags-changed none", "classification-changed loosens"),
    Self("encrypted elsewhere", .column, "encryptedName: a", "encryptedName: b", "encryption-changed both"),
    Self(
      "partitioned", .column, "", "partitioned: true\npartitionKeyPosition: 1", "partition-changed undetermined",
      "partition-changed undetermined"),
    Self("transform", .column, "transformLogic: a", "transformLogic: b", "transform-changed undetermined"),
    Self(
      "sources", .column, "transformSourceObjects: [a]", "transformSourceObjects: [b]", "transform-changed undetermined"
    ),
    Self(
      "semantics", .column, "semanticType: column", "semanticType: measure", "semantic-type-changed undetermined"),
  ]

  static let texts: [EvolutionCase] = [
    Self("descriptions", .column, "description: a", "description: b", "text-changed none"),
    Self("business name", .column, "businessName: a", "businessName: b", "text-changed none"),
    Self("examples", .column, "examples: [a]", "examples: [b]", "text-changed none"),
    Self("transform explained", .column, "", "transformDescription: b", "text-changed none"),
    Self("synonyms", .column, "", "synonyms: [{synonym: cost}]", "text-changed none"),
    Self("tags", .column, "tags: [a]", "tags: [b]", "tags-changed none"),
    Self("id of a column", .column, "id: a", "id: b", "metadata-changed none"),
    Self("critical", .column, "criticalDataElement: true", "", "metadata-changed none"),
    Self(
      "property of another tool", .column, "customProperties: [{property: x, value: 1}]",
      "customProperties: [{property: x, value: 2}]", "metadata-changed none"),
    Self(
      "properties of other tools", .root, "customProperties: [{property: x, value: 1}]",
      "customProperties: [{property: y, value: 1}]", "metadata-changed none", "metadata-changed none"),
    Self("purpose", .root, "description: {purpose: a}", "description: {purpose: b}", "text-changed none"),
    Self("context", .root, "context: a", "context: {instructions: b}", "text-changed none"),
    Self("names", .root, "name: a\ndomain: x", "name: b\ndomain: y", "text-changed none", "text-changed none"),
    Self("created", .root, "", "contractCreatedTs: 2026-01-01T00:00:00Z", "metadata-changed none"),
    Self(
      "definitions", .root, "", "authoritativeDefinitions: [{url: 'https://a.example', type: x}]", "text-changed none"),
    Self("nothing", .root, "name: 'a'\ntags: [x]", "tags:\n  - x\nname: a"),
  ]
}
