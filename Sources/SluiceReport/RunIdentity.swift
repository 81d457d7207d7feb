internal import SluiceEngine

/// Which run a report is of, and when it began.
package struct RunIdentity: Sendable {
  /// 128 random bits in hexadecimal.
  package let runID: String
  /// UTC, ISO 8601 with milliseconds.
  package let startedAt: String

  /// A run that begins now.
  package init() {
    var generator = SystemRandomNumberGenerator()
    runID = Hex.text((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) })
    startedAt = UTCInstant(milliseconds: SystemClock.milliseconds()).iso8601
  }

  /// The head of this run's reports; "now" is the start of the run.
  package func head(of command: String, exitCode: Int, error: RunError? = nil) -> ReportHead {
    ReportHead(
      command: command, sluiceVersion: sluiceVersion, runID: runID, startedAt: startedAt, asOf: startedAt,
      exitCode: exitCode, error: error)
  }
}
