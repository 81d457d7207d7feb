internal import SluiceEngine

extension RunResult {
  /// Which exit code the verdict comes to: bad data outweighs what could not be decided.
  func exitCode(_ failOn: FailOn) -> ExitCode {
    let halts =
      switch failOn {
      case .error: hasFailed
      case .warning: hasFailed || hasWarned
      case .never: false
      }
    let isUndecided = !isComplete || results.contains { $0.status == .error }
    return .worst(halts ? .dataBreaksContract : .pass, isUndecided ? .incomplete : .pass)
  }

  private var hasFailed: Bool {
    verdict == .fail || results.contains { $0.status == .fail }
      || structure.contains { $0.severity == .error }
  }

  private var hasWarned: Bool {
    verdict == .warn || results.contains { $0.status == .warn } || !structure.isEmpty
  }
}
