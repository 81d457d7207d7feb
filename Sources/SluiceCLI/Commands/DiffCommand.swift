internal import SluiceReport

/// `sluice diff`: everything that has changed between two versions of a contract, without a verdict.
enum DiffCommand: Command {
  static let name = "diff"
  static let summary = "everything that has changed between two versions of a contract"
  static let synopsis = "OLD NEW"
  static let about = """
    Lists the changes of a contract, or of all contracts of two directories: what breaks whom, what is new, what is
    only words. Ends with 0 whatever has changed; sluice breaking is the gate.
    """
  static let flags: [Flag] = [.against, .format, .markdown, .output, .quiet, .color]
  static let examples = [
    "sluice diff orders-1.4.odcs.yaml orders.odcs.yaml",
    "sluice diff --against v1.4 contracts/ --markdown --output CHANGES.md",
  ]

  static func run(_ typed: TypedArguments, _ session: Session) -> ExitStatus {
    let arguments = BreakingArguments(typed, command: name, start: session.identity.start)
    let delivery = Delivery(arguments.report, inputPaths: arguments.inputPaths)
    let isMarkdown = typed.has(.markdown)
    var run = BreakingRun(arguments: arguments)
    let problems = arguments.problems + [delivery.refusal].compactMap(\.self) + contradictions(typed)
    let end = end(problems) { () throws(RunFailure) in
      let error = try run.execute()
      return CommandEnd(status: ExitStatus(error == nil ? .pass : .contractIsWrong), error: error, isTold: true)
    }
    return delivery.deliver(end.status, error: end.error) { request in
      if request.format == .text && request.isForStandardOutput && run.comparisons.isEmpty { return nil }
      let outcome = BreakingOutcome(head: session.head(request.status, request.error), comparisons: run.comparisons)
      if request.format == .json { return JSONReport.renderChanges(outcome) }
      return Changelog.render(outcome, as: isMarkdown ? .markdown : .text(isColored: request.isColored))
    }
  }

  private static func contradictions(_ typed: TypedArguments) -> [String] {
    switch typed.value(.format).flatMap(ReportFormat.init) {
    case .junit, .github: ["a diff has no verdict to report so: --format text, --format json or --markdown"]
    case .json where typed.has(.markdown): ["--markdown and --format json contradict"]
    case .text, .json, nil: []
    }
  }
}
