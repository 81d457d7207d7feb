internal import SluiceEngine
internal import SluiceReport

/// Every flag of every command; a command lists those that it takes.
extension Flag {
  static let schema = Flag(
    long: "schema", short: "s", valueName: "NAME",
    summary: "the object of the contract to hold the batch against",
    standard: "the only one")
  static let batch = Flag(
    long: "batch", valueName: "NAME=PATH",
    summary: "the batch of one object; several are held against theirs in one run", isRepeatable: true)
  static let reference = Flag(
    long: "reference", valueName: "NAME=PATH",
    summary: "where the values of a relationship or of a list must exist", isRepeatable: true)
  static let baseline = Flag(
    long: "baseline", valueName: "FILE",
    summary: "an earlier batch, for rules about change: a profile, or an earlier JSON report")
  static let server = Flag(
    long: "server", valueName: "NAME",
    summary: "the server of the contract whose sluiceCsv describes the batch",
    standard: "the only one")
  static let format = Flag(
    long: "format", short: "f", valueName: "FORMAT", choices: ReportFormat.names,
    summary: "form of the report", standard: "text")
  static let output = Flag(
    long: "output", short: "o", valueName: "FILE", summary: "write the report there; - is standard output",
    standard: "-")
  static let report = Flag(
    long: "report", valueName: "FORMAT=FILE", summary: "write one more report, such as json=report.json",
    isRepeatable: true)
  static let failOn = Flag(
    long: "fail-on", valueName: "LEVEL", choices: FailOn.allCases.map(\.rawValue),
    summary: "what ends with exit code 1", standard: "error")
  static let requireAll = Flag(
    long: "require-all", summary: "end with exit code 5 where a rule was not run, unless another command runs it")
  static let noDataExitCode = Flag(
    long: "no-data-exit-code", valueName: "N",
    summary: "the exit code of a pass without a row, such as 99 for Airflow to skip", standard: "0")
  static let onFail = Flag(
    long: "on-fail", valueName: "CMD",
    summary: "a shell command that gets the JSON report as input where the verdict is fail or error")
  static let quarantine = Flag(
    long: "quarantine", valueName: "DIR",
    summary: "set accepted and rejected rows apart there, with the reasons")
  static let acceptRejected = Flag(
    long: "accept-rejected", valueName: "PERCENT",
    summary: "broken rows only warn where no more of all than this are rejected")
  static let keepFirst = Flag(
    long: "keep-first", summary: "of rows with one key accept the first, instead of none")
  static let asOf = Flag(
    long: "as-of", valueName: "TIME",
    summary: "what to take for now: service levels, waivers",
    standard: "the start of the run, UTC")
  static let samples = Flag(
    long: "samples", valueName: "N", summary: "rows shown of each finding", standard: "5")
  static let threads = Flag(
    long: "threads", valueName: "N", summary: "worker threads; the result is the same with any number",
    standard: "what the machine allows")
  static let memory = Flag(
    long: "memory", valueName: "SIZE",
    summary: "memory for keys, such as 512M or 2G; more goes to --tmp-dir",
    standard: "half of what is free")
  static let sqlTimeout = Flag(
    long: "sql-timeout", valueName: "SECONDS", summary: "how long each SQL rule may run", standard: "300")
  static let tmpDir = Flag(
    long: "tmp-dir", valueName: "DIR", summary: "where keys go beyond --memory, and what pipes bring",
    standard: "$TMPDIR, else /tmp"
  )
  static let dialect = Flag(
    long: "dialect", valueName: "NAME", choices: Dialect.presetNames,
    summary: "the exporter")
  static let delimiter = Flag(
    long: "delimiter", valueName: "CHAR", summary: #"what separates fields; \t is a tab"#, standard: ",")
  static let quote = Flag(
    long: "quote", valueName: "CHAR", summary: "what encloses fields; none where nothing does", standard: "\"")
  static let escape = Flag(
    long: "escape", valueName: "CHAR", summary: #"what hides a quote inside quotes: another quote, or \"#,
    standard: "\"")
  static let encoding = Flag(
    long: "encoding", valueName: "NAME", summary: "how characters are written, as iconv calls it, such as UTF-16LE",
    standard: "UTF-8")
  static let null = Flag(
    long: "null", valueName: "TOKEN", summary: "an unquoted field that means null, instead of the empty one",
    isRepeatable: true)
  static let trueToken = Flag(
    long: "true", valueName: "TOKEN", summary: "a field that means true, instead of true and True",
    isRepeatable: true)
  static let falseToken = Flag(
    long: "false", valueName: "TOKEN", summary: "a field that means false, instead of false and False",
    isRepeatable: true)
  static let decimal = Flag(
    long: "decimal", valueName: "CHAR", choices: [".", ","], summary: "what stands before the fraction of a number",
    standard: ".")
  static let trim = Flag(long: "trim", summary: "spaces and tabs around fields are no part of them")
  static let skipRows = Flag(
    long: "skip-rows", valueName: "N", summary: "lines before the header of each file to skip",
    standard: "0")
  static let comment = Flag(
    long: "comment", valueName: "CHAR", summary: "lines that begin with it are no records",
    standard: "none")
  static let header = Flag(
    long: "header", summary: "the first line names the columns, whatever the dialect says")
  static let noHeader = Flag(
    long: "no-header", summary: "the first line is data; columns match by position")
  static let quiet = Flag(
    long: "quiet", short: "q", summary: "nothing on standard output, errors only on standard error")
  static let verbose = Flag(
    long: "verbose", short: "v", summary: "list the rules that passed too, with what was observed")
  static let color = Flag(
    long: "color", valueName: "WHEN", choices: ColorChoice.allCases.map(\.rawValue),
    summary: "colour in text; auto is on a terminal, without NO_COLOR", standard: "auto")
  static let help = Flag(long: "help", short: "h", summary: "this text")
  static let version = Flag(long: "version", summary: "the version of sluice")
}

/// From which verdict on a run ends with exit code 1.
enum FailOn: String, CaseIterable, Sendable {
  case error, warning, never
}

enum ColorChoice: String, CaseIterable, Sendable {
  case auto, always, never
}
