// SL0245 to SL0248: expressions of `engine: sluice` rules.

extension DiagnosticCode {
  var expressionEntry: DiagnosticEntry {
    switch self {
    case .badExpression:
      DiagnosticEntry(
        "an expression cannot be read", why: "Nothing could be asked of the rows.",
        fix: "Correct it at the caret; docs/expressions.md has the language.",
        example: Self.expression("amount > 0 and and paid"))
    case .expressionType:
      DiagnosticEntry(
        "the types in an expression do not fit",
        why: "Nothing is converted between text and numbers or dates: a guess would pass or fail rows silently.",
        fix: "Compare like with like: `day >= date '2025-01-01'`.",
        example: Self.expression("amount > '0'"))
    case .unknownFunction:
      DiagnosticEntry(
        "a function is not known, or not called so", why: "It would never run.",
        fix: "Correct its name, or its arguments.", example: Self.expression("len(note) > 0"))
    default:
      DiagnosticEntry(
        "an expression compares with null", why: "The result is unknown for every row, so the rule could never fail.",
        fix: "Write `is null` or `is not null`.", example: Self.expression("note <> null"))
    }
  }

  private static func expression(_ text: String) -> String {
    ExampleContract.object(
      """
      properties:
        - {name: amount, logicalType: integer}
        - {name: note, logicalType: string}
        - {name: paid, logicalType: boolean}
      quality:
        - type: custom
          engine: sluice
          implementation:
            check: rowRule
            expr: \(text)
      """)
  }
}
