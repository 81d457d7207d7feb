/// The number that the process ends with: that of its exit code, or what the user wants in place of a pass.
struct ExitStatus: Sendable, Equatable {
  private(set) var code: ExitCode
  /// In place of 0, where the batch has no rows and the orchestrator wants to know: `--no-data-exit-code`.
  private let pass: Int32

  init(_ code: ExitCode, pass: Int32 = ExitCode.pass.rawValue) {
    self.code = code
    self.pass = pass
  }

  var number: Int32 { code == .pass ? pass : code.rawValue }

  /// This end, or the other where it outweighs it.
  func orWorse(_ other: ExitCode) -> ExitStatus {
    ExitStatus(.worst(code, other), pass: pass)
  }
}
