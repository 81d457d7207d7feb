// Rules in SQL.

extension CheckDeclaration {
  static let sql = CheckDeclaration(
    id: "sql",
    summary: "The one value that the query gives satisfies the threshold.",
    why: "What no other check says, SQL says; SQLite runs it over the batch, without a server.",
    parameters: [
      Parameter(
        "query", "SELECT", "`{object}` is the batch, `{property}` the column that has the rule", larger: .undetermined),
      Parameter(
        "mustBe …", "number", "what the value is held against: one of the eight operators", larger: .undetermined),
    ],
    words: "is not what was promised", metrics: ["query"],
    examples: [
      Example(orphans, csv: "id,price\n1,5\n2,7\n", failing: 0),
      Example(orphans, csv: "id,price\n1,5\n2,5\n3,-7\n", failing: 1),
    ])

  private static let orphans = ExampleContract.object(
    """
    properties:
      - {name: id, logicalType: integer}
      - name: price
        logicalType: number
        quality:
          - type: sql
            query: SELECT count(*) FROM {object} WHERE {property} < 0
            mustBe: 0
    """)
}
