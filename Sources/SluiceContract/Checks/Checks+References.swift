// The check that looks beyond the batch.

extension CheckDeclaration {
  static let reference = CheckDeclaration(
    id: "reference",
    summary: "Every value, or combination of values, exists in the columns that the relationship names.",
    why: "An order of a customer that nobody knows falls out of every join, and its amount out of every sum.",
    parameters: [
      Parameter("relationships.to", "reference", "where values must exist: `customers.id`", larger: .undetermined),
      Parameter(
        "relationships.from", "reference", "at the level of an object: the columns that hold them",
        larger: .undetermined),
    ],
    words: "rows have a value that does not exist there", metrics: ["references"],
    examples: [
      Example(staff, csv: "id,boss\n1,\n2,1\n3,1\n", failing: 0),
      Example(staff, csv: "id,boss\n1,\n2,1\n3,4\n", failing: 1),
    ])

  private static let staff = ExampleContract.object(
    """
    properties:
      - {name: id, logicalType: integer}
      - {name: boss, logicalType: integer, relationships: [{to: orders.id}]}
    """)
}
