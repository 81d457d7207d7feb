internal import SluiceReport

/// How a command that reaches a verdict has ended, before its reports are written.
struct CommandEnd: Sendable {
  var status: ExitStatus
  /// Why there is no verdict, or why the run is incomplete.
  var error: RunError?
  /// Told on standard error already, in a form of its own.
  var isTold = false
}

extension Command {
  /// Runs a command to its end, and tells on standard error what is wrong with it or with its words.
  ///
  /// - Parameter problems: of the words; where there are some, `body` is not run.
  static func end(
    _ problems: [String], _ body: () throws(RunFailure) -> CommandEnd
  ) -> CommandEnd {
    do throws(RunFailure) {
      guard problems.isEmpty else { throw .usage(problems.joined(separator: "; ")) }
      let end = try body()
      if let shortfall = end.error, !end.isTold { Terminal.error(shortfall.message) }
      return end
    } catch {
      if error.exitCode == .usage {
        _ = Terminal.usage(problems.isEmpty ? [error.error.message] : problems, of: name)
      } else if !error.isTold {
        Terminal.error(error.error.message)
      }
      return CommandEnd(status: ExitStatus(error.exitCode), error: error.error)
    }
  }
}

extension Delivery {
  /// Writes the reports of a command that reaches a verdict, and runs the command of `--on-fail`.
  ///
  /// - Parameters:
  ///   - onFail: nil where nobody need be alerted.
  ///   - hasVerdict: without one, the message on standard error says all that a text report could.
  func deliver(
    _ end: CommandEnd, onFail: String?, hasVerdict: Bool, render: Rendering
  ) -> ExitStatus {
    // A command line that is not understood may not have meant that command either.
    deliver(end.status, error: end.error, alert: end.status.code == .usage ? nil : onFail) { request in
      if request.format == .text && request.isForStandardOutput && !hasVerdict { return nil }
      return render(request)
    }
  }
}
