internal import SluiceEngine

/// Which run a report is of, and when it began.
package struct RunIdentity: Sendable {
  /// 128 random bits in hexadecimal.
  package let runID: String
  package let start = UTCInstant(milliseconds: SystemClock.milliseconds())

  /// A run that begins now.
  package init() {
    var generator = SystemRandomNumberGenerator()
    runID = Hex.text((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }

  /// The head of this run's reports; "now" is the start of the run where no other time is given.
  package func head(
    of command: String, exitCode: Int, error: RunError? = nil, asOf: UTCInstant? = nil
  ) -> ReportHead {
    ReportHead(
      command: command, sluiceVersion: sluiceVersion, runID: runID, startedAt: start.iso8601,
      asOf: (asOf ?? start).iso8601, exitCode: exitCode, error: error)
  }
}
