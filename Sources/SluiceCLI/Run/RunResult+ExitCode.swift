internal import SluiceEngine
internal import SluiceReport

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

extension [CheckResult] {
  /// Rules that were not run although `--require-all` asks for every rule of this command; nil where all were.
  var shortfall: RunError? {
    let missing = filter { $0.status == .notRun && !$0.belongsToAnotherCommand }
    guard !missing.isEmpty else { return nil }
    let listed = missing.prefix(3).map { "\($0.id) (\($0.reason ?? "no reason given"))" }.joined(separator: ", ")
    let more = missing.count > 3 ? " and \(Quantity.count(missing.count - 3)) more" : ""
    let were = missing.count == 1 ? "was" : "were"
    return RunError(
      code: "rulesNotRun",
      message: "\(Quantity.count(missing.count, "rule")) \(were) not run, and --require-all asks for all:"
        + " \(listed)\(more)")
  }
}

extension CheckResult {
  /// The reason is all that a result says of it: "belongs to `sluice drift`".
  fileprivate var belongsToAnotherCommand: Bool {
    reason?.utf8.starts(with: "belongs to `sluice ".utf8) ?? false
  }
}
