// Checks about the columns of a batch as a whole.

extension CheckDeclaration {
  private static let ab = "properties:\n  - {name: a}\n  - {name: b}"

  static let columnPresent = CheckDeclaration(
    id: "columnPresent",
    summary: "The column that the contract lists is in the batch.",
    why: "A dropped column turns into nulls downstream, and models train on them.",
    parameters: [
      Parameter(
        "required, primaryKey, unique", "boolean", default: "false", "absence fails instead of warns",
        larger: .tightens),
      Parameter("sluicePresence", "required | optional", "overrides what absence means", larger: .both),
    ],
    words: "listed columns are missing", metrics: ["header"],
    examples: [
      Example(
        ExampleContract.object("properties:\n  - {name: a, required: true}"), csv: "a\n1\n", failing: 0),
      Example(
        ExampleContract.object("properties:\n  - {name: a, required: true}\n  - {name: b}"), csv: "b\n1\n",
        failing: 1),
    ])

  static let columnExtra = CheckDeclaration(
    id: "columnExtra",
    summary: "The batch has no column that the contract does not list.",
    why: "A new column nobody agreed on may be personal data, or a renamed one.",
    parameters: [
      Parameter(
        "sluiceExtraColumns", "ignore | warn | fail", default: "warn", "what an extra column means",
        larger: .tightens)
    ],
    words: "columns are not in the contract", metrics: ["header"],
    examples: [
      Example(ExampleContract.object(ab), csv: "a,b\n1,2\n", failing: 0),
      Example(
        ExampleContract.object("customProperties: [{property: sluiceExtraColumns, value: fail}]\n" + ab),
        csv: "a,b,c\n1,2,3\n", failing: 1),
    ])

  static let columnOrder = CheckDeclaration(
    id: "columnOrder",
    summary: "The columns stand in the order of the contract.",
    why: "Loaders that go by position put values into the wrong columns without an error.",
    parameters: [
      Parameter(
        "sluiceColumnOrder", "ignore | warn | fail", default: "ignore", "what another order means",
        larger: .tightens)
    ],
    words: "columns are out of order", metrics: ["header"],
    examples: [
      Example(
        ExampleContract.object("customProperties: [{property: sluiceColumnOrder, value: fail}]\n" + ab),
        csv: "a,b\n1,2\n", failing: 0),
      Example(
        ExampleContract.object("customProperties: [{property: sluiceColumnOrder, value: fail}]\n" + ab),
        csv: "b,a\n1,2\n", failing: 2),
    ])

  static let columnRenamed = CheckDeclaration(
    id: "columnRenamed",
    summary: "No listed column has come back under another name.",
    why: "A rename looks like one missing and one extra column; told as one, it is mended in a minute.",
    parameters: [
      Parameter(
        "sluiceExtraColumns, sluicePresence", "see columnExtra, columnPresent",
        "the worse status of the two applies", larger: .both)
    ],
    words: "columns seem to be renamed", metrics: ["header", "type", "distinct values"],
    examples: [
      Example(
        ExampleContract.object(
          "properties:\n  - {name: customer_id, logicalType: integer, required: true}\n"
            + "  - {name: city, logicalType: string}"),
        csv: "customer_id,city\n1,Kiel\n", failing: 0),
      Example(
        ExampleContract.object(
          "properties:\n  - {name: customer_id, logicalType: integer, required: true}\n"
            + "  - {name: city, logicalType: string}"),
        csv: "customerId,city\n1,Kiel\n2,Bonn\n", failing: 1),
    ])
}
