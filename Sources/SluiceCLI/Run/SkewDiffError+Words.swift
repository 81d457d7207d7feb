internal import SluiceEngine
internal import SluiceReport

extension SkewDiffError {
  /// The error as reports and messages give it: exit 5 where it would have been 0, worth a retry.
  var runError: RunError {
    RunError(
      code: "outputNotWritten", message: "\(action) \(path): \(SystemError.words(errno)); the diff was not kept",
      path: path, errno: errno, isRetryable: true)
  }
}
