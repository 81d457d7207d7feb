// Checks on what single values may be.

extension CheckDeclaration {
  static let range = CheckDeclaration(
    id: "range",
    summary: "Every value lies between the bounds; compared exactly.",
    why: "A price in cents instead of euros, or a date in 2062, is found by its range first.",
    parameters: [
      Parameter("minimum", "value of the type", "smallest value allowed", larger: .tightens),
      Parameter("maximum", "value of the type", "largest value allowed", larger: .loosens),
      Parameter("exclusiveMinimum", "value of the type", "values must be greater", larger: .tightens),
      Parameter("exclusiveMaximum", "value of the type", "values must be less", larger: .loosens),
    ],
    words: "rows outside the range", metrics: ["rangeFailures"],
    examples: [
      Example(
        ExampleContract.column(
          "logicalType: number\nlogicalTypeOptions: {minimum: 0, exclusiveMaximum: 100}"),
        csv: "price\n0\n99.99\n", failing: 0),
      Example(
        ExampleContract.column(
          "logicalType: number\nlogicalTypeOptions: {minimum: 0, exclusiveMaximum: 100}"),
        csv: "price\n-0.01\n5\n100\n", failing: 2),
    ])

  static let length = CheckDeclaration(
    id: "length",
    summary: "Every text has a length between the bounds, in Unicode scalars.",
    why: "Text that is too long is cut or refused by the table it is loaded into.",
    parameters: [
      Parameter("minLength", "integer", default: "0", "shortest text allowed", larger: .tightens),
      Parameter("maxLength", "integer", "longest text allowed", larger: .loosens),
    ],
    words: "rows with a length outside the bounds", metrics: ["lengthFailures"],
    examples: [
      Example(
        ExampleContract.column("logicalType: string\nlogicalTypeOptions: {minLength: 2, maxLength: 3}"),
        csv: "price\nab\n\u{E4}\u{F6}\u{FC}\n", failing: 0),
      Example(
        ExampleContract.column("logicalType: string\nlogicalTypeOptions: {minLength: 2, maxLength: 3}"),
        csv: "price\na\nabc\nabcd\n", failing: 2),
    ])

  static let pattern = CheckDeclaration(
    id: "pattern",
    summary: "Every text contains a match of the pattern (ECMA-262, not anchored).",
    why: "Codes and ids have a form; what does not have it joins with nothing.",
    parameters: [Parameter("pattern", "text", "write ^ and $ for the whole text", larger: .undetermined)],
    words: "rows do not match the pattern", metrics: ["patternFailures"],
    examples: [
      Example(
        ExampleContract.column("logicalType: string\nlogicalTypeOptions: {pattern: '^[A-Z]{2}[0-9]+$'}"),
        csv: "price\nDE1\nFR22\n", failing: 0),
      Example(
        ExampleContract.column("logicalType: string\nlogicalTypeOptions: {pattern: '^[A-Z]{2}[0-9]+$'}"),
        csv: "price\nDE1\nfr22\n1\n", failing: 2),
    ])

  static let enumeration = CheckDeclaration(
    id: "enum",
    summary: "Every value is one of the listed ones.",
    why: "A new category falls into nobody's branch, and into no encoder.",
    parameters: [Parameter("enum", "list of {value}", "the values allowed (v3.2)", larger: .loosens)],
    words: "rows have a value that is not listed", metrics: ["enumFailures"],
    examples: [
      Example(
        ExampleContract.column("logicalType: string\nenum: [{value: new}, {value: paid}]"),
        csv: "price\nnew\npaid\n",
        failing: 0),
      Example(
        ExampleContract.column("logicalType: string\nenum: [{value: new}, {value: paid}]"),
        csv: "price\nnew\nPaid\nlost\n", failing: 2),
    ])
}
