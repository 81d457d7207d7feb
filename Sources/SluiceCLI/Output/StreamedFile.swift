internal import Glibc
internal import SluiceContract

/// An output that is written piece by piece; a reader sees the old file or the new one, never half.
///
/// A regular file is written beside its place under a temporary name, synchronised, renamed, and its directory
/// synchronised; until `commit` it goes away with the process, however that ends. Devices and pipes cannot be replaced
/// and are written to as they are.
struct StreamedFile {
  private enum Target {
    case replacement(temporary: String, final: String)
    case through
    /// `/dev/stdout`, or the file that standard output already goes to: not ours to close.
    case standardOutput
  }

  /// As it was named.
  let path: String
  private let target: Target
  private let descriptor: Int32

  init(_ path: String) throws(SystemError) {
    self.path = path
    var info = stat()
    guard path.withPath({ stat($0, &info) }) == 0 else {
      guard errno == ENOENT else { throw SystemError.current("cannot write", path) }
      (target, descriptor) = try Self.replacement(of: path, mode: nil, named: path)
      return
    }
    if FileIdentity(info) == FileIdentity(descriptor: STDOUT_FILENO) {
      (target, descriptor) = (.standardOutput, STDOUT_FILENO)
      return
    }
    switch info.st_mode & S_IFMT {
    case S_IFDIR: throw SystemError("cannot write", path, EISDIR)
    case S_IFREG:
      guard path.withPath({ access($0, W_OK) }) == 0 else { throw SystemError.current("cannot write", path) }
      (target, descriptor) = try Self.replacement(
        of: try Self.resolved(path), mode: info.st_mode & 0o777, named: path)
    default:
      (target, descriptor) = (.through, path.withPath { open($0, O_WRONLY | O_CLOEXEC) })
      guard descriptor >= 0 else { throw SystemError.current("cannot write", path) }
    }
  }

  func write(_ bytes: [UInt8]) throws(SystemError) {
    try Descriptor.write(bytes, to: descriptor, name: path)
  }

  /// Gives the file its place; on an error nothing is left of it.
  func commit() throws(SystemError) {
    switch target {
    case .standardOutput: break
    case .through: close(descriptor)
    case .replacement(let temporary, let final):
      let isSafe = fsync(descriptor) == 0
      let code = errno
      guard close(descriptor) == 0, isSafe else {
        let error = SystemError("cannot write", path, isSafe ? errno : code)
        Temporaries.shared.remove(temporary)
        throw error
      }
      guard Temporaries.shared.rename(temporary, to: final) else {
        let error = SystemError.current("cannot write", path)
        Temporaries.shared.remove(temporary)
        throw error
      }
      try Self.synchronize(directory: Self.split(final).directory, of: path)
    }
  }

  /// Leaves the old file as it was.
  func abandon() {
    switch target {
    case .standardOutput: break
    case .through: close(descriptor)
    case .replacement(let temporary, _):
      close(descriptor)
      Temporaries.shared.remove(temporary)
    }
  }

  /// - Parameter mode: of the file that is replaced; a new one gets what the umask leaves.
  private static func replacement(
    of final: String, mode: mode_t?, named path: String
  ) throws(SystemError) -> (Target, Int32) {
    let (directory, name) = split(final)
    let temporary = "\(directory)/.\(name).\(String(UInt64.random(in: 0...UInt64.max), radix: 16)).tmp"
    let descriptor = Temporaries.shared.create(temporary)
    guard descriptor >= 0 else { throw SystemError.current("cannot write", path) }
    if let mode, fchmod(descriptor, mode) != 0 {
      let error = SystemError.current("cannot write", path)
      close(descriptor)
      Temporaries.shared.remove(temporary)
      throw error
    }
    return (.replacement(temporary: temporary, final: final), descriptor)
  }

  /// The new name is safe only once its directory is; some file systems cannot do that and need not.
  static func synchronize(directory: String, of path: String) throws(SystemError) {
    let descriptor = directory.withPath { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw SystemError.current("cannot synchronise the directory of", path) }
    let status = fsync(descriptor)
    let code = errno
    close(descriptor)
    guard status == 0 || code == EINVAL || code == ENOTSUP else {
      throw SystemError("cannot synchronise the directory of", path, code)
    }
  }

  /// Where symbolic links lead: the link stays, what it names is replaced.
  private static func resolved(_ path: String) throws(SystemError) -> String {
    guard let real = path.withPath({ realpath($0, nil) }) else { throw SystemError.current("cannot write", path) }
    defer { free(real) }
    return PathText.text(of: real)
  }

  private static func split(_ path: String) -> (directory: String, name: String) {
    let bytes = Array(path.utf8)
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let directory = slash == 0 ? "" : String(decoding: bytes[..<slash], as: UTF8.self)
    return (slash == 0 ? "/." : directory, String(decoding: bytes[(slash + 1)...], as: UTF8.self))
  }
}

extension StreamedFile {
  /// Writes a whole output at once.
  static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
    let file = try StreamedFile(path)
    do throws(SystemError) {
      try file.write(bytes)
    } catch {
      file.abandon()
      throw error
    }
    try file.commit()
  }
}
