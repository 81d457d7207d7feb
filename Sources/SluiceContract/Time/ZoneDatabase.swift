internal import Glibc

/// Finds time zones by name in the system's folder of TZif files, and keeps those that were read.
///
/// Not shared between threads. `UTC` and fixed offsets (`+05:30`) need no folder.
package final class ZoneDatabase {
  /// Why there is no zone of a name.
  package enum Fault: Error, Equatable {
    case unknown
    /// The system has no zones at all.
    case noDatabase(folder: String)
    /// The file is there and cannot be read, or is no zone.
    case unreadable(path: String)
  }

  package let folder: String
  private var known: [String: Result<ZoneRules, Fault>] = [:]

  package init(folder: String = "/usr/share/zoneinfo") {
    self.folder = folder
  }

  /// The folder that `TZDIR` names, as in other programs.
  package convenience init(environment: [String: String]) {
    guard let folder = environment["TZDIR"], !folder.isEmpty else {
      self.init()
      return
    }
    self.init(folder: folder)
  }

  package func zone(named name: String) throws(Fault) -> ZoneRules {
    let result = known[name] ?? read(name)
    known[name] = result
    return try result.get()
  }

  private func read(_ name: String) -> Result<ZoneRules, Fault> {
    if name == "UTC" || name == "Z" || name == "Etc/UTC" { return .success(ZoneRules(name: name, offset: 0)) }
    if let offset = CivilTime.offsetSeconds(name) { return .success(ZoneRules(name: name, offset: Int64(offset))) }
    guard Self.isName(name) else { return .failure(.unknown) }
    guard access(folder, X_OK) == 0 else { return .failure(.noDatabase(folder: folder)) }
    let path = "\(folder)/\(name)"
    guard let bytes = Self.contents(of: path) else {
      return .failure(access(path, F_OK) == 0 ? .unreadable(path: path) : .unknown)
    }
    return ZoneRules(tzif: bytes, name: name).map { .success($0) } ?? .failure(.unreadable(path: path))
  }

  /// `Europe/Berlin`, `Etc/GMT-14`: no way out of the folder, and no hidden file.
  private static func isName(_ name: String) -> Bool {
    name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
      guard let first = part.unicodeScalars.first, first.isWordCharacter else { return false }
      return part.unicodeScalars.allSatisfy { $0.isWordCharacter || $0 == "-" || $0 == "+" }
    }
  }

  /// The bytes of a file of at most 1 MiB; nil for folders, and where it cannot be read.
  private static func contents(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rbe") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    guard ferror(file) == 0, count > 0, count < bytes.count else { return nil }
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}

// Names, for the zone that was probably meant.
extension ZoneDatabase {
  /// All names of the folder; the copies under `posix` and `right` are not offered.
  func names() -> [String] {
    var names: [String] = []
    collect("", into: &names, depth: 0)
    return names.sorted()
  }

  private func collect(_ prefix: String, into names: inout [String], depth: Int) {
    guard depth < 4, let stream = opendir("\(folder)/\(prefix)") else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard Self.isName(name), !(prefix.isEmpty && (name == "posix" || name == "right")) else { continue }
      var status = stat()
      guard stat("\(folder)/\(prefix)\(name)", &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        collect("\(prefix)\(name)/", into: &names, depth: depth + 1)
      } else if name.unicodeScalars.first.map({ ("A"..."Z").contains($0) }) ?? false {
        names.append(prefix + name)
      }
    }
  }
}
