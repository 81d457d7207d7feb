internal import SluiceContract
internal import SluiceEngine
internal import SluiceReport

/// What was meant by the words after `sluice validate`.
struct ValidateArguments: Sendable {
  let contractPath: String
  let batches: [BatchArgument]
  /// Each with a name.
  let references: [BatchArgument]
  /// A file that tells of an earlier batch.
  let baselinePath: String?
  let server: String?
  /// From the flags alone.
  let csv: CSVSettings
  let run: RunOptions
  /// What the run takes for now.
  let asOf: UTCInstant
  let failOn: FailOn
  let requiresAll: Bool
  /// In place of 0, where the batch has no rows.
  let noDataExitCode: Int32
  let onFail: String?
  let report: ReportOptions
  let quarantine: QuarantineChoice?
  /// What cannot be understood; empty where the command can run.
  let problems: [String]

  /// `start`: the time of the clock, for want of another.
  init(_ typed: TypedArguments, start: UTCInstant) {
    var problems = typed.problems
    contractPath = typed.positionals.first ?? ""
    batches = BatchArgument.all(typed, problems: &problems)
    references = BatchArgument.references(typed, problems: &problems)
    if let problem = BatchArgument.problem(withPaths: (batches + references).flatMap(\.paths)) {
      if !problems.contains(problem) { problems.append(problem) }
    }
    if typed.positionals.isEmpty {
      problems.append("a contract and a batch are needed: sluice validate CONTRACT BATCH...")
    } else if batches.isEmpty && !typed.has(.batch) {
      problems.append("a batch is needed: sluice validate \(contractPath) BATCH...")
    }
    baselinePath = typed.value(.baseline)
    server = typed.value(.server)
    csv = CSVSettings(typed, problems: &problems)
    // What the flags leave open, the contract may still say: only what each says alone can be wrong yet.
    var dialect = Dialect.standard
    do throws(DialectError) {
      try dialect.apply(csv)
    } catch {
      problems.append(error.message)
    }
    asOf = typed.asOf(start, problems: &problems)
    var run = RunOptions(typed, problems: &problems)
    run.asOf = asOf.nanoseconds
    run.querySeconds = Double(typed.number(.sqlTimeout, in: 1...86_400, problems: &problems) ?? 300)
    self.run = run
    failOn = typed.value(.failOn).flatMap(FailOn.init) ?? .error
    requiresAll = typed.has(.requireAll)
    noDataExitCode = Self.noDataExitCode(typed, problems: &problems)
    onFail = typed.value(.onFail)
    if onFail?.isEmpty ?? false { problems.append("--on-fail needs a command") }
    report = ReportOptions(typed, problems: &problems)
    quarantine = QuarantineChoice(typed, problems: &problems)
    self.problems = problems
  }

  /// Of every file that is read.
  var inputPaths: [String] { (batches + references).flatMap(\.paths) + [baselinePath].compactMap(\.self) }

  /// A number that no orchestrator could take for another end of the run.
  private static func noDataExitCode(_ typed: TypedArguments, problems: inout [String]) -> Int32 {
    // Shells use 126 and more for commands that they could not run, and for signals.
    guard let number = typed.number(.noDataExitCode, in: 0...125, problems: &problems) else { return 0 }
    if number != 0, let taken = ExitCode(rawValue: Int32(number)) {
      problems.append("--no-data-exit-code cannot be \(number), which means: \(taken.summary)")
    }
    return Int32(number)
  }
}
