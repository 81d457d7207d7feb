internal import SluiceReport

/// What `--as-of` gives for now.
extension TypedArguments {
  /// The start of the run where it is not given.
  func asOf(_ start: UTCInstant, problems: inout [String]) -> UTCInstant {
    guard let text = value(.asOf) else { return start }
    if let instant = UTCInstant(text) { return instant }
    problems.append(
      "--as-of takes a time such as 2026-03-01T09:30:00Z, with at most milliseconds, not \"\(text)\"")
    return start
  }
}
