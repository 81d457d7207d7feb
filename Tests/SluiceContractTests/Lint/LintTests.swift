import SluiceContract
import Testing

struct LintTests {
  private func typed(_ type: String, _ options: String, _ more: String = "") -> [String] {
    codes(read(column("logicalType: \(type)\nlogicalTypeOptions: {\(options)}\n\(more)")))
  }

  @Test(
    arguments: [
      ("integer", "minimum: 10, maximum: 5", ["SL0203"]), ("integer", "minimum: 5, maximum: 5", []),
      ("integer", "exclusiveMinimum: 5, maximum: 5", ["SL0203"]),
      ("string", "minLength: 3, maxLength: 2", ["SL0203"]),
      ("date", "minimum: 2024-02-30", ["SL0217"]),
      ("date", "minimum: 2024-02-02, maximum: 2024-01-01", ["SL0203"]),
      ("date", "minimum: 2024", ["SL0217"]), ("time", "maximum: '24:00'", ["SL0217"]),
      ("timestamp", "minimum: '2024-01-01T00:00:00+01:00', maximum: '2023-12-31T22:00:00Z'", ["SL0203"]),
      ("array", "minItems: 2, maxItems: 1", ["SL0203"]),
      ("object", "minProperties: 2, maxProperties: 1", ["SL0203"]),
      ("string", "pattern: '(a'", ["SL0218"]), ("string", "pattern: '(?i)a'", ["SL0219"]),
      ("date", "format: YYYY-MM-DD", ["SL0222", "SL0222"]), ("date", "format: yyyy-MM-dd", []),
      ("timestamp", "format: \"yyyy-MM-dd'YD'\"", []), ("string", "format: YYYY", ["SL0241"]),
      ("string", "format: uuid", []), ("timestamp", "format: yyyy-MM-dd HH:mm z", ["SL0240"]),
      ("date", "format: yyyy-MM", ["SL0240"]), ("time", "format: h:mm", ["SL0240"]),
      ("timestamp", "format: yyyy-MM-dd, timezone: true", ["SL0240"]),
      ("timestamp", "format: yyyy-MM-dd X, timezone: false", ["SL0240"]),
      ("timestamp", "defaultTimezone: Europe/Berlin, minimum: '2026-03-29 02:30'", ["SL0217"]),
      ("timestamp", "defaultTimezone: Europe/Berlin", []),
      ("timestamp", "defaultTimezone: Europe/Berln", ["SL0229"]),
      ("timestamp", "defaultTimezone: ../../etc/passwd", ["SL0229"]),
      ("timestamp", "defaultTimezone: +01:00", []),
    ] as [(String, String, [String])])
  func `options of a type`(type: String, options: String, expected: [String]) {
    #expect(typed(type, options) == expected, "\(type) \(options)")
  }

  @Test(arguments: [
    ("integer", "minimum: 0", "[1, null, 1.0]", 0), ("integer", "minimum: 0", "[-1, 1.5, x]", 3),
    ("string", "minLength: 2, pattern: '^a'", "[ab, b, a, 12]", 3),
    ("date", "minimum: 2024-01-01", "[2024-01-01]", 0),
    ("date", "maximum: 2024-01-01", "[2024-01-02, 01.01.2024]", 2),
    ("date", "format: dd.MM.yyyy", "[01.01.2024, 2024-01-01, 30.02.2024]", 2),
    ("date", "format: dd.MM.yyyy, minimum: 2024-01-02", "[01.01.2024, 02.01.2024]", 1),
    ("integer", "multipleOf: 5, format: i8", "[5, -10, 7, 130]", 2),
    ("number", "multipleOf: 0.1, format: f32", "[0.3, 0.25, 4e38]", 2),
    ("string", "format: ipv4", "[10.0.0.1, 10.0.0]", 1),
    ("timestamp", "timezone: true", "['2024-01-01 00:00:00+01', '2024-01-01']", 1),
    ("timestamp", "defaultTimezone: Europe/Berlin", "['2026-03-29 02:30:00', '2026-03-29 03:30:00']", 1),
    ("boolean", "", "[true, 'False', yes]", 1), ("number", "exclusiveMaximum: 1", "[0.5, 1, nan, .5]", 2),
    ("time", "", "['12:00', '25:00']", 1), ("timestamp", "", "['2024-01-01 00:00:00+01']", 0),
  ])
  func `examples must keep the promises of their property`(
    type: String, options: String, examples: String, broken: Int
  ) {
    let found = typed(type, options, "examples: \(examples)")
    #expect(found == Array(repeating: "SL0221", count: broken))
  }

