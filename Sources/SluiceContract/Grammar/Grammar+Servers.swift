// Servers: one line for each type.

extension Grammar {
  private static let serverTypes: [String: [FieldShape]] = [
    "api": source(["location"]),
    "athena": source(
      ["schema"], ["catalog", "regionName"], since3_2: ["workgroup"], requiredBefore3_2: ["stagingDir"]),
    "azure": source(["location", "format"], ["delimiter"], since3_2: ["encoding"]),
    "bigquery": source(["project", "dataset"]),
    "btrieve": source(["host", "database"], ["port"]),
    "clickhouse": source(["host", "port", "database"]),
    "cloudsql": source(["host", "port", "database", "schema"]),
    "custom": source(
      [],
      [
        "account", "catalog", "database", "dataset", "delimiter", "endpointUrl", "format", "host", "location",
        "path", "port", "project", "region", "regionName", "schema", "serviceName", "stagingDir", "warehouse",
        "stream",
      ], since3_2: ["encoding"]),
    "databricks": source(["catalog", "schema"], ["host"]),
    "db2": source(["host", "port", "database"], ["schema"]),
    "denodo": source(["host", "port"], ["database"]),
    "dremio": source(["host", "port"], ["schema"]),
    "duckdb": source(["database"], ["schema"]),
    "exasol": source(["host"], ["port", "schema"]),
    "fastobjects": source(["database"], ["host", "port"]),
    "glue": source(["account", "database"], ["location", "format"], since3_2: ["encoding"]),
    "hana": source(["host"], ["port", "database", "schema"]),
    "hive": source(["host", "database"], ["port"]),
    "iceberg": source(["catalog", "catalogUrl"], ["namespace", "warehouse"]),
    "impala": source(["host", "database"], ["port"]),
    "informix": source(["host", "database"], ["port"]),
    "ingres": source(["host", "database"], ["port"]),
    "kafka": source(["host"], ["format"], since3_2: ["encoding"]),
    "kinesis": source([], ["region", "format"], since3_2: ["encoding"]),
    "local": source(["path", "format"], since3_2: ["encoding"]),
    "mysql": source(["host", "port", "database"]),
    "oracle": source(["host", "port", "serviceName"]),
    "poet": source(["database"], ["host", "port"]),
    "postgres": source(["host", "port", "database", "schema"]),
    "postgresql": source(["host", "port", "database", "schema"]),
    "presto": source(["host"], ["catalog", "schema"]),
    "pubsub": source(["project"]),
    "redshift": source(["database", "schema"], ["host", "region", "account"]),
    "s3": source(["location"], ["endpointUrl", "format", "delimiter"], since3_2: ["encoding"]),
    "sftp": [.required("location", .location(scheme: "sftp://"))]
      + source([], ["format", "delimiter"], since3_2: ["encoding"]),
    "snowflake": source(["account", "database", "schema"], ["host", "port", "warehouse"]),
    "sqlserver": source(["host", "database", "schema"], ["port"]),
    "synapse": source(["host", "port", "database"]),
    "teradata": source(["host"], ["port", "database"]),
    "trino": source(["host", "port", "catalog", "schema"]),
    "vectorwise": source(["host", "database"], ["port"]),
    "versant": source(["database"], ["host", "port"]),
    "vertica": source(["host", "port", "database", "schema"]),
    "zen": source(["host", "database"], ["port"]),
  ]

  private static let newTypes = [
    "btrieve", "exasol", "fastobjects", "hana", "iceberg", "ingres", "poet", "teradata", "vectorwise",
    "versant",
  ]

  static let server = ObjectShape(
    words: "a server",
    fields: [
      id, .required("server"),
      .required(
        "type", .words(serverTypes.keys.filter { !newTypes.contains($0) }.sorted(), since3_2: newTypes)),
      .text("description"), .text("environment"), .optional("roles", .list(.object(.role))), customProperties,
    ],
    variants: ObjectShape.Variants(key: "type", cases: serverTypes, absent: []))

  /// All keys of sources are text but `port`, whatever the type.
  private static func source(
    _ required: [String], _ optional: [String] = [], since3_2: [String] = [], requiredBefore3_2: [String] = []
  ) -> [FieldShape] {
    func shape(_ key: String) -> ValueShape { key == "port" ? .port : .text }
    return required.map { .required($0, shape($0)) } + optional.map { .optional($0, shape($0)) }
      + since3_2.map { .text($0, since: .v3_2) }
      + requiredBefore3_2.map { FieldShape(key: $0, shape: .text, presence: .requiredBefore3_2) }
  }
}
