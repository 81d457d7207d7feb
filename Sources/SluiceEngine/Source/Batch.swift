internal import Glibc
internal import SluiceContract

/// The files of one batch in reading order: what was named, with globs and directories replaced by their parts.
///
/// A path with `*`, `?` or `[` that is not itself the name of a file is a glob, expanded in byte order.
///
/// `-` is standard input, and a named pipe is a file too (`<(zcat a.gz)`).
///
/// A directory yields `part-*`, `data_*` and `*.csv`, in byte order of their paths, from all its folders;
/// names that begin with `_` or `.` (`_SUCCESS`, `.part-….crc`) are never data.
package struct Batch: Sendable {
  package var files: [BatchFile]
  /// Where what comes through pipes is kept.
  private let temporaryDirectory: String

  /// Throws `SourceError` where a path names nothing, or a directory holds no part. Nothing is opened yet.
  package init(paths: [String], temporaryDirectory: String = "/tmp") throws(SourceError) {
    self.init(files: [], temporaryDirectory: temporaryDirectory)
    for path in paths { try add(path) }
  }

  package init(files: [BatchFile], temporaryDirectory: String = "/tmp") {
    self.files = files
    self.temporaryDirectory = temporaryDirectory
  }

  /// How standard input is named.
  package static let standardInput = "-"

  private mutating func add(_ path: String) throws(SourceError) {
    if path.utf8.elementsEqual(Self.standardInput.utf8) {
      files.append(standardInput())
      return
    }
    for match in try Self.expanded(path) {
      switch try Self.kind(of: match) {
      case .file(let bytes): files.append(BatchFile(match, bytes: bytes))
      case .pipe: files.append(pipe(match.text))
      case .directory:
        let parts = try Self.parts(in: match)
        if parts.isEmpty { throw SourceError(.nothingFound, path: match.text) }
        files += parts
      }
    }
  }

  private func pipe(_ path: String) -> BatchFile {
    var file = BatchFile(path: path, bytes: 0)
    file.spool = Spool(path: path, directory: temporaryDirectory)
    return file
  }

  /// A file that a shell has opened at its beginning (`< orders.csv`) need not be kept: it can be read again.
  private func standardInput() -> BatchFile {
    var status = stat()
    guard unsafe fstat(STDIN_FILENO, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      lseek(STDIN_FILENO, 0, SEEK_CUR) == 0
    else { return pipe(Self.standardInput) }
    var file = BatchFile(path: Self.standardInput, bytes: Int(status.st_size))
    file.isStandardInput = true
    return file
  }

  /// What a glob matches; any other path, as it is.
  private static func expanded(_ path: String) throws(SourceError) -> [SystemPath] {
    guard path.utf8.contains(where: { "*?[".utf8.contains($0) }), unsafe path.withPath({ unsafe access($0, F_OK) }) != 0
    else {
      return [SystemPath(PathText.bytes(of: path))]
    }
    // SAFETY: `glob` fills the structure, `globfree` releases it; paths are copied before.
    var matches = unsafe glob_t()
    defer { unsafe globfree(&matches) }
    guard unsafe path.withPath({ unsafe glob($0, GLOB_NOSORT, nil, &matches) }) == 0 else {
      throw SourceError(.nothingFound, path: path)
    }
    let names = unsafe (0..<Int(matches.gl_pathc)).compactMap { index in
      unsafe matches.gl_pathv[index].map { unsafe SystemPath(terminated: $0) }
    }
    return names.sorted()
  }

  private enum Kind {
    case file(bytes: Int)
    case directory
    case pipe
  }

  private static func kind(of path: SystemPath) throws(SourceError) -> Kind {
    var status = stat()
    guard unsafe path.withTerminated({ unsafe stat($0, &status) }) == 0 else {
      throw SourceError(errno == ENOENT ? .nothingFound : .cannotOpen, path: path.text, errno: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(bytes: Int(status.st_size))
    case S_IFDIR: return .directory
    case S_IFIFO: return .pipe
    default: throw SourceError(.notAFile, path: path.text)
    }
  }

  private static func parts(in directory: SystemPath) throws(SourceError) -> [BatchFile] {
    var files: [BatchFile] = []
    for name in try names(in: directory) where name.first != UInt8(ascii: "_") && name.first != UInt8(ascii: ".") {
      let path = directory.appending(name)
      switch try kind(of: path) {
      case .directory: files += try parts(in: path)
      case .file(let bytes): if isPart(name) { files.append(BatchFile(path, bytes: bytes)) }
      // Who lists a folder does not want to wait for a writer.
      case .pipe: break
      }
    }
    return files
  }

  private static func isPart(_ name: [UInt8]) -> Bool {
    let name = String(decoding: name, as: UTF8.self)
    return name.hasPrefix("part-") || name.hasPrefix("data_") || name.hasSuffix(".csv") || name.contains(".csv.")
  }

  /// Names in byte order, so that the order of rows is the same on every file system.
  private static func names(in directory: SystemPath) throws(SourceError) -> [[UInt8]] {
    guard let handle = unsafe directory.withTerminated({ unsafe opendir($0) }) else {
      throw SourceError(.cannotOpen, path: directory.text, errno: errno)
    }
    // SAFETY: `handle` is open until the end of this function; an entry is copied before the next is read.
    defer { unsafe _ = closedir(handle) }
    var names: [[UInt8]] = []
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe SystemPath(terminated: $0).bytes }
      }
      names.append(name)
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
