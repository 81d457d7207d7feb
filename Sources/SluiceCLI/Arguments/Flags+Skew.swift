internal import SluiceContract
internal import SluiceEngine

/// Flags of `skew` alone.
extension Flag {
  static let contract = Flag(
    long: "contract", valueName: "FILE",
    summary: "a contract whose types and classifications hold, of skew its keys and rules too")
  static let keys = Flag(
    long: "keys", short: "k", valueName: "A,B", summary: "the columns that pair the rows of both logs",
    standard: "the contract's")
  static let map = Flag(
    long: "map", valueName: "SERVE=TRAIN", summary: "a column that the serving log calls otherwise", isRepeatable: true)
  static let features = Flag(
    long: "features", valueName: "A,B", summary: "compare these columns alone", standard: "all that both logs have")
  static let ignore = Flag(
    long: "ignore", valueName: "A,B", summary: "columns that are no features", isRepeatable: true)
  static let asOfColumn = Flag(
    long: "as-of-column", valueName: "COLUMN",
    summary: "pair each serving row with the latest training row that is not later")
  static let asOfTolerance = Flag(
    long: "tolerance", valueName: "TIME", summary: "how much older that row may be, such as 90s, 5m or 1d",
    standard: "any age")
  static let duplicates = Flag(
    long: "duplicates", valueName: "POLICY", choices: SkewDuplicates.allCases.map(\.rawValue),
    summary: "what becomes of rows that share their key", standard: "error")
  static let relative = Flag(
    long: "relative", valueName: "R", summary: "values agree where they are within R of the larger one",
    standard: "0")
  static let absolute = Flag(
    long: "absolute", valueName: "A", summary: "values agree where they are at most A apart", standard: "0")
  static let ulp = Flag(
    long: "ulp", valueName: "N", summary: "values agree where at most N doubles lie between them", standard: "0")
  static let maxMismatchRate = Flag(
    long: "max-mismatch-rate", valueName: "SHARE",
    summary: "share of pairs that may differ in a feature without a rule of its own", standard: "0")
  static let prediction = Flag(
    long: "prediction", valueName: "COLUMN", summary: "what the model said, in both logs: tells model from feature skew"
  )
  static let label = Flag(long: "label", valueName: "COLUMN", summary: "what happened in the end; never a feature")
  static let entity = Flag(
    long: "entity", valueName: "COLUMN", summary: "who a row is about, where the keys do not say it; never a feature")
  static let time = Flag(
    long: "time", valueName: "COLUMN", summary: "when a row is from: dates the mismatches; never a feature")
  static let diff = Flag(
    long: "diff", valueName: "FILE",
    summary: "write every mismatch there as CSV: key, feature, train, serve, delta, kind")
  static let accept = Flag(
    long: "accept", valueName: "REPORT",
    summary: "an earlier JSON report: what it shows only warns, unless it has grown")
  static let trainDialect = Flag(
    long: "train-dialect", valueName: "NAME", choices: Dialect.presetNames, summary: "of TRAIN")
  static let serveDialect = Flag(
    long: "serve-dialect", valueName: "NAME", choices: Dialect.presetNames, summary: "of SERVE")
}
