internal import Glibc
internal import SluiceEngine

/// The temporary files that exist right now, so that an interrupted run can remove them.
///
/// Invariant: a file is made and listed, and renamed and struck off, under one lock; whoever holds the lock sees
/// exactly the temporaries that are there.
final class Temporaries: Sendable {
  static let shared = Temporaries()

  private let paths = Lock<[String]>([])

  private init() {}

  /// Makes a file that did not exist, open for writing; -1 with `errno` set where that fails.
  func create(_ path: String) -> Int32 {
    paths.withLock { paths in
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { paths.append(path) }
      return descriptor
    }
  }

  /// Gives the file its final name; false with `errno` set where that fails.
  func rename(_ path: String, to final: String) -> Bool {
    paths.withLock { paths in
      guard Glibc.rename(path, final) == 0 else { return false }
      paths.removeAll { $0.hasSameBytes(as: path) }
      return true
    }
  }

  func remove(_ path: String) {
    paths.withLock { paths in
      unlink(path)
      paths.removeAll { $0.hasSameBytes(as: path) }
    }
  }

  /// For a process that ends: no file is made any more behind those that are removed.
  func removeAll(andEndWith status: Int32) -> Never {
    paths.withLock { paths in
      for path in paths { unlink(path) }
      _exit(status)
    }
  }

  /// For a process that is crashing, perhaps while it holds the lock: removes what it can without waiting.
  func removeAllIfPossible() {
    _ = paths.withLockIfAvailable { paths in
      for path in paths { unlink(path) }
    }
  }
}
