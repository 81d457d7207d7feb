internal import Glibc

/// An input file that is open for reading; closed when the last chunk that needs it lets go.
///
/// Inputs are read with `pread`, never mapped: a file truncated under the reader is an error, not a SIGBUS.
final class InputFile: Sendable {
  let path: String
  let bytes: Int
  private let descriptor: Int32
  let stamp: FileStamp

  init(_ file: BatchFile) throws(SourceError) {
    path = file.path
    descriptor = unsafe open(file.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SourceError(.cannotOpen, path: file.path, errno: errno) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw SourceError(.cannotRead, path: file.path, errno: code)
    }
    stamp = FileStamp(status)
    bytes = stamp.bytes
    // All properties are set: `deinit` closes the descriptor of an initialiser that throws from here on.
    guard bytes == file.bytes, file.stamp ?? stamp == stamp else {
      throw SourceError(.changedWhileReading, path: file.path)
    }
    _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
  }

  deinit { close(descriptor) }

  /// Fills `count` bytes at `target` from `offset` on; fewer is an error, since the size is known.
  func read(into target: UnsafeMutablePointer<UInt8>, offset: Int, count: Int) throws(SourceError) {
    var done = 0
    while done < count {
      let got = unsafe pread(descriptor, target + done, count - done, off_t(offset + done))
      if got > 0 {
        done += got
      } else if got == 0 {
        throw SourceError(.changedWhileReading, path: path)
      } else if errno != EINTR {
        throw SourceError(.cannotRead, path: path, errno: errno)
      }
    }
  }

  /// Throws where the file is no longer what it was when it was opened.
  func checkUnchanged() throws(SourceError) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw SourceError(.cannotRead, path: path, errno: errno)
    }
    if FileStamp(status) != stamp { throw SourceError(.changedWhileReading, path: path) }
  }
}
