// Quality rules: library metrics, SQL, foreign engines, text.

extension Grammar {
  /// The eight operators; a library or SQL rule has exactly one, which `Lint/` counts.
  static let operators = [
    "mustBe", "mustNotBe", "mustBeGreaterThan", "mustBeGreaterOrEqualTo", "mustBeLessThan",
    "mustBeLessOrEqualTo", "mustBeBetween", "mustNotBeBetween",
  ]

  static let metrics = ["nullValues", "missingValues", "invalidValues", "duplicateValues", "rowCount"]

  /// Operands are checked where the operators are counted.
  private static let operatorFields = operators.map { FieldShape.optional($0, .any) }

  private static let libraryFields: [FieldShape] =
    [
      FieldShape(key: "metric", shape: .words(metrics), presence: .requiredSince3_1),
      FieldShape(key: "rule", shape: .text, replacement: "write `metric`", replacedSince: .v3_1),
      FieldShape(key: "validValues", shape: .list(.scalar), until: .v3_0), .optional("arguments", .anyMapping),
    ] + operatorFields

  static let quality = ObjectShape(
    words: "a quality rule",
    fields: [
      id, authoritativeDefinitions, .text("businessImpact"), customProperties, .text("description"),
      .optional(
        "dimension",
        .words([
          "accuracy", "completeness", "conformity", "consistency", "coverage", "timeliness", "uniqueness",
        ])),
      .text("method"), .text("name"), .text("schedule"), .text("scheduler"), .text("severity"), tags,
      .optional("type", .words(["text", "library", "sql", "custom"])), .text("unit"),
    ],
    variants: ObjectShape.Variants(
      key: "type",
      cases: [
        "library": libraryFields, "sql": [.required("query")] + operatorFields,
        "custom": [.required("engine"), .required("implementation", .textOrMapping)], "text": [],
      ],
      absent: libraryFields))
}
