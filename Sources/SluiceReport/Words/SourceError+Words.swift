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
      case .corrupt(let compression, let corruption, let offset):
        ("inputCorrupt", "\(path) (compressed byte \(offset)): \(corruption.words(compression))")
      case .scratch(let error): ("temporarySpace", error.message)
      }
    return RunError(
      code: code, message: words, path: path, errno: errno == 0 ? nil : errno, isRetryable: true)
  }
}

extension Compression.Corruption {
  /// What is wrong, and what to do about it.
  fileprivate func words(_ compression: Compression) -> String {
    let unit = compression == .gzip ? "member" : "frame"
    let data = "the \(compression.rawValue) data"
    return switch self {
    case .truncated: "\(data) ends in the middle of a \(unit); was it copied, or written, to its end?"
    case .checksum: "\(data) is corrupt: the checksum or length of a \(unit) is another; fetch the file again"
    case .trailingGarbage: "something that is no \(unit) follows \(data); were other bytes appended?"
    case .invalid(let words): "\(data) is corrupt" + (words.map { ": \($0)" } ?? "") + "; fetch the file again"
    case .window(let limit):
      "\(data) asks for a window of more than \(Quantity.bytes(limit)); "
        + "decompress it first: zstd -d --long=31 -c FILE | sluice … -"
    }
  }
}

extension ScratchError {
  /// What was to be done, where, how far it had come, and the ways out.
  package var message: String {
    let place = "a temporary file in \(directory)"
    let because = systemWords
    if !isOverflow { return kept(place, because) }
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

  /// Of what is kept there because it can only be read once elsewhere.
  private func kept(_ place: String, _ because: String) -> String {
    let why = "what comes through a pipe is kept there, so that it can be read again"
    switch action {
    case .create: return "cannot make \(place): \(because); \(why): give a --tmp-dir that can be written to"
    case .write:
      let behind = bytes > 0 ? " beyond \(Quantity.bytes(bytes))" : ""
      return
        "cannot write \(what)\(behind) to \(place): \(because); \(why): free space there, or give another --tmp-dir"
    case .read: return "cannot read \(what) from \(place): \(because); \(why): give another --tmp-dir"
    }
  }
}
