// Checks of `engine: sluice` that count rows.

extension CheckDeclaration {
  /// What all of them take.
  static let countingParameters = [
    Parameter(
      "where", "expression", "rows for which it does not hold are outside the population", larger: .undetermined),
    Parameter(
      "mustBe … mustNotBeBetween", "number", default: "mustBe: 0", "one of the eight operators, on the failing rows",
      larger: .both),
    Parameter("unit", "rows | percent", default: "rows", "percent = 100 × failing / population", larger: .none),
  ]

  static func rowContract(_ rule: String, inColumn: Bool = false) -> String {
    let rule = "{type: custom, engine: sluice, implementation: {\(rule)}}"
    return ExampleContract.object(
      """
      properties:
        - {name: id, logicalType: integer}
        - name: price
          logicalType: integer
      \(inColumn ? "    quality:\n      - \(rule)" : "")
        - {name: note, logicalType: string}
        - {name: copy, logicalType: string}
      \(inColumn ? "" : "quality:\n  - \(rule)")
      """)
  }

  static let rowHead = "id,price,note,copy\n"

  static let rowRule = CheckDeclaration(
    id: "rowRule",
    summary: "Every row satisfies the expression; a row for which it is unknown does not count.",
    why: "What columns promise each other is promised nowhere else: an end after its start, a sum of its parts.",
    parameters: [Parameter("expr", "expression", "what must hold; see expressions.md", larger: .undetermined)]
      + countingParameters,
    words: "rows break the rule", metrics: ["rows"],
    examples: [
      Example(
        rowContract("check: rowRule, expr: price > 0 or note is not null"), csv: rowHead + "1,5,,\n2,0,gift,\n3,,,\n",
        failing: 0),
      Example(
        rowContract("check: rowRule, expr: price > 0, where: note <> 'gift'"),
        csv: rowHead + "1,5,a,\n2,0,gift,\n3,0,b,\n4,-1,c,\n", failing: 2),
    ])

  static let nulls = CheckDeclaration(
    id: "nulls",
    summary: "No row for which `where` holds has a null in the column.",
    why: "Some columns are required of some rows only: a date of delivery of what was delivered.",
    parameters: countingParameters, words: "rows are null", metrics: ["nulls"],
    examples: [
      Example(
        rowContract("check: nulls, where: note = 'paid'", inColumn: true), csv: rowHead + "1,5,paid,\n2,,open,\n",
        failing: 0),
      Example(
        rowContract("check: nulls, where: note = 'paid'", inColumn: true), csv: rowHead + "1,,paid,\n2,,open,\n3,,,\n",
        failing: 1),
    ])

  static let invalid = CheckDeclaration(
    id: "invalid",
    summary: "No value that is not null, of the rows for which `where` holds, breaks validValues or pattern.",
    why: "What a column may hold can depend on another: states of countries, codes of tariffs.",
    parameters: [
      Parameter("validValues", "list", "the values allowed", larger: .loosens),
      Parameter(
        "validValues.reference", "name", "in place of a list: what `--reference NAME=FILE` gives",
        larger: .undetermined),
      Parameter(
        "validValues.column", "name", default: "the same name, or the only one", "its column with the values",
        larger: .undetermined),
      Parameter("pattern", "text", "what values must match; with both, both must hold", larger: .undetermined),
    ] + countingParameters,
    words: "rows are invalid", metrics: ["invalid"],
    examples: [
      Example(
        rowContract("check: invalid, validValues: [1, 2], where: note = 'a'", inColumn: true),
        csv: rowHead + "1,1,a,\n2,9,b,\n3,,a,\n", failing: 0),
      Example(
        rowContract("check: invalid, validValues: [1, 2], where: note = 'a'", inColumn: true),
        csv: rowHead + "1,1,a,\n2,9,b,\n3,3,a,\n", failing: 1),
    ])

  static let validFormat = CheckDeclaration(
    id: "validFormat",
    summary: "No value that is not null, of the rows for which `where` holds, has another form than `format`.",
    why: "Numbers with a checksum and codes of a list show every typing error.",
    parameters: [
      Parameter(
        "format", ValueFormat.allCases.map(\.rawValue).joined(separator: " | "), "see formats.md", larger: .undetermined
      )
    ] + countingParameters,
    words: "rows have another form", metrics: ["invalid"],
    examples: [
      Example(
        rowContract("check: validFormat, format: luhn", inColumn: true), csv: rowHead + "1,4111111111111111,,\n2,,,\n",
        failing: 0),
      Example(
        rowContract("check: validFormat, format: luhn", inColumn: true),
        csv: rowHead + "1,4111111111111112,,\n2,18,,\n",
        failing: 1),
    ])

  static let distinctAcross = CheckDeclaration(
    id: "distinctAcross",
    summary: "No two of the columns are equal within a row; a null is equal to nothing.",
    why: "A sender who is the receiver, or a billing address copied into all others, is a mistake of a form.",
    parameters: [
      Parameter(
        "properties", "list of columns", "what is compared, beside the property that holds the rule", larger: .tightens)
    ] + countingParameters,
    words: "rows hold a value twice", metrics: ["rows"],
    examples: [
      Example(
        rowContract("check: distinctAcross, properties: [note, copy]"), csv: rowHead + "1,1,a,b\n2,1,,\n3,1,a,\n",
        failing: 0),
      Example(
        rowContract("check: distinctAcross, properties: [note, copy]"), csv: rowHead + "1,1,a,a\n2,1,b,a\n3,1,c,c\n",
        failing: 2),
    ])

  static let duplicates = CheckDeclaration(
    id: "duplicates",
    summary: "No row shares its values with another row, of all rows or of those for which `where` holds.",
    why: "Unlike duplicateValues it counts rows, and it can look at the rows that matter: one open order a customer.",
    parameters: [
      Parameter(
        "properties", "list of columns", "the combination, beside the property that holds the rule", larger: .loosens)
    ] + countingParameters,
    words: "rows are duplicated", metrics: ["keys"],
    examples: [
      Example(
        rowContract("check: duplicates, where: note = 'open'", inColumn: true),
        csv: rowHead + "1,1,open,\n2,1,done,\n3,2,open,\n4,,open,\n5,,open,\n", failing: 0),
      Example(
        rowContract("check: duplicates, properties: [note, price]"),
        csv: rowHead + "1,1,open,\n2,1,open,\n3,1,open,\n4,2,a,\n5,2,a,\n6,3,a,\n", failing: 5),
    ])
}
