internal import Glibc

extension SourceError {
  /// What the system says of the failed call, in English whatever the locale; nil where none failed.
  package var systemWords: String? { errno == 0 ? nil : unsafe String(cString: strerror(errno)) }
}

extension ScratchError {
  /// Likewise.
  package var systemWords: String { unsafe String(cString: strerror(errno)) }
}
