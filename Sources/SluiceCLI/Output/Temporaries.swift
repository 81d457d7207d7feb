internal import Glibc
internal import SluiceContract
internal import SluiceEngine

/// The temporary files and folders that exist right now, so that an interrupted run can remove them.
///
/// Invariant: a file is made and listed, and renamed and struck off, under one lock; whoever holds the lock sees
/// exactly the temporaries that are there.
final class Temporaries: Sendable {
  static let shared = Temporaries()

  private struct Held {
    var paths: [String] = []
    var trees: [TemporaryTree] = []

    func remove() {
      for path in paths { _ = path.withPath { unlink($0) } }
      for tree in trees { tree.remove() }
    }
  }

  private let held = Lock(Held())

  private init() {}

  /// Makes a file that did not exist, open for writing; -1 with `errno` set where that fails.
  func create(_ path: String) -> Int32 {
    held.withLock { held in
      let descriptor = path.withPath { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
      if descriptor >= 0 { held.paths.append(path) }
      return descriptor
    }
  }

  /// Gives the file its final name; false with `errno` set where that fails.
  func rename(_ path: String, to final: String) -> Bool {
    held.withLock { held in
      guard path.withPath({ from in final.withPath { Glibc.rename(from, $0) } }) == 0 else { return false }
      held.paths.removeAll { $0.hasSameBytes(as: path) }
      return true
    }
  }

  func remove(_ path: String) {
    held.withLock { held in
      _ = path.withPath { unlink($0) }
      held.paths.removeAll { $0.hasSameBytes(as: path) }
    }
  }

  /// For a process that ends: no file is made any more behind those that are removed.
  func removeAll(andEndWith status: Int32) -> Never {
    held.withLock { held in
      held.remove()
      _exit(status)
    }
  }

  /// For a process that is crashing, perhaps while it holds the lock: removes what it can without waiting.
  func removeAllIfPossible() {
    _ = held.withLockIfAvailable { $0.remove() }
  }
}

// MARK: - Folders

extension Temporaries {
  /// Makes the folders of a tree; false with `errno` set where that fails.
  func create(_ tree: TemporaryTree) -> Bool {
    held.withLock { held in
      guard tree.make() else { return false }
      held.trees.append(tree)
      return true
    }
  }

  /// Makes one of the tree's files, for its owner alone; -1 with `errno` set where that fails.
  func create(_ path: String, in root: String, access: Int32 = O_WRONLY) -> Int32 {
    held.withLock { held in
      guard held.trees.contains(where: { $0.root.hasSameBytes(as: root) }) else {
        errno = ENOENT
        return -1
      }
      return path.withPath { open($0, access | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
    }
  }

  /// Gives the folder its final name; false with `errno` set where that fails.
  func rename(_ tree: TemporaryTree, to final: String) -> Bool {
    held.withLock { held in
      guard tree.root.withPath({ from in final.withPath { Glibc.rename(from, $0) } }) == 0 else { return false }
      held.trees.removeAll { $0.root.hasSameBytes(as: tree.root) }
      return true
    }
  }

  func remove(_ tree: TemporaryTree) {
    held.withLock { held in
      tree.remove()
      held.trees.removeAll { $0.root.hasSameBytes(as: tree.root) }
    }
  }
}
