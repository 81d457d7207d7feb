internal import SluiceEngine
internal import SluiceReport

extension QuarantineError {
  /// The error as reports and messages give it: exit 5 where it would have been 0, worth a retry.
  var runError: RunError {
    RunError(
      code: "quarantineNotWritten", message: "\(action) \(path): \(SystemError.words(errno)); nothing of it was kept",
      path: path, errno: errno, isRetryable: true)
  }
}
