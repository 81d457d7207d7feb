internal import Glibc
internal import SluiceContract

/// One file of a batch, as it was when the batch was listed.
package struct BatchFile: Sendable {
  /// As `PathText` has it, since the system's names need not be text.
  package var path: String
  /// As it lies there, compressed or not; of what comes through a pipe, 0 until it was read.
  package var bytes: Int
  /// Set once a pass has read the file: a later pass must find the same file.
  var stamp: FileStamp?
  /// Bytes of what it holds, known likewise.
  var contentBytes: Int?
  /// Of what comes through a pipe.
  var spool: Spool?
  /// How its characters are written; nil for UTF-8.
  var encoding: TextEncoding?
  /// As it was listed; nil of what is not a file with a name.
  package var identity: (device: UInt, inode: UInt)?
  /// Standard input that is a file on disk.
  var isStandardInput = false

  package init(path: String, bytes: Int) {
    self.path = path
    self.bytes = bytes
  }

  /// Whether it comes through a pipe, so that nobody knows how much there is.
  package var isPipe: Bool { spool != nil }

  /// A descriptor for reading; negative where there is none to be had, and `errno` says why.
  func open() -> Int32 {
    if isStandardInput { return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) }
    return unsafe path.withPath { unsafe Glibc.open($0, O_RDONLY | O_CLOEXEC) }
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

  init(of descriptor: Int32, path: String) throws(SourceError) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw SourceError(.cannotRead, path: path, errno: errno) }
    self.init(status)
  }
}

extension [BatchFile] {
  /// The same files as text that is written so; nil is UTF-8.
  func written(in encoding: TextEncoding?) -> [BatchFile] {
    map { file in
      var file = file
      file.encoding = encoding
      return file
    }
  }
}
