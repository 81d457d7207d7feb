internal import Glibc

/// A call to the system that failed: what was being done, to which file, and why.
struct SystemError: Error, Sendable {
  let action: String
  let path: String
  let code: Int32

  init(_ action: String, _ path: String, _ code: Int32) {
    self.action = action
    self.path = path
    self.code = code
  }

  /// The error of the call that has just failed.
  static func current(_ action: String, _ path: String) -> SystemError {
    SystemError(action, path, errno)
  }

  /// `cannot write report.json: No space left on device`
  var message: String {
    "\(action) \(path): \(SystemError.words(code))"
  }

  /// The system's own words, in English whatever the locale.
  static func words(_ code: Int32) -> String {
    String(cString: strerror(code))
  }
}
