// The five library metrics of the standard, and what an empty batch means.

extension CheckDeclaration {
  /// The eight operators and the unit, which all library metrics but rowCount share.
  private static let threshold = [
    Parameter("mustBe, mustNotBe", "number", "the count must (not) be this", larger: .both),
    Parameter(
      "mustBeGreaterThan, mustBeGreaterOrEqualTo", "number", "lower bound of the count", larger: .tightens),
    Parameter("mustBeLessThan, mustBeLessOrEqualTo", "number", "upper bound of the count", larger: .loosens),
    Parameter(
      "mustBeBetween, mustNotBeBetween", "[number, number]", "inclusive on both sides", larger: .both),
    Parameter("unit", "rows | percent", default: "rows", "percent = 100 × count / population", larger: .none),
  ]

  private static func column(_ rule: String) -> String {
    ExampleContract.object("properties:\n  - name: id\n  - name: price\n    quality:\n      - \(rule)")
  }

  static let nullValues = CheckDeclaration(
    id: "nullValues",
    summary: "The number of nulls, over all rows, satisfies the threshold.",
    why: "A surge of nulls is the commonest sign of a broken upstream join.",
    parameters: threshold, words: "rows are null", metrics: ["nulls"],
    examples: [
      Example(
        column("{metric: nullValues, mustBeLessOrEqualTo: 1}"), csv: "id,price\n1,5\n2,\n3,\"\"\n", failing: 0
      ),
      Example(
        column("{metric: nullValues, mustBeLessThan: 50, unit: percent}"),
        csv: "id,price\n1,5\n2,\n3,\n4,7\n",
        failing: 2),
    ])

  static let missingValues = CheckDeclaration(
    id: "missingValues",
    summary: "The number of values that stand for \"missing\", over all rows, satisfies the threshold.",
    why: "Exports write N/A, -999 or blanks where they mean null.",
    parameters: threshold + [
      Parameter(
        "arguments.missingValues", "list", "what counts as missing; null always does", larger: .tightens)
    ],
    words: "rows are missing", metrics: ["nulls", "tokens"],
    examples: [
      Example(
        column("{metric: missingValues, mustBe: 0, arguments: {missingValues: [N/A]}}"),
        csv: "id,price\n1,5\n2,NA\n", failing: 0),
      Example(
        column("{metric: missingValues, mustBe: 0, arguments: {missingValues: [N/A, \"\"]}}"),
        csv: "id,price\n1,5\n2,N/A\n3,\"\"\n4,\n", failing: 3),
    ])

  static let invalidValues = CheckDeclaration(
    id: "invalidValues",
    summary: "The number of non-null values that break validValues or pattern satisfies the threshold.",
    why: "It is an enum with a tolerance: some dirt may pass, a flood may not.",
    parameters: threshold + [
      Parameter("arguments.validValues", "list", "the values allowed", larger: .loosens),
      Parameter(
        "arguments.validValues.reference", "name", "in place of a list: what `--reference NAME=FILE` gives",
        larger: .undetermined),
      Parameter(
        "arguments.validValues.column", "name", default: "the same name, or the only one", "its column with the values",
        larger: .undetermined),
      Parameter(
        "arguments.pattern", "text", "what values must match; with both, both must hold",
        larger: .undetermined),
    ],
    words: "rows are invalid", metrics: ["invalid"],
    examples: [
      Example(
        column("{metric: invalidValues, mustBe: 0, arguments: {validValues: [a, b]}}"),
        csv: "id,price\n1,a\n2,\n",
        failing: 0),
      Example(
        column("{metric: invalidValues, mustBe: 0, arguments: {validValues: [a, b]}}"),
        csv: "id,price\n1,a\n2,c\n3,A\n", failing: 2),
    ])

  static let duplicateValues = CheckDeclaration(
    id: "duplicateValues",
    summary:
      "The number of distinct values, or combinations, that occur more than once satisfies the threshold.",
    why: "Where `unique` is too strict, it says how many values may repeat.",
    parameters: threshold + [
      Parameter(
        "arguments.properties", "list of columns", "at the level of an object: the combination",
        larger: .loosens)
    ],
    words: "values occur more than once", metrics: ["keys"],
    examples: [
      Example(column("{metric: duplicateValues, mustBe: 0}"), csv: "id,price\n1,a\n2,\n3,\n", failing: 0),
      Example(
        column("{metric: duplicateValues, mustBe: 0}"), csv: "id,price\n1,a\n2,a\n3,a\n4,b\n5,b\n", failing: 2
      ),
    ])

  static let rowCount = CheckDeclaration(
    id: "rowCount",
    summary: "The number of rows of the batch satisfies the threshold.",
    why: "Half a batch passes every check on its values.",
    parameters: Array(threshold.dropLast()) + [
      Parameter("where", "expression", "of `engine: sluice`: counts the rows for which it holds", larger: .undetermined)
    ],
    words: "rows", metrics: ["rows"],
    examples: [
      Example(
        ExampleContract.object(
          "properties: [{name: a}]\nquality: [{metric: rowCount, mustBeGreaterThan: 1}]"),
        csv: "a\n1\n2\n", failing: 0),
      Example(
        ExampleContract.object(
          "properties: [{name: a}]\nquality: [{metric: rowCount, mustBeGreaterThan: 3}]"),
        csv: "a\n1\n2\n", failing: 2),
    ])

  static let emptyBatch = CheckDeclaration(
    id: "emptyBatch",
    summary: "The batch has rows, unless the contract says that it may have none.",
    why: "An empty batch breaks no rule about values, and an empty table replaces a full one.",
    parameters: [
      Parameter(
        "sluiceEmptyBatch", "pass | warn | fail",
        default: "fail, or pass where a rowCount rule admits 0", "what an empty batch means",
        larger: .tightens)
    ],
    words: "rows in the batch", metrics: ["rows"],
    examples: [
      Example(ExampleContract.object("properties: [{name: a}]"), csv: "a\n1\n", failing: 0),
      Example(ExampleContract.object("properties: [{name: a}]"), csv: "a\n", failing: 1),
    ])
}
