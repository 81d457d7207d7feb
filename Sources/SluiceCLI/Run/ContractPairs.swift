internal import SluiceContract
internal import SluiceReport

/// Finds the old version of each new contract: two files, two directories, or what a revision of git has.
struct ContractPairs {
  /// Two versions as they were read; one of them is nil where the contract is new or gone.
  struct Pair {
    var old: Read?
    var new: Read?
  }

  /// A file with what it says.
  struct Read {
    var file: ContractFile
    var reading: ContractReading

    init(_ file: ContractFile) {
      self.file = file
      reading = ContractReader.read(file.bytes, path: file.path, environment: Session.environment())
    }
  }

  /// A contract of a directory, by its path below it.
  private struct Entry {
    var key: String
    var read: Read
  }

  private(set) var pairs: [Pair] = []
  /// New contracts that the revision does not have, for a word on standard error.
  private(set) var unknown: [String] = []

  /// - Parameters:
  ///   - old: a file, a directory, or with `revisions` a revision of git.
  ///   - new: files and directories.
  init(old: String, new: [String], revisions: Bool) throws(RunFailure) {
    let isKnown = ContractFolder.exists(old)
    // What is not there is told as that, and is no revision.
    if !isKnown && !revisions { _ = try Self.file(old) }
    for path in new {
      if ContractFolder.isDirectory(path) {
        let before = isKnown ? try Self.folder(old) : try Self.folder(GitRevision(old, in: path))
        match(before, try Self.folder(path))
      } else if isKnown && ContractFolder.isDirectory(old) {
        try add(path, from: try Self.folder(old))
      } else {
        try add(path, old: isKnown ? try Self.read(old) : try revised(path, old))
      }
    }
  }

  private mutating func revised(_ path: String, _ old: String) throws(RunFailure) -> Read? {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let file = slash.map { String(path[path.index(after: $0)...]) } ?? path
    // The file first: what is told of the revision needs its directory.
    _ = try Self.read(path)
    let revision = try GitRevision(old, in: directory)
    if let contract = try revision.contract(named: file) { return Read(contract) }
    if let named = revision.path {
      throw .contract(
        "the revision \"\(revision.name)\" has no file \"\(named)\"; paths behind the colon begin at the top of the"
          + " repository", path: old, errno: nil)
    }
    unknown.append("\(path) is not in the revision \"\(revision.name)\": it is compared as a new contract")
    return nil
  }

  private mutating func add(_ path: String, old: Read?) throws(RunFailure) {
    pairs.append(Pair(old: old, new: try Self.read(path)))
  }

  /// One file against a directory: by its id, else by its name.
  private mutating func add(_ path: String, from folder: [Entry]) throws(RunFailure) {
    let new = Entry(key: path, read: try Self.read(path))
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let old =
      folder.first { $0.read.id.map { $0.hasSameBytes(as: new.read.id ?? "") } ?? false }
      ?? folder.first { ($0.key.split(separator: "/").last.map(String.init) ?? "").hasSameBytes(as: name) }
    pairs.append(Pair(old: old?.read, new: new.read))
  }

  /// By id, else by path.
  private mutating func match(_ old: [Entry], _ new: [Entry]) {
    var left = old
    for entry in new {
      let index =
        entry.read.id.flatMap { id in left.firstIndex { $0.read.id?.hasSameBytes(as: id) ?? false } }
        ?? left.firstIndex { $0.key.hasSameBytes(as: entry.key) && !Self.isElsewhere($0, new) }
      pairs.append(Pair(old: index.map { left[$0].read }, new: entry.read))
      if let index { left.remove(at: index) }
    }
    pairs += left.map { Pair(old: $0.read, new: nil) }
  }

  /// Whether its id is that of another file now.
  private static func isElsewhere(_ entry: Entry, _ new: [Entry]) -> Bool {
    guard let id = entry.read.id else { return false }
    return new.contains { $0.read.id?.hasSameBytes(as: id) ?? false }
  }

  private static func folder(_ path: String) throws(RunFailure) -> [Entry] {
    guard ContractFolder.isDirectory(path) else {
      return [Entry(key: path, read: try read(path))]
    }
    var entries: [Entry] = []
    for key in try ContractFolder.files(in: path) {
      let base = path.utf8.last == UInt8(ascii: "/") ? String(path.dropLast()) : path
      let file = try file("\(base)/\(key)")
      if ContractFolder.isContract(file) { entries.append(Entry(key: key, read: Read(file))) }
    }
    return entries
  }

  private static func folder(_ revision: GitRevision) throws(RunFailure) -> [Entry] {
    var entries: [Entry] = []
    for (key, contract) in try revision.files() where ContractFolder.isNamedLikeOne(key) {
      // As in a directory, hidden ones are left out.
      if key.split(separator: "/").contains(where: { $0.utf8.first == UInt8(ascii: ".") }) { continue }
      guard let file = try contract(), ContractFolder.isContract(file) else { continue }
      entries.append(Entry(key: key, read: Read(file)))
    }
    return entries
  }

  private static func read(_ path: String) throws(RunFailure) -> Read { Read(try file(path)) }

  private static func file(_ path: String) throws(RunFailure) -> ContractFile {
    do throws(ContractFileError) {
      return try ContractFile(path: path)
    } catch {
      throw .contract(error.message, path: path, errno: error.errno)
    }
  }
}

extension ContractPairs.Read {
  /// nil where the contract has errors.
  var id: String? { reading.contract?.id }
}
