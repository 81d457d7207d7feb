/// How a command ends, in the one number that an orchestrator acts on.
///
/// Never 0 or 1 without a verdict, and never 99, which Airflow takes for "skip".
enum ExitCode: Int32, CaseIterable, Sendable {
  case pass = 0
  case dataBreaksContract = 1
  case usage = 2
  case contractIsWrong = 3
  case inputUnreadable = 4
  case incomplete = 5
  case internalError = 70
  case interrupted = 130
  case terminated = 143

  /// The order in which one end outweighs another: an unwritable report never hides bad data, and a missing audit
  /// trail is never a pass. Ends that no run goes on after stand before all of them.
  private static let worstFirst: [ExitCode] = [
    .interrupted, .terminated, .usage, .internalError, .contractIsWrong, .inputUnreadable,
    .dataBreaksContract, .incomplete, .pass,
  ]

  static func worst(_ codes: ExitCode...) -> ExitCode {
    worstFirst.first(where: codes.contains) ?? .internalError
  }

  /// A few words, for the line in `--help`.
  var summary: String {
    switch self {
    case .pass: "pass"
    case .dataBreaksContract: "the data breaks the contract"
    case .usage: "usage"
    case .contractIsWrong: "the contract is wrong"
    case .inputUnreadable: "the input could not be read"
    case .incomplete: "computed, but incomplete"
    case .internalError: "internal error"
    case .interrupted: "interrupted (SIGINT)"
    case .terminated: "terminated (SIGTERM)"
    }
  }

  /// What happened, and what an orchestrator should do: printed by `sluice explain exit-N`.
  var explanation: (what: String, whatToDo: String) {
    switch self {
    case .pass:
      (
        "the verdict is pass; with --fail-on error, the default, a verdict of warn ends here too",
        "go on: the batch may be loaded"
      )
    case .dataBreaksContract:
      (
        "the batch was read and breaks the contract: a rule, a type, its structure or its encoding; of breaking, the "
          + "new contract breaks who relies on the old one",
        "halt and do not retry: the same batch will fail again; ask the producer or change the contract"
      )
    case .usage:
      ("the command line cannot be understood, or an output would overwrite an input", "fix the command")
    case .contractIsWrong:
      (
        "the contract could not be read, or has errors; sluice lint shows all of them",
        "fix the contract; no batch was validated"
      )
    case .inputUnreadable:
      (
        "the batch is missing, may not be read, or changed while it was being read; there is no verdict",
        "retry: the cause is outside the data"
      )
    case .incomplete:
      (
        "there is a verdict, but a report could not be written, or a rule could not be decided; or there is none, "
          + "because the keys outgrew --memory and --tmp-dir",
        "look: never a pass, although no broken rule was found; retry only where a report is missing"
      )
    case .internalError:
      (
        "sluice did something that it should not be able to do",
        "report a bug with the command and the output"
      )
    case .interrupted:
      ("the run was interrupted (Ctrl-C); temporary files are removed", "retry")
    case .terminated:
      ("the run was terminated by a signal; temporary files are removed", "retry")
    }
  }
}
