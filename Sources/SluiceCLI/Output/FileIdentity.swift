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

  private init(device: UInt, inode: UInt) {
    self.device = device
    self.inode = inode
  }

  /// nil where there is no such file any more.
  init?(_ file: BatchFile) {
    if let (device, inode) = file.identity {
      self.init(device: device, inode: inode)
    } else {
      self.init(path: file.path)
    }
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

  /// - Parameters:
  ///   - paths: files, and directories with all their parts; those that cannot be read are left out.
  ///   - outputs: what is asked about. Where there is nothing yet, or a device, no input is at stake, and none is listed.
  init(_ paths: [String], beside outputs: [String]) {
    if outputs.allSatisfy({ !Self.mayBeInput($0) }) { return }
    for path in paths {
      if let identity = FileIdentity(path: path) { identities.insert(identity) }
      guard let batch = try? Batch(paths: [path]) else { continue }
      for file in batch.files {
        if let identity = FileIdentity(file) { identities.insert(identity) }
      }
    }
  }

  private static func mayBeInput(_ path: String) -> Bool {
    var info = stat()
    guard path.withPath({ stat($0, &info) }) == 0 else { return false }
    return info.st_mode & S_IFMT != S_IFCHR
  }

  func contain(_ path: String) -> Bool {
    FileIdentity(path: path).map(identities.contains) ?? false
  }
}
