// Checks of `engine: sluice` that hold a row against other rows of its column.

extension CheckDeclaration {
  static let outliers = CheckDeclaration(
    id: "outliers",
    summary:
      "No value is strictly beyond the bounds that the column itself gives: by its quartiles, or by its deviation.",
    why: "Nobody knows the right range of every column, but a value far outside all others is worth a look.",
    parameters: [
      Parameter(
        "method", "iqr | zscore", default: "iqr",
        "quartiles ∓ k × interquartile range, or mean ∓ k × standard deviation of a sample", larger: .undetermined),
      Parameter("k", "number", default: "1.5 (iqr), 3 (zscore)", "how far away an outlier begins", larger: .loosens),
      Parameter("side", "both | low | high", default: "both", "where outliers are looked for", larger: .undetermined),
    ] + countingParameters,
    words: "rows are outliers", metrics: ["quantiles", "powers", "rows"],
    examples: [
      Example(
        rowContract("check: outliers", inColumn: true), csv: rowHead + "1,1,,\n2,2,,\n3,3,,\n4,4,,\n5,6,,\n6,,,\n",
        failing: 0),
      Example(
        rowContract("check: outliers, k: 3", inColumn: true),
        csv: rowHead + "1,1,,\n2,2,,\n3,3,,\n4,4,,\n5,99,,\n6,,,\n", failing: 1),
    ])

  private static let strict = Parameter(
    "strict", "true | false", default: "false", "no value may follow itself", larger: .tightens)

  static let increasing = CheckDeclaration(
    id: "increasing",
    summary: "No value is smaller than the one before it, nulls left out; with `strict` none is equal to it either.",
    why: "Logs and ledgers are written in order: a step back is a clock that was set, or a part that is out of place.",
    parameters: [strict] + countingParameters, words: "rows break the order", metrics: ["order"],
    examples: [
      Example(
        rowContract("check: increasing", inColumn: true), csv: rowHead + "1,1,,\n2,,,\n3,1,,\n4,5,,\n", failing: 0),
      Example(
        rowContract("check: increasing, strict: true", inColumn: true),
        csv: rowHead + "1,1,,\n2,,,\n3,1,,\n4,5,,\n5,4,,\n6,5,,\n", failing: 2),
    ])

  static let decreasing = CheckDeclaration(
    id: "decreasing",
    summary: "No value is larger than the one before it, nulls left out; with `strict` none is equal to it either.",
    why: "Rankings and remaining amounts fall; where they rise again, rows of two batches have been mixed.",
    parameters: [strict] + countingParameters, words: "rows break the order", metrics: ["order"],
    examples: [
      Example(
        rowContract("check: decreasing", inColumn: true), csv: rowHead + "1,5,,\n2,,,\n3,5,,\n4,1,,\n", failing: 0),
      Example(
        rowContract("check: decreasing", inColumn: true), csv: rowHead + "1,1,,\n2,,,\n3,2,,\n4,1,,\n", failing: 1),
    ])
}
