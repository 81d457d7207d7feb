/// What databases and languages call the logical types of the standard, for those who write their own word.
enum TypeSynonyms {
  /// The logical type of a word such as `bigint` or `VARCHAR(20)`, whatever its case; nil for an unknown one.
  static func logicalType(for name: String) -> String? {
    let word = name.lowercased().prefix { $0 != "(" && $0 != " " }
    return names.first { $0.value.contains(String(word)) }?.key
  }

  private static let names: [String: Set<String>] = [
    "string": ["varchar", "char", "nvarchar", "nchar", "text", "str", "character", "uuid", "enum", "clob"],
    "integer": ["int", "bigint", "smallint", "tinyint", "long", "short", "int8", "int16", "int32", "int64", "int4"],
    "number": ["float", "double", "real", "decimal", "numeric", "dec", "money", "float32", "float64", "float8"],
    "boolean": ["bool", "bit", "flag", "logical"],
    "timestamp": ["datetime", "timestamptz", "timestamp_ntz", "timestamp_tz", "datetime2"],
    "object": ["struct", "record", "json", "jsonb", "row", "dict"],
    "array": ["list", "repeated"],
  ]
}
