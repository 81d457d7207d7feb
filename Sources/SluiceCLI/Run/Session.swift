internal import Glibc
internal import SluiceReport

/// What is the same for everything that one process does: its command, its identity and its start.
struct Session: Sendable {
  let command: String
  let identity = RunIdentity()

  init(command: String) {
    self.command = command
  }

  /// The head of this run's reports; "now" is the start of the run where no other time is given.
  func head(_ status: ExitStatus, _ error: RunError? = nil, asOf: UTCInstant? = nil) -> ReportHead {
    identity.head(of: command, exitCode: Int(status.number), error: error, asOf: asOf)
  }

  /// The environment that contracts may refer to.
  static func environment() -> [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    return variables
  }
}
