// Checks on how values are written, and on the steps between them.

extension CheckDeclaration {
  static let format = CheckDeclaration(
    id: "format",
    summary: "Every value has the form that `format` names, or fits the bits that it allows.",
    why: "03/04/2026 is two days, and 40000 is no i16: what reads the column next will not ask.",
    parameters: [
      Parameter(
        "format (string)", "word", "\(Words.either(TextForm.allCases.map(\.rawValue))); see formats.md",
        larger: .undetermined),
      Parameter(
        "format (date, time, timestamp)", "java.time letters", "cells are read by it, too; see formats.md",
        larger: .undetermined),
      Parameter("format (integer)", "i8 … i128, u8 … u128", "the bits that a value may take", larger: .loosens),
      Parameter("format (number)", "f32 | f64", "finite, and not 0 unless it is 0, in that float", larger: .loosens),
    ],
    words: "rows have another form", metrics: ["formFailures"],
    examples: [
      Example(
        ExampleContract.column("logicalType: date\nlogicalTypeOptions: {format: dd.MM.yyyy, minimum: 2026-01-01}"),
        csv: "price\n01.02.2026\n31.12.2026\n", failing: 0),
      Example(
        ExampleContract.column("logicalType: string\nlogicalTypeOptions: {format: ipv4}"),
        csv: "price\n10.0.0.1\n10.0.0.256\nlocalhost\n", failing: 2),
    ])

  static let multipleOf = CheckDeclaration(
    id: "multipleOf",
    summary: "Every value is a whole multiple of the step; computed exactly, by the decimal text of the cell.",
    why: "A price with a third of a cent shows that somebody has computed in floats.",
    parameters: [Parameter("multipleOf", "number above 0", "the step", larger: .undetermined)],
    words: "rows are no multiple of the step", metrics: ["multipleFailures"],
    examples: [
      Example(
        ExampleContract.column("logicalType: number\nlogicalTypeOptions: {multipleOf: 0.1}"),
        csv: "price\n0.3\n-7\n1e3\n", failing: 0),
      Example(
        ExampleContract.column("logicalType: number\nlogicalTypeOptions: {multipleOf: 0.1}"),
        csv: "price\n0.3\n0.25\nnan\n", failing: 2),
    ])

  static let timezone = CheckDeclaration(
    id: "timezone",
    summary: "Every time carries an offset from UTC, or none does.",
    why: "A local time without its zone is an hour off twice a year, and nobody sees it.",
    parameters: [
      Parameter(
        "timezone", "boolean", "true: each has an offset; false: none has; not given: both are taken", larger: .none),
      Parameter(
        "defaultTimezone", "IANA zone, offset", default: "UTC", "what times without an offset are in", larger: .both),
    ],
    words: "rows carry no offset, or one too many", metrics: ["offsetFailures"],
    examples: [
      Example(
        ExampleContract.column("logicalType: timestamp\nlogicalTypeOptions: {timezone: true}"),
        csv: "price\n2026-03-01T09:30:00Z\n2026-03-01 09:30:00+01\n", failing: 0),
      Example(
        ExampleContract.column("logicalType: timestamp\nlogicalTypeOptions: {timezone: true}"),
        csv: "price\n2026-03-01T09:30:00Z\n2026-03-01T09:30:00\n", failing: 1),
    ])
}
