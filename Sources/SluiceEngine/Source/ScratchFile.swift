internal import Glibc
internal import SluiceContract
internal import Synchronization

/// A temporary file that nobody else can open: whatever becomes of the process, nothing stays behind.
///
/// How it works: the file never has a name (`O_TMPFILE`), or, where the file system cannot do that, loses it at once;
/// its space is given back when the last descriptor closes. Several threads may append and read at a time: an append
/// reserves its place first, so that what is written there is one piece.
final class ScratchFile: Sendable {
  let directory: String
  /// What it holds, for messages: a plural, such as "keys".
  let what: String
  /// Whether it holds what outgrew the memory.
  private let isOverflow: Bool
  private let descriptor: Int32
  private let end = Atomic<Int>(0)

  init(in directory: String, for what: String, isOverflow: Bool = true) throws(ScratchError) {
    self.directory = directory
    self.what = what
    self.isOverflow = isOverflow
    descriptor = Self.open(in: directory)
    if descriptor < 0 { throw error(.create, errno) }
  }

  /// Takes over a descriptor that is open for reading and writing; tests give one that fails.
  init(descriptor: Int32, directory: String, for what: String) {
    self.descriptor = descriptor
    self.directory = directory
    self.what = what
    isOverflow = true
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Bytes appended and reserved so far.
  var bytes: Int { end.load(ordering: .relaxed) }

  /// Writes all of `bytes` behind everything that was appended before; returns where they start.
  func append(_ bytes: UnsafeRawBufferPointer) throws(ScratchError) -> Int {
    let offset = reserve(bytes.count)
    try unsafe write(bytes, at: offset)
    return offset
  }

  /// Keeps the next `count` bytes for the caller to write; returns where they start.
  func reserve(_ count: Int) -> Int { end.add(count, ordering: .relaxed).oldValue }

  /// Writes all of `bytes` to a place that was reserved.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(ScratchError) {
    var rest = unsafe bytes
    var position = offset
    while unsafe !rest.isEmpty {
      let written = unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(position))
      if written > 0 {
        unsafe rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        position += written
      } else if written == 0 || errno != EINTR {
        throw error(.write, written == 0 ? ENOSPC : errno)
      }
    }
  }

  /// Fills all of `target` with what was appended from `offset` on.
  func read(into target: UnsafeMutableRawBufferPointer, at offset: Int) throws(ScratchError) {
    var rest = unsafe target
    var position = offset
    while unsafe !rest.isEmpty {
      let got = unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(position))
      if got > 0 {
        unsafe rest = UnsafeMutableRawBufferPointer(rebasing: rest[got...])
        position += got
      } else if got == 0 || errno != EINTR {
        // Its end came too early: somebody, or the device, has cut it.
        throw error(.read, got == 0 ? EIO : errno)
      }
    }
  }

  private func error(_ action: ScratchError.Action, _ code: Int32) -> ScratchError {
    ScratchError(
      action, what: what, directory: directory, bytes: bytes, errno: code, isOverflow: isOverflow)
  }

  // MARK: Opening

  /// Glibc's `O_TMPFILE`, which Swift does not import.
  private static let nameless = Int32(0o20000000) | O_DIRECTORY

  private static func open(in directory: String) -> Int32 {
    let descriptor = unsafe directory.withPath { unsafe Glibc.open($0, nameless | O_RDWR | O_CLOEXEC, 0o600) }
    // File systems and kernels without nameless files refuse in one of these ways.
    guard descriptor < 0, [EOPNOTSUPP, EISDIR, EINVAL, ENOSYS].contains(errno) else { return descriptor }
    return openAndUnlink(in: directory)
  }

  /// Makes a file with mode 0600 and takes its name away.
  static func openAndUnlink(in directory: String) -> Int32 {
    var path = (PathText.bytes(of: directory + "/sluice-XXXXXX") + [0]).map { CChar(bitPattern: $0) }
    let descriptor = unsafe mkstemp(&path)
    guard descriptor >= 0 else { return descriptor }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = unsafe unlink(&path)
    return descriptor
  }
}
