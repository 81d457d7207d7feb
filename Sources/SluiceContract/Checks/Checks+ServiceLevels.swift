// Service levels of the standard that a batch can show.

extension CheckDeclaration {
  private static let level = [
    Parameter("value", "number", "how long", larger: .loosens),
    Parameter(
      "unit", "ms, s, min, h, d, wk, mo, y", "in words too (`hours`); months and years are the calendar's",
      larger: .none),
    Parameter(
      "element", "object.column", "the date or timestamp column; several are separated by commas", larger: .none),
    Parameter("--as-of", "time", default: "the start of the run", "what is taken for now", larger: .none),
  ]

  private static func contract(_ level: String) -> String {
    ExampleContract.root(
      """
      slaProperties:
        - \(level)
      schema:
        - name: orders
          properties:
            - {name: placed, logicalType: timestamp}
            - {name: shipped, logicalType: timestamp}
      """)
  }

  static let freshness = CheckDeclaration(
    id: "freshness",
    summary: "The latest time of the column is nearer to now than the value: now − max < value.",
    why: "A pipeline that stopped last week still delivers a file, and each of its rows is valid.",
    parameters: level, words: "times too old", metrics: ["maximum"],
    examples: [
      Example(
        contract("{property: freshness, value: 24, unit: h, element: orders.placed}"),
        csv: "placed,shipped\n2020-01-01,\n2999-12-31T23:00:00Z,\n", failing: 0),
      Example(
        contract("{property: freshness, value: 24, unit: h, element: orders.placed}"),
        csv: "placed,shipped\n2020-01-01,\n2020-01-02,\n", failing: 1),
    ])

  static let latency = CheckDeclaration(
    id: "latency",
    summary:
      "With two columns: the longest time from the first to the second is at most the value; with one: now − max.",
    why: "Features that arrive later than they did in training are features from the future.",
    parameters: level, words: "times too far apart", metrics: ["maximum difference"],
    examples: [
      Example(
        contract("{property: latency, value: 90, unit: min, element: 'orders.placed, orders.shipped'}"),
        csv: "placed,shipped\n2026-01-01T10:00:00Z,2026-01-01T12:30:00+01:00\n2026-01-01,\n", failing: 0),
      Example(
        contract("{property: latency, value: 90, unit: min, element: 'orders.placed, orders.shipped'}"),
        csv: "placed,shipped\n2026-01-01T10:00:00Z,2026-01-01T11:30:00.000001Z\n", failing: 1),
    ])

  static let retention = CheckDeclaration(
    id: "retention",
    summary: "The earliest time of the column is at most the value before now: now − min ≤ value.",
    why: "What must be deleted after three years is a fine waiting to happen in the fourth.",
    parameters: level, words: "times too old", metrics: ["minimum"],
    examples: [
      Example(
        contract("{property: retention, value: 3, unit: y, element: orders.placed}"),
        csv: "placed,shipped\n2999-01-01,\n", failing: 0),
      Example(
        contract("{property: retention, value: 3, unit: y, element: orders.placed}"),
        csv: "placed,shipped\n2999-01-01,\n2019-06-30,\n", failing: 1),
    ])

  static let frequency = CheckDeclaration(
    id: "frequency",
    summary: "The largest gap between consecutive distinct times of the column is at most the value.",
    why: "A missing hour in a day of events moves no average and no count far enough to be seen.",
    parameters: Array(level.dropLast()), words: "gaps too long", metrics: ["largest gap"],
    examples: [
      Example(
        contract("{property: frequency, value: 1, unit: d, element: orders.placed}"),
        csv: "placed,shipped\n2026-01-03,\n2026-01-01,\n2026-01-02,\n2026-01-02,\n", failing: 0),
      Example(
        contract("{property: frequency, value: 1, unit: d, element: orders.placed}"),
        csv: "placed,shipped\n2026-01-03,\n2026-01-01,\n2026-01-05,\n", failing: 1),
    ])
}
