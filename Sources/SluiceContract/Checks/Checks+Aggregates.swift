// Checks of `engine: sluice` that hold one number, or one value, of a column against a threshold.

extension CheckDeclaration {
  static let aggregates = extremes + sums + moments + shares + values

  private static let common = [
    Parameter("where", "expression", "rows for which it does not hold are left out", larger: .undetermined),
    Parameter(
      "mustBe … mustNotBeBetween", "number", "one of the eight operators, on what is measured", larger: .both),
  ]

  private static let typed = [
    common[0],
    Parameter(
      "mustBe … mustNotBeBetween", "value of the column", "one of the eight operators, on what is measured",
      larger: .both),
  ]

  private static let population = Parameter(
    "population", "true | false", default: "false", "of the rows as all there are, and no sample", larger: .none)

  private static let percent = Parameter(
    "unit", "percent", default: "a share from 0 to 1", "percent = 100 × count / values", larger: .none)

  /// - Parameters:
  ///   - rule: the implementation, without the name of the check, for the column `price`.
  ///   - passing, failing: the column's cells.
  private static func aggregate(
    _ id: String, _ summary: String, why: String, _ parameters: [Parameter], type: String = "integer",
    rule: String, passing: [String], failing: [String]
  ) -> CheckDeclaration {
    let contract = ExampleContract.object(
      """
      properties:
        - {name: id, logicalType: integer}
        - name: price
          logicalType: \(type)
          quality:
            - {type: custom, engine: sluice, implementation: {check: \(id), \(rule)}}
        - {name: cost, logicalType: integer}
      """)
    func csv(_ cells: [String]) -> String {
      "id,price,cost\n" + cells.enumerated().map { "\($0.offset + 1),\($0.element),\($0.offset + 1)\n" }.joined()
    }
    return CheckDeclaration(
      id: id, summary: summary, why: why, parameters: parameters, words: "one value of the column", metrics: [id],
      examples: [
        Example(contract, csv: csv(passing), failing: 0), Example(contract, csv: csv(failing), failing: 1),
      ])
  }

  private static let extremes = [
    aggregate(
      "min",
      "The smallest value; NaN is left out, texts are compared by code point, dates and times as such.",
      why: "The first day or the lowest number says whether the batch reaches as far back as it should.", typed,
      type: "date", rule: "mustBeGreaterOrEqualTo: 2024-01-01", passing: ["2024-01-05", "", "2024-01-01"],
      failing: ["2024-01-05", "2023-12-31"]),
    aggregate(
      "max", "The largest value, by the same order.",
      why: "A promise about the largest value can be one that no single row breaks: that it is reached.", typed,
      rule: "mustBeBetween: [100, 200]", passing: ["5", "120"], failing: ["5", "99"]),
  ]

  private static let sums = [
    aggregate(
      "sum", "The sum of the finite values: exact of integers and decimals, of numbers rounded once at its end.",
      why: "Totals are what reports show, and what two systems agree on.", common, rule: "mustBe: 6",
      passing: ["1", "2", "", "3"], failing: ["1", "2", "4"]),
    aggregate(
      "mean", "The mean of the finite values; of booleans the share of true.",
      why: "A mean that moves shows a change of unit or of mix that keeps every row in its range.", common,
      rule: "mustBeLessThan: 3", passing: ["1", "", "4"], failing: ["2", "4"]),
    aggregate(
      "median", "The value in the middle of the finite ones, or halfway between the two in the middle.",
      why: "A few wild values do not move it, as they move the mean.", common, rule: "mustBe: 2",
      passing: ["1", "3", "1", "9"], failing: ["1", "9", "5"]),
    aggregate(
      "quantile", "The quantile `q` of the finite values, linear between two of them (type 7): exact.",
      why: "Service is promised by percentiles: all but one in twenty below so many seconds.",
      [
        Parameter("q", "number from 0 to 1", "0.95: the 95th percentile; at most 15 decimals", larger: .tightens)
      ] + common,
      rule: "q: 0.75, mustBeLessOrEqualTo: 4", passing: ["1", "2", "3", "4", "99"], failing: ["1", "2", "3", "5", "6"]),
  ]

