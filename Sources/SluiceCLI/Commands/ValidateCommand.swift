internal import SluiceEngine
internal import SluiceReport

/// `sluice validate`: the gate.
enum ValidateCommand: Command {
  static let name = "validate"
  static let summary = "the gate: hold a batch against its contract"
  static let synopsis = "CONTRACT BATCH..."
  static let about = """
    Holds a batch against its contract and ends with exit code 0 when it keeps it, 1 when it breaks it.
    A batch is a CSV file, a directory of parts, a glob or - (standard input); several make one batch.
    Files compressed with gzip or zstd are read as they are.
    With --batch, several objects of the contract are held against their batches in one run, and relationships
    between them against one another; --reference gives those that are only looked up.
    """
  static let flags: [Flag] = [
    .schema, .batch, .reference, .server, .format, .output, .report, .failOn, .requireAll, .noDataExitCode, .onFail,
    .asOf, .baseline,
    .quarantine, .acceptRejected, .keepFirst, .samples, .threads, .memory, .sqlTimeout, .tmpDir, .dialect, .delimiter,
    .quote,
    .escape, .encoding, .null, .trueToken, .falseToken, .decimal, .trim, .skipRows, .comment, .header, .noHeader,
    .quiet,
    .verbose, .color,
  ]
  static let examples = [
    "sluice validate orders.odcs.yaml orders.csv && load orders.csv",
    "sluice validate orders.odcs.yaml export/ --schema orders --dialect pandas",
    "curl -s https://example.com/o.csv | sluice validate orders.odcs.yaml -",
    "sluice validate shop.odcs.yaml --batch orders=orders/ --batch customers=customers.csv",
    "sluice validate orders.odcs.yaml orders.csv --reference customers=customers.csv",
    "sluice validate orders.odcs.yaml orders.csv --baseline last-month.profile.json",
    "sluice validate orders.odcs.yaml orders.csv --report json=report.json --fail-on warning",
    "sluice validate orders.odcs.yaml orders.csv --quarantine rejected --accept-rejected 0.5",
  ]

  static func run(_ typed: TypedArguments, _ session: Session) -> ExitStatus {
    let arguments = ValidateArguments(typed, start: session.identity.start)
    let delivery = Delivery(arguments.report, inputPaths: [arguments.contractPath] + arguments.inputPaths)
    var run = ValidateRun(arguments: arguments, runID: session.identity.runID)
    let end = Self.end(arguments.problems) { () throws(RunFailure) in
      if let refusal = delivery.refusal { throw .usage(refusal) }
      if let refusal = arguments.quarantine?.refusal(batchPaths: arguments.inputPaths) {
        throw .usage(refusal)
      }
      let exitCode = try run.execute()
      return CommandEnd(status: ExitStatus(exitCode, pass: run.numberOfPass), error: run.shortfall)
    }
    return delivery.deliver(
      end, onFail: run.needsAttention ? arguments.onFail : nil, hasVerdict: !run.results.isEmpty
    ) { request in
      let outcome = ValidateOutcome(
        head: session.head(request.status, request.error, asOf: arguments.asOf), contract: run.contract,
        results: run.results, diagnostics: run.diagnostics)
      return switch request.format {
      case .text:
        TextReport.render(outcome, style: request.isColored ? .ansi : .plain, isVerbose: arguments.report.isVerbose)
      case .json: JSONReport.render(outcome)
      case .junit: JUnitReport.render(outcome)
      case .github: GitHubReport.render(outcome)
      }
    }
  }
}
