// Checks of `engine: sluice` that count what was delivered, or hold it against an earlier batch.

extension CheckDeclaration {
  static let volume = [
    delivered(
      "columnCount", "How many columns the files have; of several files the most.",
      why: "An exporter that adds or loses a column has changed, whatever the contract says of single columns.",
      passing: 2, failing: 3, csv: "id,price\n1,5\n"),
    delivered(
      "fileCount", "How many files the batch has: parts of directories and matches of globs are counted one by one.",
      why: "A part that did not arrive leaves no trace in the others.", passing: 1, failing: 24, csv: "id,price\n1,5\n"),
    delivered(
      "byteCount", "How many bytes the files have as they lie there, compressed or not.",
      why: "A file that is a tenth of its usual size is known to be wrong before it is read.", passing: 13,
      failing: 1000,
      csv: "id,price\n1,5\n"),
  ]

  static let change = [
    compared(
      "rowCountDelta", "Rows now less rows then, or with `unit: percent` that difference in percent of those then.",
      why: "Half a delivery looks like a whole one, unless somebody remembers how long the last one was.",
      unit("rows | percent", "rows"), object: true, rule: "unit: percent, mustBeBetween: [-50, 50]",
      then: ["1", "2", "3", "4"], passing: ["1", "2", "3"], failing: ["1"]),
    compared(
      "nullRateDelta",
      "The share of nulls now less that of then, from −1 to 1; with `unit: percent` in percentage points.",
      why: "A column that was always a third null may stay so; one that becomes it has lost its source.",
      unit("percent", "a share"), rule: "unit: percent, mustBeLessThan: 10", then: ["1", "2", "", "4"],
      passing: ["", "2", "3"], failing: ["", "2", ""]),
    compared(
      "meanShift",
      "The mean now less the mean then, in standard deviations (of a sample) of then; with `unit: percent` in percent "
        + "of the mean then.",
      why: "A change of unit keeps every value in its range and moves the mean by many deviations.",
      unit("percent", "standard deviations"), rule: "mustBeBetween: [-1, 1]", then: ["1", "2", "3"],
      passing: ["2", "3", "3"], failing: ["100", "200", "300"]),
    compared(
      "newCategories", "How many distinct values occur that did not occur then; nulls are none.",
      why: "A category that nobody has seen is a new product, or a misspelt one; joins and models know neither.",
      categories, rule: "mustBe: 0", then: ["1", "2", "3"], passing: ["3", "1", ""], failing: ["1", "2", "4"]),
    compared(
      "missingCategories", "How many distinct values of then do not occur any more.",
      why: "A region that vanishes from a batch breaks no rule about the rows that are there.", categories,
      rule: "mustBe: 0", then: ["1", "2", ""], passing: ["2", "1", "3"], failing: ["1", "3"]),
  ]

  private static let threshold = Parameter(
    "mustBe … mustNotBeBetween", "number", "one of the eight operators, on the difference: below 0 where it fell",
    larger: .both)

  private static let categories = [
    Parameter(
      "mustBe … mustNotBeBetween", "number", default: "mustBe: 0",
      "one of the eight operators, on the number of values",
      larger: .loosens)
  ]

  private static let against = Parameter(
    "against", "baseline | previous", default: "baseline",
    "says what is meant; the batch is what `--baseline FILE` tells of: a profile, or an earlier JSON report",
    larger: .undetermined)

  private static func unit(_ type: String, _ value: String) -> [Parameter] {
    [threshold, Parameter("unit", type, default: value, "what the difference is in", larger: .none)]
  }

  private static func implementation(_ check: String, _ rule: String) -> String {
    "- {type: custom, engine: sluice, implementation: {check: \(check), \(rule)}}"
  }

  private static func delivered(
    _ id: String, _ summary: String, why: String, passing: Int, failing: Int, csv: String
  ) -> CheckDeclaration {
    func contract(_ wanted: Int) -> String {
      ExampleContract.object(
        """
        properties:
          - {name: id, logicalType: integer}
          - {name: price, logicalType: integer}
        quality:
          \(implementation(id, "mustBe: \(wanted)"))
        """)
    }
    return CheckDeclaration(
      id: id, summary: summary, why: why,
      parameters: [
        Parameter("mustBe … mustNotBeBetween", "number", "one of the eight operators, on the count", larger: .both)
      ],
      words: "the whole batch", metrics: ["files"],
      examples: [
        Example(contract(passing), csv: csv, failing: 0), Example(contract(failing), csv: csv, failing: passing),
      ])
  }

  /// - Parameter then: cells of the column `price` in the earlier batch.
  private static func compared(
    _ id: String, _ summary: String, why: String, _ parameters: [Parameter], object: Bool = false, rule: String,
    then: [String], passing: [String], failing: [String]
  ) -> CheckDeclaration {
    let quality = implementation(id, rule)
    let contract = ExampleContract.object(
      """
      properties:
        - {name: id, logicalType: integer}
        - name: price
          logicalType: integer
      \(object ? "quality:\n  \(quality)" : "    quality:\n      \(quality)")
      """)
    func csv(_ cells: [String]) -> String {
      "id,price\n" + cells.enumerated().map { "\($0.offset + 1),\($0.element)\n" }.joined()
    }
    return CheckDeclaration(
      id: id, summary: summary, why: why, parameters: [against] + parameters,
      words: "one difference between two batches",
      metrics: ["baseline"],
      examples: [
        Example(contract, earlier: csv(then), csv: csv(passing), failing: 0),
        Example(contract, earlier: csv(then), csv: csv(failing), failing: 1),
      ])
  }
}
