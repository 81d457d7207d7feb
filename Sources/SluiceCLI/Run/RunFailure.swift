internal import SluiceEngine
internal import SluiceReport

/// Why a command ends before it has a verdict: what to tell, and with which exit code.
struct RunFailure: Error, Sendable {
  let exitCode: ExitCode
  let error: RunError
  /// Told on standard error already, in a form of its own.
  var isTold = false

  static func usage(_ message: String) -> RunFailure {
    RunFailure(exitCode: .usage, error: RunError(code: "usage", message: message))
  }

  static func contract(
    _ message: String, path: String, errno: Int32? = nil, isTold: Bool = false
  ) -> RunFailure {
    let code = errno == nil ? "contractInvalid" : "contractUnreadable"
    let error = RunError(code: code, message: message, path: path, errno: errno)
    return RunFailure(exitCode: .contractIsWrong, error: error, isTold: isTold)
  }

  static func input(_ error: SourceError) -> RunFailure {
    RunFailure(exitCode: error.exitCode, error: error.runError)
  }
}
