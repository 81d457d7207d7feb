internal import Glibc
internal import SluiceContract

/// The contracts of a directory: every YAML file below it that says it is one.
enum ContractFolder {
  /// Their paths below the directory, in byte order; hidden files and folders are left out.
  static func files(in directory: String) throws(RunFailure) -> [String] {
    var found: [String] = []
    try collect(directory, prefix: "", into: &found)
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return path.withPath { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func exists(_ path: String) -> Bool { path.withPath { access($0, F_OK) } == 0 }

  /// Whether a path may be that of a contract.
  static func isNamedLikeOne(_ path: String) -> Bool {
    let name = path.lowercased()
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }

  /// Whether a file says that it is a contract; other YAML files lie beside contracts, too.
  static func isContract(_ file: ContractFile) -> Bool {
    let path = file.path.lowercased()
    if path.hasSuffix(".odcs.yaml") || path.hasSuffix(".odcs.yml") { return true }
    return file.bytes.split(separator: UInt8(ascii: "\n")).contains { line in
      guard line.starts(with: "kind:".utf8) else { return false }
      let value = line.dropFirst(5).filter { !" \t\r\"'".utf8.contains($0) }
      return value.starts(with: "DataContract".utf8)
    }
  }

  private static func collect(_ directory: String, prefix: String, into found: inout [String]) throws(RunFailure) {
    guard let handle = directory.withPath({ opendir($0) }) else {
      throw .contract(
        SystemError.current("cannot read the directory", directory).message, path: directory, errno: errno)
    }
    defer { closedir(handle) }
    var folders: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { PathText.text(of: $0) }
      }
      if name.utf8.first == UInt8(ascii: ".") { continue }
      // A link to a folder may lead back up.
      if Int(entry.pointee.d_type) == Int(DT_DIR) {
        folders.append(name)
      } else if isNamedLikeOne(name) {
        found.append(prefix + name)
      }
    }
    for name in folders { try collect("\(directory)/\(name)", prefix: "\(prefix)\(name)/", into: &found) }
  }
}
