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
    With --batch, several objects of the contract are held against their batches in one run.
    """
  static let flags: [Flag] = [
    .schema, .batch, .server, .format, .output, .report, .failOn, .requireAll, .noDataExitCode, .onFail, .asOf,
    .quarantine, .acceptRejected, .keepFirst, .samples, .threads, .memory, .tmpDir, .dialect, .delimiter, .quote,
    .escape, .encoding, .null, .trueToken, .falseToken, .decimal, .trim, .skipRows, .comment, .header, .noHeader,
    .quiet,
    .verbose, .color,
  ]
  static let examples = [
    "sluice validate orders.odcs.yaml orders.csv && load orders.csv",
    "sluice validate orders.odcs.yaml export/ --schema orders --dialect pandas",
    "curl -s https://example.com/o.csv | sluice validate orders.odcs.yaml -",
    "sluice validate shop.odcs.yaml --batch orders=orders/ --batch customers=customers.csv",
    "sluice validate orders.odcs.yaml orders.csv --report json=report.json --fail-on warning",
    "sluice validate orders.odcs.yaml orders.csv --quarantine rejected --accept-rejected 0.5",
  ]

  static func run(_ typed: TypedArguments, _ session: Session) -> ExitStatus {
    let arguments = ValidateArguments(typed, start: session.identity.start)
    let delivery = Delivery(arguments.report, inputPaths: [arguments.contractPath] + arguments.batches.flatMap(\.paths))
    var run = ValidateRun(arguments: arguments, runID: session.identity.runID)
    do throws(RunFailure) {
      guard arguments.problems.isEmpty else { throw .usage(arguments.problems.joined(separator: "; ")) }
      if let refusal = delivery.refusal { throw .usage(refusal) }
      if let refusal = arguments.quarantine?.refusal(batchPaths: arguments.batches.flatMap(\.paths)) {
        throw .usage(refusal)
      }
      let exitCode = try run.execute()
      let status = ExitStatus(exitCode, pass: run.numberOfPass)
      if let shortfall = run.shortfall { Terminal.error(shortfall.message) }
      return deliver(run, delivery, session, status, run.shortfall)
    } catch {
      if error.exitCode == .usage {
        let problems = arguments.problems.isEmpty ? [error.error.message] : arguments.problems
        _ = Terminal.usage(problems, of: name)
      } else if !error.isTold {
        Terminal.error(error.error.message)
      }
      return deliver(run, delivery, session, ExitStatus(error.exitCode), error.error)
    }
  }

  private static func deliver(
    _ run: ValidateRun, _ delivery: Delivery, _ session: Session, _ status: ExitStatus, _ error: RunError?
  ) -> ExitStatus {
    let isVerbose = run.arguments.report.isVerbose
    // A command line that is not understood may not have meant that command either.
    let isAlert = run.needsAttention && status.code != .usage
    return delivery.deliver(status, error: error, alert: isAlert ? run.arguments.onFail : nil) { request in
      // Without a verdict the message on standard error says all that a text report could.
      if request.format == .text && request.isForStandardOutput && run.results.isEmpty { return nil }
      let outcome = ValidateOutcome(
        head: session.head(request.status, request.error, asOf: run.arguments.asOf), contract: run.contract,
        results: run.results,
        diagnostics: run.diagnostics)
      return switch request.format {
      case .text: TextReport.render(outcome, style: request.isColored ? .ansi : .plain, isVerbose: isVerbose)
      case .json: JSONReport.render(outcome)
      case .junit: JUnitReport.render(outcome)
      case .github: GitHubReport.render(outcome)
      }
    }
  }
}
