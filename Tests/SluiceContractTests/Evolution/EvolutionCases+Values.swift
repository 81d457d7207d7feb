// Changes of types, of values and of quality rules.

import SluiceContract

extension EvolutionCase {
  static let types: [EvolutionCase] = [
    Self("integer to number", .column, "logicalType: integer", "logicalType: number", "type-changed loosens"),
    Self("number to integer", .column, "logicalType: number", "logicalType: integer", "type-changed tightens"),
    Self(
      "i32 to i64", .column, "logicalType: integer\nlogicalTypeOptions: {format: i32}",
      "logicalType: integer\nlogicalTypeOptions: {format: i64}", "type-changed loosens"),
    Self(
      "i32 to u32", .column, "logicalType: integer\nlogicalTypeOptions: {format: i32}",
      "logicalType: integer\nlogicalTypeOptions: {format: u32}", "type-changed both"),
    Self(
      "any integer to i64", .column, "logicalType: integer",
      "logicalType: integer\nlogicalTypeOptions: {format: i64}", "type-changed tightens"),
    Self(
      "f64 to f32", .column, "logicalType: number\nlogicalTypeOptions: {format: f64}",
      "logicalType: number\nlogicalTypeOptions: {format: f32}", "type-changed tightens"),
    Self("date to timestamp", .column, "logicalType: date", "logicalType: timestamp", "type-changed loosens"),
    Self("timestamp to date", .column, "logicalType: timestamp", "logicalType: date", "type-changed tightens"),
    Self(
      "larger decimal", .column, "logicalType: number\nphysicalType: DECIMAL(10,2)",
      "logicalType: number\nphysicalType: NUMERIC(12,2)", "type-changed loosens"),
    Self(
      "more decimals, fewer digits before", .column, "logicalType: number\nphysicalType: DECIMAL(10,2)",
      "logicalType: number\nphysicalType: DECIMAL(10,4)", "type-changed both"),
    Self(
      "decimal to number", .column, "logicalType: number\nphysicalType: DECIMAL(10,2)", "logicalType: number",
      "type-changed loosens"),
    Self("integer to text", .column, "logicalType: integer", "logicalType: string", "type-changed both"),
    Self("boolean to integer", .column, "logicalType: boolean", "logicalType: integer", "type-changed both"),
    Self("text is said to be text", .column, "", "logicalType: string", "text-changed none"),
    Self(
      "another physical type", .column, "logicalType: string\nphysicalType: TEXT",
      "logicalType: string\nphysicalType: VARCHAR(9)", "physical-type-changed undetermined"),
    Self(
      "both types", .column, "logicalType: integer\nphysicalType: INT", "logicalType: string\nphysicalType: TEXT",
      "type-changed both"),
    Self(
      "options of another type say nothing", .column, "logicalType: string\nlogicalTypeOptions: {maxLength: 3}",
      "logicalType: integer\nlogicalTypeOptions: {minimum: 3}", "type-changed both"),
    Self(
      "range of a wider type", .column, "logicalType: integer\nlogicalTypeOptions: {minimum: 0}",
      "logicalType: number\nlogicalTypeOptions: {minimum: 1}", "type-changed loosens", "range-changed tightens"),
  ]

  private static func options(_ type: String, _ old: String, _ new: String, _ expected: String) -> EvolutionCase {
    func column(_ options: String) -> String {
      "logicalType: \(type)" + (options.isEmpty ? "" : "\nlogicalTypeOptions: {\(options)}")
    }
    return Self("\(type) {\(old)} to {\(new)}", .column, column(old), column(new), expected)
  }

