internal import SluiceContract
internal import SluiceReport

/// `sluice breaking`: what a new version of a contract breaks, and for whom.
enum BreakingCommand: Command {
  static let name = "breaking"
  static let summary = "what a new version of a contract breaks, for whom, why, what to do"
  static let synopsis = "OLD NEW"
  static let about = """
    Compares two versions of a contract, or of all contracts of two directories, and ends with exit code 1 when the
    new one breaks consumers or producers. --against REVISION takes the old one from git.
    """
  static let flags: [Flag] = [
    .against, .perspective, .failOn, .asOf, .format, .output, .report, .quiet, .verbose, .color,
  ]
  static let examples = [
    "sluice breaking orders-1.4.odcs.yaml orders.odcs.yaml",
    "sluice breaking --against origin/main contracts/ --format github",
  ]

  static func run(_ typed: TypedArguments, _ session: Session) -> ExitStatus {
    let arguments = BreakingArguments(typed, command: name, start: session.identity.start)
    let delivery = Delivery(arguments.report, inputPaths: arguments.inputPaths)
    var run = BreakingRun(arguments: arguments)
    let end = end(arguments.problems + [delivery.refusal].compactMap(\.self)) { () throws(RunFailure) in
      let error = try run.execute()
      let verdict = BreakingOutcome(head: session.head(ExitStatus(.pass)), comparisons: run.comparisons)
        .exitCode(arguments.failOn)
      return CommandEnd(
        status: ExitStatus(.worst(verdict, error == nil ? .pass : .contractIsWrong)), error: error, isTold: true)
    }
    return delivery.deliver(end.status, error: end.error) { request in
      if request.format == .text && request.isForStandardOutput && run.comparisons.isEmpty { return nil }
      let head = session.head(request.status, request.error, asOf: arguments.asOf)
      let outcome = BreakingOutcome(head: head, comparisons: run.comparisons)
      return switch request.format {
      case .text:
        BreakingText.render(outcome, isVerbose: arguments.report.isVerbose, isColored: request.isColored)
      case .json: JSONReport.render(outcome)
      case .junit: JUnitReport.render(outcome)
      case .github: GitHubReport.render(outcome)
      }
    }
  }
}

extension BreakingOutcome {
  fileprivate func exitCode(_ failOn: FailOn) -> ExitCode {
    let isBroken =
      switch failOn {
      case .error: count(.error) > 0
      case .warning: count(.error) + count(.warning) > 0
      case .never: false
      }
    return isBroken ? .dataBreaksContract : .pass
  }
}