  @Test func `decimals in examples must fit their digits`() {
    let text = column(
      "logicalType: number\nphysicalType: DECIMAL(4,2)\nexamples: [12.34, 123.4, 1.234, 0, 99.99, 100]")
    #expect(codes(read(text)) == ["SL0221", "SL0221", "SL0221"])
  }

  @Test func `listed values must be values of the type`() {
    #expect(codes(read(column("logicalType: integer\nenum: [{value: 1}, {value: x}]"))) == ["SL0220"])
    let rule = "quality: [{metric: invalidValues, mustBe: 0, arguments: {validValues: [true, 5]}}]"
    #expect(codes(read(column("logicalType: boolean\n\(rule)"))) == ["SL0220"])
    #expect(
      codes(read(column("logicalType: string\nenum: [{value: 1.10}, {value: no}]\nexamples: [1.10, no]")))
        .isEmpty)
  }

  @Test(
    arguments: [
      ("properties: [{name: a}, {name: a}]", ["SL0225"]), ("properties: [{name: a}, {name: A}]", []),
      ("properties: [{name: a, physicalName: x}, {name: b, physicalName: x}]", ["SL0225"]),
      ("properties: [{name: a, physicalName: b}, {name: b}]", ["SL0225"]),
      ("properties: [{name: \"\\u00e9\"}, {name: \"e\\u0301\"}]", []),
      (
        "properties:\n  - {name: a, primaryKey: true, primaryKeyPosition: 1}\n"
          + "  - {name: b, primaryKey: true, primaryKeyPosition: 1}",
        ["SL0227"]
      ),
      (
        "properties: [{name: a}]\nrelationships: [{from: orders.a, to: [orders.a]}]", ["SL0117"]
      ),
      ("properties: [{name: a}]\nrelationships: [{from: [orders.a], to: [orders.a]}]", []),
      ("properties: [{name: a}]\nrelationships: [{from: orders.b, to: orders.a}]", ["SL0226"]),
      ("properties: [{name: a}]\nrelationships: [{from: orders.a, to: orders.b}]", ["SL0226"]),
      ("properties: [{name: a}]\nrelationships: [{from: other.a, to: orders.a}]", ["SL0116"]),
      ("properties: [{name: a}]\nrelationships: [{from: orders.a, to: other.a}]", ["SL0260"]),
      ("properties: [{name: a, relationships: [{to: orders.b}]}]", ["SL0226"]),
      ("properties: [{name: a, relationships: [{to: order.a}]}]", ["SL0260"]),
      ("properties: [{name: a, relationships: [{to: other.yaml#/schema/b/properties/c}]}]", []),
      (
        "properties: [{name: a}, {name: b}]\n"
          + "relationships: [{from: [orders.a, orders.b], to: [orders.a, other.b]}]", ["SL0116"]
      ),
      (
        "properties: [{name: a, quality: [{metric: invalidValues, mustBe: 0, arguments: {validValues: "
          + "{reference: orders, column: b}}}]}]", ["SL0226"]
      ),
      (
        "properties: [{name: a, quality: [{metric: invalidValues, mustBe: 0, arguments: {validValues: "
          + "{refrence: lands}}}]}]", ["SL0214", "SL0210"]
      ),
      (
        "properties: [{name: a, quality: [{metric: invalidValues, mustBe: 0, arguments: {pattern: x, validValues: "
          + "{reference: lands}}}]}]", ["SL0211"]
      ),
      (
        "quality: [{id: x, metric: rowCount, mustBe: 1}, {id: x, metric: rowCount, mustBe: 2}]", ["SL0225"]
      ),
    ] as [(String, [String])])
  func `names of an object`(text: String, expected: [String]) {
    #expect(codes(read(object(text))) == expected, "\(text)")
  }

  @Test func `objects and servers have names of their own`() {
    #expect(codes(read(head + "schema: [{name: a}, {name: a}]\n")) == ["SL0225"])
    let server = "{server: s, type: local, path: p, format: csv}"
    #expect(codes(read(head + "servers: [\(server), \(server)]\n")) == ["SL0225"])
  }

  @Test func `nested properties are held to the same rulings`() {
    let text = column(
      "logicalType: array\nitems:\n  logicalType: object\n  properties:\n"
        + "    - {name: a, logicalType: string, logicalTypeOptions: {pattern: '['}}\n    - {name: a}")
    #expect(codes(read(text)) == ["SL0218", "SL0225"])
  }
}
