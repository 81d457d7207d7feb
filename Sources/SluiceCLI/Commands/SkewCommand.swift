internal import SluiceEngine
internal import SluiceReport

/// `sluice skew`: which features differ between training and serving.
enum SkewCommand: Command {
  static let name = "skew"
  static let summary = "compare the features of a training log with those of a serving log"
  static let synopsis = "TRAIN SERVE"
  static let about = """
    Pairs the rows of two feature logs by their keys and compares every feature that both have: on how many
    rows it differs, by how much, since when and for whom. Ends with exit code 1 where a feature differs
    on more rows than allowed, by default on any. A log is a CSV file, a directory of parts or a quoted glob.
    Two models' predictions on the same requests are compared in the same way.
    """
  static let flags: [Flag] = [
    .keys, .contract, .schema, .server, .map, .features, .ignore, .relative, .absolute, .ulp, .maxMismatchRate,
    .duplicates, .asOfColumn, .asOfTolerance, .prediction, .label, .entity, .time, .diff, .accept, .format, .output,
    .report, .failOn, .requireAll, .onFail, .samples, .threads, .memory, .tmpDir, .trainDialect, .serveDialect,
    .dialect, .delimiter, .quote, .escape, .null, .trueToken, .falseToken, .decimal, .trim, .skipRows, .comment,
    .header, .noHeader, .quiet, .verbose, .color,
  ]
  static let examples = [
    "sluice skew train.csv serve.csv --keys request_id",
    "sluice skew train/ serve/ --keys customer_id,day --relative 1e-6 --max-mismatch-rate 0.001",
    "sluice skew train.csv serve.csv --contract features.odcs.yaml --diff diff.csv",
    "sluice skew train.csv serve.csv --keys customer_id --as-of-column logged_at --tolerance 5m",
    "sluice skew train.csv serve.csv --keys request_id --report json=skew.json --accept known.json",
  ]

  static func run(_ typed: TypedArguments, _ session: Session) -> ExitStatus {
    let arguments = SkewArguments(typed)
    let inputs =
      [arguments.trainPath, arguments.servePath]
      + [arguments.contractPath, arguments.acceptedPath]
      .compactMap(\.self)
    let delivery = Delivery(arguments.report, inputPaths: inputs)
    var run = SkewRun(arguments: arguments)
    let end = Self.end(arguments.problems) { () throws(RunFailure) in
      if let refusal = delivery.refusal { throw .usage(refusal) }
      if let path = arguments.diffPath, InputFiles(inputs, beside: [path]).contain(path) {
        throw .usage("the diff would overwrite an input: \(path)")
      }
      return CommandEnd(status: ExitStatus(try run.execute()), error: run.shortfall)
    }
    return delivery.deliver(
      end, onFail: run.needsAttention ? arguments.onFail : nil, hasVerdict: run.result != nil
    ) { request in
      let outcome = SkewOutcome(
        head: session.head(request.status, request.error), contract: run.contract, result: run.result,
        rulesNotRun: run.rulesNotRun, diagnostics: run.diagnostics, diffPath: arguments.diffPath)
      return switch request.format {
      case .text:
        SkewText.render(
          outcome, style: request.isColored ? .ansi : .plain, isVerbose: arguments.report.isVerbose)
      case .json: JSONReport.render(outcome)
      case .junit: JUnitReport.render(outcome)
      case .github: GitHubReport.render(outcome)
      }
    }
  }
}
