internal import SluiceContract
internal import SluiceEngine
internal import SluiceReport

/// `sluice profile`: what a batch is like, for later ones to be compared with.
enum ProfileCommand: Command {
  static let name = "profile"
  static let summary = "measure a batch, as the baseline of later ones"
  static let synopsis = "BATCH..."
  static let about = """
    Writes what is known of every column of a batch as JSON: counts, sums, deciles, the values of columns that
    have few. sluice validate --baseline compares later batches with it. The same rows give the same bytes,
    whatever files, threads and machines they are read with.
    With a contract the columns have its types and names, and values of classified columns are left out; without
    one, types are told from the cells. A batch whose structure is broken has no profile: exit code 1.
    """
  static let flags: [Flag] = [
    .contract, .schema, .batch, .server, .output, .threads, .memory, .tmpDir, .dialect, .delimiter, .quote, .escape,
    .encoding, .null, .trueToken, .falseToken, .decimal, .trim, .skipRows, .comment, .header, .noHeader, .quiet, .color,
  ]
  static let examples = [
    "sluice profile --contract orders.odcs.yaml orders.csv --output orders.profile.json",
    "sluice validate orders.odcs.yaml new.csv --baseline orders.profile.json",
    "sluice profile export/ -o export.profile.json",
  ]

  static func run(_ typed: TypedArguments, _ session: Session) -> ExitStatus {
    let arguments = ProfileArguments(typed)
    let delivery = Delivery(
      arguments.report, inputPaths: [arguments.contractPath].compactMap(\.self) + arguments.batches.flatMap(\.paths))
    var run = ProfileRun(arguments: arguments)
    let end = Self.end(arguments.problems) { () throws(RunFailure) in
      if let refusal = delivery.refusal { throw .usage(refusal) }
      return CommandEnd(status: ExitStatus(try run.execute()))
    }
    return delivery.deliver(end.status, error: end.error) { _ in
      // What is there of an earlier run stays, where this one comes to nothing.
      run.profiles.isEmpty ? nil : ProfileDocument.render(run.profiles)
    }
  }
}

/// What was meant by the words after `sluice profile`.
struct ProfileArguments: Sendable {
  let contractPath: String?
  let batches: [BatchArgument]
  let server: String?
  /// From the flags alone.
  let csv: CSVSettings
  /// The same; nil where they say nothing.
  let dialect: Dialect?
  let run: RunOptions
  let report: ReportOptions
  /// What cannot be understood; empty where the command can run.
  let problems: [String]

  init(_ typed: TypedArguments) {
    var problems = typed.problems
    contractPath = typed.value(.contract)
    batches = BatchArgument.all(typed, of: typed.positionals, problems: &problems)
    if batches.isEmpty && !typed.has(.batch) { problems.append("a batch is needed: sluice profile BATCH...") }
    server = typed.value(.server)
    for flag in [Flag.schema, .batch, .server] where typed.has(flag) && contractPath == nil {
      problems.append("--\(flag.long) names a part of a contract; give it with --contract FILE")
    }
    csv = CSVSettings(typed, problems: &problems)
    dialect = csv.dialect(problems: &problems)
    run = RunOptions(typed, problems: &problems)
    report = ReportOptions(typed, problems: &problems)
    self.problems = problems
  }
}
