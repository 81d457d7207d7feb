// Checks on objects, arrays and maps: JSON in a cell.

extension CheckDeclaration {
  private static let array = "logicalType: array\nlogicalTypeOptions: "
  private static let object = "logicalType: object\nlogicalTypeOptions: "

  static let items = CheckDeclaration(
    id: "items",
    summary: "Every array has a number of items between the bounds.",
    why: "An empty list where one item is due drops the row from every join that unnests it.",
    parameters: [
      Parameter("minItems", "integer", default: "0", "fewest items allowed", larger: .tightens),
      Parameter("maxItems", "integer", "most items allowed", larger: .loosens),
    ],
    words: "rows with another number of items", metrics: ["sizeFailures"],
    examples: [
      Example(
        ExampleContract.column(array + "{minItems: 1, maxItems: 2}"), csv: "price\n[1]\n\"[1, 2]\"\n", failing: 0),
      Example(
        ExampleContract.column(array + "{minItems: 1, maxItems: 2}"),
        csv: "price\n[]\n[1]\n\"[1, 2, 3]\"\n", failing: 2),
    ])

  static let uniqueItems = CheckDeclaration(
    id: "uniqueItems",
    summary: "No array has two items that are equal as JSON values: 1 is 1.0, and members have no order.",
    why: "A list that should be a set counts twice what it holds twice.",
    parameters: [Parameter("uniqueItems", "boolean", default: "false", "asks for it", larger: .tightens)],
    words: "rows hold an item twice", metrics: ["uniqueItemsFailures"],
    examples: [
      Example(
        ExampleContract.column(array + "{uniqueItems: true}"), csv: "price\n\"[1, 2, \"\"1\"\"]\"\n[]\n", failing: 0),
      Example(
        ExampleContract.column(array + "{uniqueItems: true}"),
        csv: "price\n\"[1, 1.0]\"\n\"[{\"\"a\"\":1,\"\"b\"\":2},{\"\"b\"\":2,\"\"a\"\":1}]\"\n[1]\n", failing: 2),
    ])

  static let properties = CheckDeclaration(
    id: "properties",
    summary: "Every object has a number of members between the bounds.",
    why: "An object that lost its members parses as well as a full one.",
    parameters: [
      Parameter("minProperties", "integer", default: "0", "fewest members allowed", larger: .tightens),
      Parameter("maxProperties", "integer", "most members allowed", larger: .loosens),
    ],
    words: "rows with another number of properties", metrics: ["sizeFailures"],
    examples: [
      Example(
        ExampleContract.column(object + "{minProperties: 1}"), csv: "price\n\"{\"\"a\"\": 1}\"\n", failing: 0),
      Example(
        ExampleContract.column(object + "{minProperties: 1}"), csv: "price\n{}\n\"{\"\"a\"\": 1}\"\n", failing: 1),
    ])

  static let requiredProperties = CheckDeclaration(
    id: "requiredProperties",
    summary: "Every object has the members that the option `required` names, null or not.",
    why: "A renamed member is a missing one to whoever reads it by name.",
    parameters: [
      Parameter("required", "list of text", "names that must be there", larger: .tightens)
    ],
    words: "rows lack a property", metrics: ["requiredPropertiesFailures"],
    examples: [
      Example(
        ExampleContract.column(object + "{required: [lat, lon]}"),
        csv: "price\n\"{\"\"lat\"\": 1, \"\"lon\"\": null}\"\n", failing: 0),
      Example(
        ExampleContract.column(object + "{required: [lat, lon]}"),
        csv: "price\n\"{\"\"lat\"\": 1, \"\"lng\"\": 2}\"\n", failing: 1),
    ])
}
