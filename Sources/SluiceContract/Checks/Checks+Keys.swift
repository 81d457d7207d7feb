// Checks on type, presence and uniqueness of values.

extension CheckDeclaration {
  static let type = CheckDeclaration(
    id: "type",
    summary: "Every non-null cell parses as the column's logicalType.",
    why: "One cell that does not parse turns a numeric column into text, or into a null.",
    parameters: [
      Parameter("logicalType", "word", "what cells must be", larger: .none),
      Parameter(
        "physicalType", "DECIMAL(p,s)", "exact digits before and after the point of a `number`",
        larger: .loosens),
    ],
    words: "rows do not parse", metrics: ["typeFailures"],
    examples: [
      Example(ExampleContract.column("logicalType: integer"), csv: "price\n1\n-20\n", failing: 0),
      Example(ExampleContract.column("logicalType: integer"), csv: "price\n1\n2.5\n007\n", failing: 2),
    ])

  static let required = CheckDeclaration(
    id: "required",
    summary: "The column has no null.",
    why: "Nulls in a required column break joins and are filled with guesses.",
    parameters: [
      Parameter("required", "boolean", default: "false", "`true` allows no null", larger: .tightens),
      Parameter("primaryKey", "boolean", default: "false", "a key column is required too", larger: .tightens),
    ],
    words: "rows are null", metrics: ["nulls"],
    examples: [
      Example(
        ExampleContract.object("properties:\n  - {name: id}\n  - {name: price, required: true}"),
        csv: "id,price\n1,5\n2,\"\"\n", failing: 0),
      Example(
        ExampleContract.object("properties:\n  - {name: id}\n  - {name: price, required: true}"),
        csv: "id,price\n1,5\n2,\n", failing: 1),
    ])

  static let unique = CheckDeclaration(
    id: "unique",
    summary: "No value occurs twice; nulls do not count.",
    why: "A duplicated id multiplies rows in every join.",
    parameters: [
      Parameter("unique", "boolean", default: "false", "`true` allows no value twice", larger: .tightens)
    ],
    words: "rows have a value that occurs more than once", metrics: ["keys"],
    examples: [
      Example(
        ExampleContract.object("properties:\n  - {name: id, unique: true}\n  - {name: n}"),
        csv: "id,n\na,1\nb,2\n,3\n,4\n", failing: 0),
      Example(
        ExampleContract.object("properties:\n  - {name: id, unique: true}\n  - {name: n}"),
        csv: "id,n\na,1\nb,2\na,3\na,4\n", failing: 3),
    ])

  static let primaryKey = CheckDeclaration(
    id: "primaryKey",
    summary: "No combination of the key columns occurs twice.",
    why: "The key is how a row is found again; two rows with one key cannot both be right.",
    parameters: [
      Parameter(
        "primaryKey", "boolean", default: "false", "the column is part of the key", larger: .undetermined),
      Parameter("primaryKeyPosition", "integer", "its place in a composite key", larger: .none),
    ],
    words: "rows have a key that occurs more than once", metrics: ["keys"],
    examples: [
      Example(compositeKey, csv: "shop,number\n1,1\n1,2\n2,1\n", failing: 0),
      Example(compositeKey, csv: "shop,number\n1,1\n1,2\n1,1\n", failing: 2),
    ])

  private static let compositeKey = ExampleContract.object(
    """
    properties:
      - {name: shop, primaryKey: true, primaryKeyPosition: 1}
      - {name: number, primaryKey: true, primaryKeyPosition: 2}
    """)
}
