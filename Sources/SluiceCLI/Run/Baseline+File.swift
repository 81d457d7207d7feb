internal import SluiceContract
internal import SluiceReport

extension Baseline {
  /// What `--baseline` names: a profile, or an earlier JSON report.
  init(file path: String) throws(RunFailure) {
    do throws(BaselineError) {
      self = try BaselineReader.read(path: path)
    } catch {
      guard case .unreadable(let code) = error else { throw .usage(error.message(path: path)) }
      let message = SystemError("cannot read the baseline", path, code).message
      throw RunFailure(
        exitCode: .inputUnreadable,
        error: RunError(code: "inputUnreadable", message: message, path: path, errno: code, isRetryable: true))
    }
  }
}
