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
      case .file(let stamp): files.append(BatchFile(match, stamp))
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
    case file(FileStamp)
    case directory
    case pipe
  }

  private static func kind(of path: SystemPath) throws(SourceError) -> Kind {
    var status = stat()
    guard unsafe path.withTerminated({ unsafe stat($0, &status) }) == 0 else {
      throw SourceError(errno == ENOENT ? .nothingFound : .cannotOpen, path: path.text, errno: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(FileStamp(status))
    case S_IFDIR: return .directory
    case S_IFIFO: return .pipe
    default: throw SourceError(.notAFile, path: path.text)
    }
  }

  /// What the folder says of an entry itself saves asking the system for all that is no part.
  private static func parts(in directory: SystemPath) throws(SourceError) -> [BatchFile] {
    guard let handle = unsafe directory.withTerminated({ unsafe opendir($0) }) else {
      throw SourceError(.cannotOpen, path: directory.text, errno: errno)
    }
    // SAFETY: `handle` is open until the end of this function.
    defer { unsafe _ = closedir(handle) }
    var files: [BatchFile] = []
    let entries = unsafe entries(of: handle).filter { $0.kind != UInt8(DT_REG) || isPart($0.name) }
    let stamps = unsafe stamps(of: entries, in: dirfd(handle))
    for (entry, stamp) in zip(entries, stamps) {
      let path = directory.appending(entry.name.bytes)
      if let stamp {
        files.append(BatchFile(path, stamp))
        continue
      }
      switch try kind(of: path) {
      case .directory: files += try parts(in: path)
      case .file(let stamp): if isPart(entry.name) { files.append(BatchFile(path, stamp)) }
      // Who lists a folder does not want to wait for a writer.
      case .pipe: break
      }
    }
    return files
  }

  /// What the system says of the regular files among the entries; nil of others, and where it says nothing.
  ///
  /// By their names in the folder: the way there is long, and the system would go it again for every part. Several threads
  /// ask of thousands.
  private static func stamps(of entries: [Entry], in folder: Int32) -> [FileStamp?] {
    let threads = max(1, min(Processors.available, entries.count / 512))
    let shares = Lock([[FileStamp?]](repeating: [], count: threads))
    Workers.run(threads) { index in
      let range = entries.count * index / threads..<entries.count * (index + 1) / threads
      let share = entries[range].map { entry -> FileStamp? in
        var status = stat()
        guard entry.kind == UInt8(DT_REG),
          unsafe entry.name.withTerminated({ unsafe fstatat(folder, $0, &status, 0) }) == 0,
          status.st_mode & S_IFMT == S_IFREG
        else { return nil }
        return FileStamp(status)
      }
      shares.withLock { $0[index] = share }
    }
    return shares.withLock { $0.flatMap(\.self) }
  }

  private static func isPart(_ name: SystemPath) -> Bool {
    let name = name.bytes
    return name.starts(with: "part-".utf8) || name.starts(with: "data_".utf8)
      || name.suffix(4).elementsEqual(".csv".utf8)
      || name.indices.contains { name[$0...].starts(with: ".csv.".utf8) }
  }

  private struct Entry: Sendable {
    var name: SystemPath
    /// `DT_…`; `DT_UNKNOWN` where the file system does not say.
    var kind: UInt8
  }

  /// In byte order of the names, so that the order of rows is the same on every file system.
  private static func entries(of handle: OpaquePointer) -> [Entry] {
    var entries: [Entry] = []
    // SAFETY: an entry is copied before the next is read.
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe SystemPath(terminated: $0) }
      }
      if name.bytes.first == UInt8(ascii: "_") || name.bytes.first == UInt8(ascii: ".") { continue }
      entries.append(Entry(name: name, kind: unsafe entry.pointee.d_type))
    }
    return entries.sorted { $0.name < $1.name }
  }
}
