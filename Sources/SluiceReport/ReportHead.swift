/// What every report says first: which command ran, when, and how it ended.
///
/// The JSON form of it is written by every command on every exit, so that a pipeline can always read why.
package struct ReportHead: Sendable {
  package var command: String
  package var sluiceVersion: String
  /// 128 random bits, in hexadecimal.
  package var runID: String
  /// UTC, ISO 8601 with milliseconds.
  package var startedAt: String
  /// The time that the run takes for "now", in the same form.
  package var asOf: String
  package var exitCode: Int
  /// Why there is no verdict, or why what was computed is not complete.
  package var error: RunError?

  package init(
    command: String, sluiceVersion: String, runID: String, startedAt: String, asOf: String,
    exitCode: Int = 0, error: RunError? = nil
  ) {
    self.command = command
    self.sluiceVersion = sluiceVersion
    self.runID = runID
    self.startedAt = startedAt
    self.asOf = asOf
    self.exitCode = exitCode
    self.error = error
  }
}

/// What went wrong with the run itself, apart from what is wrong with the data.
package struct RunError: Error, Sendable {
  /// Stable word: `usage`, `contractInvalid`, `inputUnreadable`, …
  package var code: String
  /// Lower case, no full stop; complete without the other fields.
  package var message: String
  package var path: String?
  package var errno: Int32?
  /// Whether the same command may succeed later without anybody changing anything.
  package var isRetryable: Bool

  package init(
    code: String, message: String, path: String? = nil, errno: Int32? = nil, isRetryable: Bool = false
  ) {
    self.code = code
    self.message = message
    self.path = path
    self.errno = errno
    self.isRetryable = isRetryable
  }
}

/// Which contract a batch was held against.
package struct ContractSummary: Sendable {
  package var path: String
  /// Digest of the file's bytes; nil where it could not be read.
  package var sha256: String?
  /// nil where the contract has errors.
  package var id: String?
  package var version: String?
  /// nil where the contract has errors, or names nobody.
  package var owner: ContractOwner?

  package init(
    path: String, sha256: String? = nil, id: String? = nil, version: String? = nil, owner: ContractOwner? = nil
  ) {
    self.owner = owner
    self.path = path
    self.sha256 = sha256
    self.id = id
    self.version = version
  }
}
