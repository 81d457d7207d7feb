internal import SluiceReport

/// Why there is no verdict.
public struct ValidationError: Error, Sendable, CustomStringConvertible {
  /// Stable word: `usage`, `inputNotFound`, `inputUnreadable`, `inputChanged`, `inputNotAFile`, …
  public let code: String
  /// What was found, where, and what to do; lower case, no full stop.
  public let message: String
  /// The file, where it is about one.
  public let path: String?
  /// Whether the same call may succeed later without anybody changing the batch or the contract.
  public let isRetryable: Bool

  /// The message.
  public var description: String { message }

  init(_ error: RunError) {
    code = error.code
    message = error.message
    path = error.path
    isRetryable = error.isRetryable
  }
}