  static let values: [EvolutionCase] = [
    options("integer", "", "minimum: 0", "range-changed tightens"),
    options("integer", "maximum: 9", "", "range-changed loosens"),
    options("integer", "minimum: 0, maximum: 9", "minimum: 1, maximum: 8", "range-changed tightens"),
    options("integer", "minimum: 0, maximum: 9", "minimum: 1, maximum: 10", "range-changed both"),
    options("integer", "minimum: 0", "exclusiveMinimum: 0", "range-changed tightens"),
    options("number", "exclusiveMaximum: 1", "maximum: 1", "range-changed loosens"),
    options("date", "minimum: '2020-01-01'", "minimum: '2019-01-01'", "range-changed loosens"),
    options(
      "timestamp", "maximum: '2020-01-01T00:00:00Z'", "maximum: '2019-01-01T00:00:00Z'", "range-changed tightens"),
    options("string", "maxLength: 5", "maxLength: 9", "length-changed loosens"),
    options("string", "", "minLength: 1", "length-changed tightens"),
    options("string", "", "pattern: '^a'", "pattern-changed tightens"),
    options("string", "pattern: '^a'", "", "pattern-changed loosens"),
    options("string", "pattern: '^a'", "pattern: '^b'", "pattern-changed undetermined"),
    options("string", "", "format: email", "format-changed tightens"),
    options("string", "format: email", "format: uri", "format-changed undetermined"),
    options("date", "format: yyyy-MM-dd", "format: dd.MM.yyyy", "format-changed both"),
    options("date", "format: yyyy-MM-dd", "", "format-changed loosens"),
    options("timestamp", "", "timezone: true", "timezone-changed tightens"),
    options("timestamp", "timezone: true", "timezone: false", "timezone-changed both"),
    options("timestamp", "", "defaultTimezone: Europe/Berlin", "timezone-changed both"),
    options("number", "multipleOf: 0.01", "multipleOf: 0.05", "multiple-of-changed tightens"),
    options("number", "multipleOf: 2", "multipleOf: 0.5", "multiple-of-changed loosens"),
    options("number", "multipleOf: 2", "multipleOf: 3", "multiple-of-changed both"),
    options("number", "", "multipleOf: 3", "multiple-of-changed tightens"),
    Self("enum added", .column, "", "enum: [{value: a}]", "enum-changed tightens"),
    Self("enum removed", .column, "enum: [{value: a}]", "", "enum-changed loosens"),
    Self("value added", .column, "enum: [{value: a}]", "enum: [{value: a}, {value: b}]", "enum-changed loosens"),
    Self("value removed", .column, "enum: [{value: a}, {value: b}]", "enum: [{value: b}]", "enum-changed tightens"),
    Self("value replaced", .column, "enum: [{value: a}]", "enum: [{value: b}]", "enum-changed both"),
    Self("label", .column, "enum: [{value: a}]", "enum: [{value: a, label: A}]", "text-changed none"),
  ]

  static let containers: [EvolutionCase] = [
    options("array", "minItems: 1", "minItems: 2", "size-changed tightens"),
    options("array", "", "maxItems: 2", "size-changed tightens"),
    options("array", "", "uniqueItems: true", "unique-items-changed tightens"),
    options("object", "maxProperties: 1", "maxProperties: 2", "size-changed loosens"),
    options("object", "required: [a]", "required: [a, b]", "required-members-changed tightens"),
    options("object", "required: [a]", "required: [b]", "required-members-changed both"),
    options("object", "required: [a]", "", "required-members-changed loosens"),
    options("vector", "dimensions: 3", "dimensions: 4", "vector-changed both"),
    options("vector", "dimensions: 3", "dimensions: 3, normalized: true", "vector-changed tightens"),
    options(
      "vector", "dimensions: 3, elementType: float32", "dimensions: 3, elementType: float64",
      "vector-changed undetermined"),
    options(
      "vector", "dimensions: 3, distanceMetric: cosine", "dimensions: 3, distanceMetric: euclidean",
      "vector-changed undetermined"),
    options("vector", "dimensions: 3, embeddingModel: a", "dimensions: 3, embeddingModel: b", "vector-changed both"),
    options(
      "vector", "dimensions: 3, embeddingModelVersion: a", "dimensions: 3, embeddingModelVersion: b",
      "vector-changed both"),
    Self(
      "member added", .column, "logicalType: object\nproperties: [{name: a}]",
      "logicalType: object\nproperties: [{name: a}, {name: b}]", "column-added none"),
    Self(
      "required member added", .column, "logicalType: object\nproperties: [{name: a}]",
      "logicalType: object\nproperties: [{name: a}, {name: b, required: true}]", "required-column-added tightens"),
    Self(
      "member removed", .column, "logicalType: object\nproperties: [{name: a}, {name: b}]",
      "logicalType: object\nproperties: [{name: a}]", "column-removed loosens"),
    Self(
      "type of a member", .column, "logicalType: object\nproperties: [{name: a, logicalType: integer}]",
      "logicalType: object\nproperties: [{name: a, logicalType: string}]", "type-changed both"),
    Self(
      "items", .column, "logicalType: array\nitems: {logicalType: integer}",
      "logicalType: array\nitems: {logicalType: number}", "type-changed loosens"),
    Self(
      "items said", .column, "logicalType: array", "logicalType: array\nitems: {logicalType: number}",
      "type-changed tightens"),
    Self(
      "items not said", .column, "logicalType: array\nitems: {logicalType: number}", "logicalType: array",
      "type-changed loosens"),
    Self(
      "items of items", .column,
      "logicalType: array\nitems: {logicalType: object, properties: [{name: a, enum: [{value: x}]}]}",
      "logicalType: array\nitems: {logicalType: object, properties: [{name: a, enum: [{value: x}, {value: y}]}]}",
      "enum-changed loosens"),
    Self(
      "values of a map", .column,
      "logicalType: map\nmap: {key: {logicalType: string}, value: {logicalType: integer, required: true}}",
      "logicalType: map\nmap: {key: {logicalType: string}, value: {logicalType: integer}}", "required-changed loosens"),
  ]
}
