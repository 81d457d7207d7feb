internal import Glibc

/// One file of a batch, as it was when the batch was listed.
package struct BatchFile: Sendable, Hashable {
  package var path: String
  package var bytes: Int
  /// Set once a pass has read the file: a later pass must find the same file.
  var stamp: FileStamp?

  package init(path: String, bytes: Int) {
    self.path = path
    self.bytes = bytes
  }
}

/// What `fstat` says about a file; two of them differ when the file was changed in between.
struct FileStamp: Hashable, Sendable {
  var device: UInt
  var inode: UInt
  var bytes: Int
  var modifiedSeconds: Int
  var modifiedNanoseconds: Int

  init(_ status: stat) {
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
    bytes = Int(status.st_size)
    modifiedSeconds = status.st_mtim.tv_sec
    modifiedNanoseconds = status.st_mtim.tv_nsec
  }
}
