internal import Glibc

/// The files of one batch in reading order: what was named, with globs and directories replaced by their parts.
///
/// A path with `*`, `?` or `[` that is not itself the name of a file is a glob, expanded in byte order.
///
/// A directory yields `part-*`, `data_*` and `*.csv`, in byte order of their paths, from all its folders;
/// names that begin with `_` or `.` (`_SUCCESS`, `.part-….crc`) are never data.
package struct Batch: Sendable {
  package var files: [BatchFile]

  /// Throws `SourceError` where a path names nothing, or a directory holds no part.
  package init(paths: [String]) throws(SourceError) {
    files = []
    for path in paths { try add(path) }
  }

  private mutating func add(_ path: String) throws(SourceError) {
    for path in try Self.expanded(path) {
      switch try Self.kind(of: path) {
      case .file(let bytes): files.append(BatchFile(path: path, bytes: bytes))
      case .directory:
        let parts = try Self.parts(in: path)
        if parts.isEmpty { throw SourceError(.nothingFound, path: path) }
        files += parts
      }
    }
  }

  package init(files: [BatchFile]) { self.files = files }

  /// What a glob matches; any other path, as it is.
  private static func expanded(_ path: String) throws(SourceError) -> [String] {
    guard path.utf8.contains(where: { "*?[".utf8.contains($0) }), unsafe access(path, F_OK) != 0 else { return [path] }
    // SAFETY: `glob` fills the structure, `globfree` releases it; paths are copied before.
    var matches = unsafe glob_t()
    defer { unsafe globfree(&matches) }
    guard unsafe glob(path, GLOB_NOSORT, nil, &matches) == 0 else { throw SourceError(.nothingFound, path: path) }
    let names = unsafe (0..<Int(matches.gl_pathc)).compactMap { index in
      unsafe matches.gl_pathv[index].map { unsafe String(cString: $0) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private enum Kind {
    case file(bytes: Int)
    case directory
  }

  private static func kind(of path: String) throws(SourceError) -> Kind {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      throw SourceError(errno == ENOENT ? .nothingFound : .cannotOpen, path: path, errno: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(bytes: Int(status.st_size))
    case S_IFDIR: return .directory
    default: throw SourceError(.notAFile, path: path)
    }
  }

  private static func parts(in directory: String) throws(SourceError) -> [BatchFile] {
    var files: [BatchFile] = []
    for name in try names(in: directory) where !name.hasPrefix("_") && !name.hasPrefix(".") {
      let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
      switch try kind(of: path) {
      case .directory: files += try parts(in: path)
      case .file(let bytes):
        if isPart(name) { files.append(BatchFile(path: path, bytes: bytes)) }
      }
    }
    return files
  }

  private static func isPart(_ name: String) -> Bool {
    name.hasPrefix("part-") || name.hasPrefix("data_") || name.hasSuffix(".csv") || name.contains(".csv.")
  }

  /// Names in byte order, so that the order of rows is the same on every file system.
  private static func names(in directory: String) throws(SourceError) -> [String] {
    guard let handle = unsafe opendir(directory) else {
      throw SourceError(.cannotOpen, path: directory, errno: errno)
    }
    // SAFETY: `handle` is open until the end of this function; an entry is copied before the next is read.
    defer { unsafe _ = closedir(handle) }
    var names: [String] = []
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
