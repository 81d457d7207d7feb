/// Why the input could not be read to its end: exit code 4, no verdict.
package struct SourceError: Error, Sendable {
  package enum Cause: Sendable {
    /// A path that names nothing, or a directory without parts.
    case nothingFound
    case cannotOpen
    case cannotRead
    /// The file's size or time of change differ from what they were when reading began.
    case changedWhileReading
    /// Neither a file nor a directory, nor a pipe.
    case notAFile
    /// Compressed data that is broken; `offset` is the byte of the file that was reached.
    case corrupt(Compression, Compression.Corruption, offset: Int)
    /// Not the input's fault: what does not fit the memory could not be kept; exit code 5.
    case scratch(ScratchError)
  }

  package var cause: Cause
  package var path: String
  /// `errno` of the failed call; 0 where none failed.
  package var errno: Int32

  package init(_ cause: Cause, path: String, errno: Int32 = 0) {
    self.cause = cause
    self.path = path
    self.errno = errno
  }

  package init(_ error: ScratchError) {
    self.init(.scratch(error), path: error.directory, errno: error.errno)
  }
}
