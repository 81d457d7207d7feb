internal import Glibc

/// Writes a file so that a reader sees the old one or the new one, never half.
///
/// A regular file is written beside its place under a temporary name, synchronised, renamed, and its directory
/// synchronised. Devices and pipes cannot be replaced and are written to as they are.
enum OutputFile {
  static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
    var info = stat()
    guard stat(path, &info) == 0 else {
      guard errno == ENOENT else { throw SystemError.current("cannot write", path) }
      return try replace(path, mode: nil, with: bytes)
    }
    if FileIdentity(info) == FileIdentity(descriptor: STDOUT_FILENO) {
      // `/dev/stdout`, or the file that standard output already goes to.
      return try Descriptor.write(bytes, to: STDOUT_FILENO, name: path)
    }
    switch info.st_mode & S_IFMT {
    case S_IFDIR: throw SystemError("cannot write", path, EISDIR)
    case S_IFREG:
      guard access(path, W_OK) == 0 else { throw SystemError.current("cannot write", path) }
      try replace(try resolved(path), mode: info.st_mode & 0o777, with: bytes)
    default: try writeThrough(bytes, to: path)
    }
  }

  /// - Parameter mode: of the file that is replaced; a new one gets what the umask leaves.
  private static func replace(_ path: String, mode: mode_t?, with bytes: [UInt8]) throws(SystemError) {
    let (directory, name) = split(path)
    let temporary = "\(directory)/.\(name).\(String(UInt64.random(in: 0...UInt64.max), radix: 16)).tmp"
    let descriptor = Temporaries.shared.create(temporary)
    guard descriptor >= 0 else { throw SystemError.current("cannot write", path) }
    do throws(SystemError) {
      try fill(descriptor, mode: mode, with: bytes, path: path)
      guard Temporaries.shared.rename(temporary, to: path) else {
        throw SystemError.current("cannot write", path)
      }
    } catch {
      Temporaries.shared.remove(temporary)
      throw error
    }
    try synchronize(directory: directory, of: path)
  }

  private static func fill(
    _ descriptor: Int32, mode: mode_t?, with bytes: [UInt8], path: String
  ) throws(SystemError) {
    do throws(SystemError) {
      if let mode, fchmod(descriptor, mode) != 0 { throw SystemError.current("cannot write", path) }
      try Descriptor.write(bytes, to: descriptor, name: path)
      guard fsync(descriptor) == 0 else { throw SystemError.current("cannot write", path) }
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw SystemError.current("cannot write", path) }
  }

  /// The new name is safe only once its directory is; some file systems cannot do that and need not.
  static func synchronize(directory: String, of path: String) throws(SystemError) {
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError.current("cannot synchronise the directory of", path) }
    let status = fsync(descriptor)
    let code = errno
    close(descriptor)
    guard status == 0 || code == EINVAL || code == ENOTSUP else {
      throw SystemError("cannot synchronise the directory of", path, code)
    }
  }

  private static func writeThrough(_ bytes: [UInt8], to path: String) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError.current("cannot write", path) }
    defer { close(descriptor) }
    try Descriptor.write(bytes, to: descriptor, name: path)
  }

  /// Where symbolic links lead: the link stays, what it names is replaced.
  private static func resolved(_ path: String) throws(SystemError) -> String {
    guard let real = realpath(path, nil) else { throw SystemError.current("cannot write", path) }
    defer { free(real) }
    return String(cString: real)
  }

  private static func split(_ path: String) -> (directory: String, name: String) {
    let bytes = Array(path.utf8)
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let directory = slash == 0 ? "" : String(decoding: bytes[..<slash], as: UTF8.self)
    return (slash == 0 ? "/." : directory, String(decoding: bytes[(slash + 1)...], as: UTF8.self))
  }
}
