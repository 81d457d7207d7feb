internal import Glibc
internal import SluiceEngine

/// A file that is synchronised before it counts, and whose bytes are on their way to the disk while more are made.
///
/// Without that, all of them would wait for `fsync`, and the run for the disk when its work is done.
final class QuarantineFile: Sendable {
  private let descriptor: Int32
  private let progress = Lock(Progress())

  private struct Progress {
    var written = 0
    /// Bytes that the system was told to write.
    var started = 0
  }

  /// Bytes that are worth a call.
  private static let stretch = 8 << 20

  /// Takes over `descriptor`, which stands at the beginning of an empty file.
  init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// One caller at a time. `name`: as errors have it.
  func write(_ bytes: [UInt8], name: String) throws(SystemError) {
    try Descriptor.write(bytes, to: descriptor, name: name)
    let due = progress.withLock { progress -> Range<Int>? in
      progress.written += bytes.count
      guard progress.written - progress.started >= Self.stretch else { return nil }
      defer { progress.started = progress.written }
      return progress.started..<progress.written
    }
    // Linux begins to write what nobody is going to read, and waits for nothing. What fails is told by `synchronize`.
    if let due { _ = posix_fadvise(descriptor, off_t(due.lowerBound), off_t(due.count), POSIX_FADV_DONTNEED) }
  }

  /// Waits until all bytes are on the disk.
  func synchronize(name: String) throws(SystemError) {
    guard fsync(descriptor) == 0 else { throw SystemError.current("cannot write", name) }
  }
}
