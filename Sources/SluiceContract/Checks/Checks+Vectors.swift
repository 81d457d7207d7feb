// Checks on vectors: a JSON array of numbers in a cell.

extension CheckDeclaration {
  private static func vector(_ options: String) -> String {
    ExampleContract.column("logicalType: vector\nlogicalTypeOptions: {\(options)}")
  }

  static let dimensions = CheckDeclaration(
    id: "dimensions",
    summary: "Every vector has as many elements as `dimensions` says.",
    why: "An index takes vectors of one width; the row of another is refused, or padded in silence.",
    parameters: [Parameter("dimensions", "integer", "elements of a vector", larger: .both)],
    words: "rows with another number of dimensions", metrics: ["sizeFailures"],
    examples: [
      Example(vector("dimensions: 2"), csv: "price\n\"[0.6, 0.8]\"\n", failing: 0),
      Example(vector("dimensions: 2"), csv: "price\n\"[0.6, 0.8]\"\n[1]\n", failing: 1),
    ])

  static let elementType = CheckDeclaration(
    id: "elementType",
    summary: "Every element of every vector is a number within the range of `elementType`, and not null.",
    why: "A value beyond the type becomes an infinity, or another number, in the index.",
    parameters: [
      Parameter(
        "elementType", "bfloat16 | binary | float16 | float32 | float64 | int8 | uint8",
        "what elements are stored as; integers where it is an integer type", larger: .undetermined)
    ],
    words: "rows hold an element of another type", metrics: ["elementTypeFailures"],
    examples: [
      Example(vector("dimensions: 2, elementType: int8"), csv: "price\n\"[-128, 127]\"\n", failing: 0),
      Example(
        vector("dimensions: 2, elementType: int8"),
        csv: "price\n\"[1, 128]\"\n\"[1, null]\"\n\"[1, \"\"2\"\"]\"\n\"[1, 2]\"\n", failing: 3),
    ])

  static let normalized = CheckDeclaration(
    id: "normalized",
    summary: "Every vector has a Euclidean length of 1, as exactly as its element type allows.",
    why: "A dot product is a cosine only between vectors of length 1; others rank by their length.",
    parameters: [Parameter("normalized", "boolean", default: "false", "asks for it", larger: .tightens)],
    words: "rows hold a vector that is not normalized", metrics: ["normalizedFailures"],
    examples: [
      Example(vector("dimensions: 2, normalized: true"), csv: "price\n\"[0.6, 0.8]\"\n", failing: 0),
      Example(vector("dimensions: 2, normalized: true"), csv: "price\n\"[0.6, 0.81]\"\n\"[0, -1]\"\n", failing: 1),
    ])
}
