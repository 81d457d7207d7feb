internal import Glibc

/// A file without a name whose bytes a fuzz target replaces again and again: the engine only reads files.
final class MemoryFile {
  private let descriptor: Int32

  /// How the engine opens it.
  let path: String

  init() {
    // A file system in memory where there is one: thousands of rewrites a second are no work for a disk.
    let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    let name = "\(folder)/sluice-fuzz-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { fatalError("\(name): errno \(errno)") }
    unlink(name)
    path = "/proc/self/fd/\(descriptor)"
  }

  deinit { close(descriptor) }

  func replace(with bytes: [UInt8]) {
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else {
      fatalError("\(path): errno \(errno)")
    }
  }
}
