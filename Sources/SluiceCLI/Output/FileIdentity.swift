internal import Glibc
internal import SluiceContract
internal import SluiceEngine

/// Which file it is, whatever path names it: device and inode.
struct FileIdentity: Hashable, Sendable {
  let device: UInt
  let inode: UInt

  init(_ info: stat) {
    device = UInt(info.st_dev)
    inode = UInt(info.st_ino)
  }

  /// nil where the path names nothing.
  init?(path: String) {
    var info = stat()
    guard path.withPath({ stat($0, &info) }) == 0 else { return nil }
    self.init(info)
  }

  init?(descriptor: Int32) {
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { return nil }
    self.init(info)
  }
}

/// The files that a command reads and therefore must not write over.
struct InputFiles: Sendable {
  private var identities: Set<FileIdentity> = []

  /// - Parameter paths: files, and directories with all their parts; those that cannot be read are left out.
  init(_ paths: [String]) {
    for path in paths {
      if let identity = FileIdentity(path: path) { identities.insert(identity) }
      guard let batch = try? Batch(paths: [path]) else { continue }
      for file in batch.files {
        if let identity = FileIdentity(path: file.path) { identities.insert(identity) }
      }
    }
  }

  func contain(_ path: String) -> Bool {
    FileIdentity(path: path).map(identities.contains) ?? false
  }
}
