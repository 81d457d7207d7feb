internal import Glibc
internal import SluiceContract

/// A temporary folder, with all that is or will be in it: known from the start, so that it can be removed at any time
/// without asking the system what is there.
struct TemporaryTree: Sendable {
  let root: String
  /// Parents first.
  let folders: [String]
  let files: [String]

  /// Makes the folders; nothing is left behind where that fails.
  func make() -> Bool {
    for folder in [root] + folders where folder.withPath({ mkdir($0, 0o700) }) != 0 {
      let code = errno
      remove()
      errno = code
      return false
    }
    return true
  }

  func remove() {
    for file in files { _ = file.withPath { unlink($0) } }
    for folder in folders.reversed() { _ = folder.withPath { rmdir($0) } }
    _ = root.withPath { rmdir($0) }
  }
}
