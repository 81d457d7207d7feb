internal import Glibc
internal import SluiceContract
internal import SluiceEngine

/// The files of one quarantine: written under a temporary name beside their place, synchronised, and renamed once.
///
/// Whoever lists the directory sees the whole quarantine of a run or nothing of it. Rows that break a contract may hold
/// what nobody should read, so folders are for their owner alone (0700), and so are files (0600).
final class QuarantineFolder: QuarantineSink, Sendable {
  private let directory: String
  private let final: String
  private let root: String
  private let state = Lock(State())

  private struct State {
    var tree: TemporaryTree?
    var names = QuarantineNames(parts: [])
    var reasons: ReasonsFile?
    /// Parts that are being written: few at a time, however many there are.
    var open: [Int: (accepted: QuarantineFile, rejected: QuarantineFile)] = [:]
  }

  /// - Parameter directory: where the folder `name` is to stand; made where it does not exist.
  init(directory: String, name: String) {
    self.directory = directory
    final = directory + "/" + name
    root = directory + "/.\(name).tmp"
  }

  deinit { abandon() }

  // MARK: The whole

  func begin(parts: [String]) throws(QuarantineError) {
    try QuarantineError.from { () throws(SystemError) in
      try makeDirectory()
      let names = QuarantineNames(parts: parts)
      let tree = TemporaryTree(
        root: root, folders: names.folders.map { root + "/" + $0 },
        files: (names.files + [Self.spool]).map { root + "/" + $0 })
      guard Temporaries.shared.create(tree) else { throw SystemError.current("cannot make the quarantine", final) }
      state.withLock { ($0.tree, $0.names) = (tree, names) }
      let reasons = try makeReasons()
      try reasons.write(QuarantineReasons.header, part: 0)
      state.withLock { $0.reasons = reasons }
    }
  }

  func finish() throws(QuarantineError) -> QuarantinePlace {
    try QuarantineError.from { () throws(SystemError) in
      let (tree, names, reasons) = state.withLock { ($0.tree, $0.names, $0.reasons) }
      guard let tree, let reasons else { throw SystemError("cannot make the quarantine", final, ENOENT) }
      try reasons.synchronize()
      // The names in a folder are safe once the folder is.
      for folder in tree.folders + [tree.root] { try StreamedFile.synchronize(directory: folder, of: final) }
      guard Temporaries.shared.rename(tree, to: final) else {
        throw SystemError.current("cannot make the quarantine", final)
      }
      state.withLock { $0 = State() }
      try StreamedFile.synchronize(directory: directory, of: final)
      return QuarantinePlace(
        path: final, reasons: final + "/" + QuarantineNames.reasons,
        parts: names.stems.indices.map { (final + "/" + names.accepted($0), final + "/" + names.rejected($0)) })
    }
  }

  func abandon() {
    let tree = state.withLock { state in
      defer { state = State() }
      return state.tree
    }
    if let tree { Temporaries.shared.remove(tree) }
  }

  // MARK: Parts

  func beginPart(_ part: Int) throws(QuarantineError) {
    try QuarantineError.from { () throws(SystemError) in
      let names = state.withLock { $0.names }
      let accepted = QuarantineFile(try create(names.accepted(part)))
      let rejected = QuarantineFile(try create(names.rejected(part)))
      state.withLock { $0.open[part] = (accepted, rejected) }
    }
  }

  func write(_ bytes: [UInt8], to stream: QuarantineStream, part: Int) throws(QuarantineError) {
    try QuarantineError.from { () throws(SystemError) in
      let (names, files, reasons) = state.withLock { ($0.names, $0.open[part], $0.reasons) }
      guard let files, let reasons else { throw SystemError("cannot write", final, EBADF) }
      switch stream {
      case .accepted:
        try files.accepted.write(bytes, name: final + "/" + names.accepted(part))
      case .rejected:
        try files.rejected.write(bytes, name: final + "/" + names.rejected(part))
      case .reasons: try reasons.write(bytes, part: part)
      }
    }
  }

  func endPart(_ part: Int) throws(QuarantineError) {
    try QuarantineError.from { () throws(SystemError) in
      let (names, files, reasons) = state.withLock { ($0.names, $0.open.removeValue(forKey: part), $0.reasons) }
      guard let files, let reasons else { throw SystemError("cannot write", final, EBADF) }
      try reasons.end(part: part)
      try files.accepted.synchronize(name: final + "/" + names.accepted(part))
      try files.rejected.synchronize(name: final + "/" + names.rejected(part))
    }
  }

  // MARK: Files

  /// What waits for its turn in `reasons.csv`; removed as soon as it is open.
  private static let spool = "reasons.tmp"

  private func makeReasons() throws(SystemError) -> ReasonsFile {
    let descriptor = try create(QuarantineNames.reasons)
    return ReasonsFile(QuarantineFile(descriptor), name: final + "/" + QuarantineNames.reasons) {
      [root, final] () throws(SystemError) in
      let path = root + "/" + Self.spool
      let spool = Temporaries.shared.create(path, in: root, access: O_RDWR)
      guard spool >= 0 else { throw SystemError.current("cannot write", final + "/" + QuarantineNames.reasons) }
      _ = path.withPath { unlink($0) }
      return spool
    }
  }

  private func create(_ name: String) throws(SystemError) -> Int32 {
    let descriptor = Temporaries.shared.create(root + "/" + name, in: root)
    if descriptor < 0 { throw SystemError.current("cannot write", final + "/" + name) }
    return descriptor
  }

  /// Makes the directory and those above it, as far as they do not exist.
  private func makeDirectory() throws(SystemError) {
    var path = directory.utf8.first == UInt8(ascii: "/") ? "/" : ""
    for name in directory.utf8.split(separator: UInt8(ascii: "/")) {
      path += String(Substring(name))
      if path.withPath({ mkdir($0, 0o700) }) != 0 {
        let code = errno
        var info = stat()
        // What is there is used, whoever made it; where it is no folder, the next step says so.
        if path.withPath({ stat($0, &info) }) != 0 { throw SystemError("cannot make the folder", path, code) }
      }
      path += "/"
    }
  }
}

extension QuarantineError {
  /// Passes on what the system said.
  fileprivate static func from<Value>(
    _ body: () throws(SystemError) -> Value
  ) throws(QuarantineError) -> Value {
    do throws(SystemError) {
      return try body()
    } catch {
      throw QuarantineError(action: error.action, path: error.path, errno: error.code)
    }
  }
}
