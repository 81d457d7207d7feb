package import SluiceEngine

extension SourceError {
  /// The error as reports and messages give it: exit 4, worth a retry, since the cause is outside the data.
  package var runError: RunError {
    let because = systemWords.map { ": " + $0 } ?? ""
    let (code, words): (String, String) =
      switch cause {
      case .nothingFound:
        ("inputNotFound", "no batch at \(path)" + (errno == 0 ? "; a directory needs *.csv parts" : because))
      case .cannotOpen: ("inputUnreadable", "cannot open \(path)\(because)")
      case .cannotRead: ("inputUnreadable", "cannot read \(path)\(because)")
      case .changedWhileReading: ("inputChanged", "\(path) changed while it was being read")
      case .notAFile: ("inputNotAFile", "\(path) is neither a file nor a directory")
      }
    return RunError(
      code: code, message: words, path: path, errno: errno == 0 ? nil : errno, isRetryable: true)
  }
}
