package import SluiceEngine

extension SourceError {
  /// The error as reports and messages give it: worth a retry, since the cause is outside the data.
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
      case .scratch(let error): ("temporarySpace", error.message)
      }
    return RunError(
      code: code, message: words, path: path, errno: errno == 0 ? nil : errno, isRetryable: true)
  }
}

extension ScratchError {
  /// What was to be done, where, how far it had come, and the ways out.
  package var message: String {
    let place = "a temporary file in \(directory)"
    let because = systemWords
    switch action {
    case .create:
      return "cannot make \(place): \(because); the \(what) outgrew --memory: "
        + "give more of it, or a --tmp-dir that can be written to"
    case .write:
      let spilled = bytes > 0 ? " beyond \(Quantity.bytes(bytes))" : ""
      return "cannot write \(what)\(spilled) to \(place): \(because); they outgrew --memory: "
        + "give more of it, free space there, or give another --tmp-dir"
    case .read:
      return "cannot read \(what) from \(place): \(because); give another --tmp-dir, or more --memory"
    }
  }
}