  private static let moments = [
    aggregate(
      "stddev", "The standard deviation of the finite values: of a sample (n − 1), or of a population (n).",
      why: "A column that hardly varies any more is often one that is no longer filled.", [population] + common,
      rule: "population: true, mustBeGreaterThan: 1", passing: ["1", "5"], failing: ["1", "3"]),
    aggregate(
      "variance", "The variance of the finite values: of a sample (n − 1), or of a population (n).",
      why: "It is the standard deviation squared, and adds up where that does not.", [population] + common,
      rule: "mustBeLessThan: 2", passing: ["1", "2", "3"], failing: ["1", "3"]),
    aggregate(
      "skewness",
      "The skewness of the finite values: G1, adjusted for a sample as DuckDB, pandas and Excel do, or g1 of a population.",
      why: "A distribution that leans to the other side is another distribution, whatever its mean.",
      [population] + common, rule: "mustBeLessThan: 1", passing: ["1", "2", "3"], failing: ["0", "0", "0", "1"]),
    aggregate(
      "kurtosis",
      "The kurtosis of the finite values, less the 3 of a normal distribution: G2 of a sample, or g2 of a population.",
      why: "Outliers raise it long before they move the mean.", [population] + common, rule: "mustBeLessThan: 1",
      passing: ["1", "2", "3", "4"], failing: ["0", "0", "0", "1"]),
    aggregate(
      "correlation", "Pearson's r of the column with another one, over the rows in which both are finite.",
      why: "Columns that belong together and come apart have been joined wrongly.",
      [Parameter("with", "column", "the other column", larger: .undetermined)] + common,
      rule: "with: cost, mustBeGreaterThan: 0.5", passing: ["2", "4", "7"], failing: ["3", "2", "1"]),
  ]

  private static let shares = [
    aggregate(
      "distinctCount", "How many distinct values there are; nulls are none, NaN is one.",
      why: "A column of states with fifty-one of them has one too many.", common, rule: "mustBe: 2",
      passing: ["1", "2", "", "2"], failing: ["1", "2", "3"]),
    aggregate(
      "distinctRatio", "Distinct values over non-null values.",
      why: "It tells a key from a category, whatever the size of the batch.", [percent] + common,
      rule: "mustBeGreaterThan: 0.5", passing: ["1", "2", "2"], failing: ["1", "2", "1", "2"]),
    aggregate(
      "uniqueRatio", "Values that occur once over non-null values.",
      why: "Unlike the distinct ratio it falls to 0 when a batch was loaded twice.", [percent] + common,
      rule: "mustBeGreaterThan: 0.5", passing: ["1", "2", "3"], failing: ["1", "2", "1", "2"]),
    aggregate(
      "entropy", "The entropy of how often the values occur: in nats, or in bits.",
      why: "It falls when one category swallows the others, and no single category need break a rule.",
      [Parameter("base", "2", default: "e", "bits in place of nats", larger: .none)] + common,
      rule: "base: 2, mustBeGreaterThan: 0.9", passing: ["1", "2", "1", "2"], failing: ["1", "1", "1", "2"]),
    aggregate(
      "zeroRate", "Zeros over non-null values.",
      why: "A zero is what many systems write where they know nothing.", [percent] + common,
      rule: "mustBeLessThan: 50, unit: percent", passing: ["0", "1", "2"], failing: ["0", "1"]),
    aggregate(
      "nanRate", "Not-a-numbers over non-null values.",
      why: "NaN is no null, passes through joins, and turns every sum that it touches into itself.", [percent] + common,
      type: "number", rule: "mustBe: 0", passing: ["1.5", ""], failing: ["1.5", "nan"]),
  ]

  private static let values = [
    aggregate(
      "mostCommon",
      "The value that occurs most is, or is not, the one given or one of a list; where several are tied, `mustBe` fails.",
      why: "A default that becomes the commonest value shows that somebody no longer fills the column.",
      [
        common[0],
        Parameter("mustBe, mustNotBe", "value or list of values", "with `mustBe` a tie fails", larger: .both),
      ],
      rule: "mustBe: [1, 2]", passing: ["1", "2", "2", "3"], failing: ["3", "3", "1"]),
    aggregate(
      "containsValues", "How many of the listed values do not occur: none, where no operator is given.",
      why: "A region or a shop that sends nothing breaks no rule about the rows that are there.",
      [Parameter("values", "list", "the values that must occur", larger: .tightens)] + [
        common[0],
        Parameter(
          "mustBe … mustNotBeBetween", "number", default: "mustBe: 0", "on the number of values that do not occur",
          larger: .both),
      ],
      rule: "values: [1, 2]", passing: ["2", "3", "1"], failing: ["2", "3"]),
  ]
}
