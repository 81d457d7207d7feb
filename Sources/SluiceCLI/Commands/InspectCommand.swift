internal import SluiceContract
internal import SluiceEngine
internal import SluiceReport

/// `sluice inspect`: what a batch is, without a contract.
enum InspectCommand: Command {
  static let name = "inspect"
  static let summary = "dialect, columns, types and structural findings of a batch"
  static let synopsis = "BATCH..."
  static let about = """
    Shows how a batch is written and what its columns hold, without a contract.
    The dialect is guessed, unless flags say how the batch is written.
    Ends with exit code 1 when the structure of the batch is broken.
    """
  static let flags: [Flag] = [
    .dialect, .delimiter, .quote, .escape, .encoding, .null, .trueToken, .falseToken, .decimal, .trim, .skipRows,
    .comment,
    .header, .noHeader, .format, .output, .report, .samples, .threads, .tmpDir, .quiet, .color,
  ]
  static let examples = [
    "sluice inspect orders.csv", "zcat orders.csv.gz | sluice inspect -",
    "sluice inspect export/ --format json --output inspect.json",
  ]

  static func run(_ typed: TypedArguments, _ session: Session) -> ExitStatus {
    var problems = typed.problems
    let options = RunOptions(typed, problems: &problems)
    let report = ReportOptions(typed, problems: &problems)
    let dialect = CSVSettings(typed, problems: &problems).dialect(problems: &problems)
    if typed.positionals.isEmpty { problems.append("a batch is needed: sluice inspect BATCH...") }
    if let problem = BatchArgument.problem(withPaths: typed.positionals) { problems.append(problem) }
    let delivery = Delivery(report, inputPaths: typed.positionals)
    if let refusal = delivery.refusal { problems.append(refusal) }
    guard problems.isEmpty else {
      let error = RunFailure.usage(problems.joined(separator: "; ")).error
      return deliver(nil, delivery, session, Terminal.usage(problems, of: name), error)
    }
    do throws(SourceError) {
      let inspection = try inspect(
        typed.positionals, dialect: dialect, options, isQuiet: report.isQuiet)
      let isBroken = inspection.structure.contains { $0.severity == .error }
      return deliver(inspection, delivery, session, isBroken ? .dataBreaksContract : .pass, nil)
    } catch {
      Terminal.error(error.runError.message)
      return deliver(nil, delivery, session, error.exitCode, error.runError)
    }
  }

  private static func inspect(
    _ paths: [String], dialect: Dialect?, _ options: RunOptions, isQuiet: Bool
  ) throws(SourceError) -> Inspection {
    let batch = try Batch(paths: paths, temporaryDirectory: options.temporaryDirectory)
    let line = ProgressLine.start(total: batch.bytes, isQuiet: isQuiet)
    defer { line?.end() }
    var options = options
    options.progress = line?.progress
    return try Inspector.run(batch: batch, dialect: dialect, options: options)
  }

  private static func deliver(
    _ inspection: Inspection?, _ delivery: Delivery, _ session: Session, _ exitCode: ExitCode,
    _ error: RunError?
  ) -> ExitStatus {
    delivery.deliver(ExitStatus(exitCode), error: error) { request in
      // Without a result the message on standard error says all that a text report could.
      if request.format == .text && request.isForStandardOutput && inspection == nil { return nil }
      let outcome = InspectOutcome(
        head: session.head(request.status, request.error), inspection: inspection)
      return switch request.format {
      case .text: InspectText.render(outcome, style: request.isColored ? .ansi : .plain)
      case .json: JSONReport.render(outcome)
      case .junit: JUnitReport.render(outcome)
      case .github: GitHubReport.render(outcome)
      }
    }
  }
}
