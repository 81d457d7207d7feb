/// The checks of `engine: sluice` by family: names, keys and where they may stand.
///
/// One entry is enough to make a name known to the reader; what runs it is the engine's business.
struct EngineCheck: Sendable {
  enum Level: Sendable {
    case property, object, either
  }

  let name: String
  let keys: [String]
  let needed: [String]
  let level: Level
  /// Makes no sense of text.
  let isNumeric: Bool
  /// The command whose rules these are, where it is not `validate`.
  let command: String?

  static let commonKeys = ["check", "unit", "where"] + Grammar.operators

  static func named(_ name: String) -> EngineCheck? { all.first { $0.name.utf8.elementsEqual(name.utf8) } }

  static let all: [EngineCheck] = row + aggregates + volume + change + drift + skew

  private static let row = [
    check("rowRule", needed: ["expr"], level: .either),
    check("outliers", ["method", "k", "side"], isNumeric: true),
    check("increasing", ["strict"]), check("decreasing", ["strict"]),
    check("distinctAcross", needed: ["properties"], level: .either),
    check("validFormat", needed: ["format"]),
    check("duplicates", ["properties"], level: .either),
    check("nulls"), check("invalid", ["validValues", "pattern"]),
  ]

  private static let aggregates =
    ["min", "max", "distinctCount", "distinctRatio", "uniqueRatio", "mostCommon"].map { check($0) }
    + ["sum", "mean", "median", "zeroRate", "nanRate"].map { check($0, isNumeric: true) }
    + ["stddev", "variance", "skewness", "kurtosis"].map { check($0, ["population"], isNumeric: true) }
    + [
      check("quantile", needed: ["q"], isNumeric: true), check("entropy", ["base"]),
      check("correlation", needed: ["with"], isNumeric: true), check("containsValues", needed: ["values"]),
    ]

  private static let volume =
    [check("rowCountDelta", ["against"], level: .object)]
    + ["rowCount", "columnCount", "fileCount", "byteCount"].map { check($0, level: .object) }

  private static let change = ["nullRateDelta", "meanShift", "newCategories", "missingCategories"].map {
    check($0, ["against"], isNumeric: $0 == "meanShift")
  }

  private static let drift = ["psi", "js", "ks", "wasserstein", "hellinger", "chi2", "linf"].map {
    check($0, ["against", "variant", "preset", "bins", "normalised"], command: "drift")
  }

  private static let skew = [
    check(
      "skew", ["keys", "tolerance", "duplicates", "asOfColumn", "asOfTolerance", "maxMismatchRate"], level: .either,
      command: "skew")
  ]

  private static func check(
    _ name: String, _ optional: [String] = [], needed: [String] = [], level: Level = .property,
    isNumeric: Bool = false, command: String? = nil
  ) -> EngineCheck {
    EngineCheck(
      name: name, keys: commonKeys + needed + optional, needed: needed, level: level, isNumeric: isNumeric,
      command: command)
  }
}
