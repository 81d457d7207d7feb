internal import SluiceEngine

/// The file of `--diff`: it takes its place when the comparison has ended well, and is not there otherwise.
final class DiffFile: SkewDiffSink, Sendable {
  private let path: String
  /// Made with the first bytes, so that a run that ends before it has any leaves an old diff alone.
  private let file = Lock<StreamedFile?>(nil)

  init(path: String) { self.path = path }

  deinit { file.withLock { $0.take()?.abandon() } }

  func write(_ bytes: [UInt8]) throws(SkewDiffError) {
    do throws(SystemError) {
      try file.withLock { file throws(SystemError) in
        if file == nil { file = try StreamedFile(path) }
        try file?.write(bytes)
      }
    } catch {
      throw SkewDiffError(error)
    }
  }

  /// Why it did not come to be; nil where it stands.
  func finish() -> SkewDiffError? {
    do throws(SystemError) {
      try file.withLock { file throws(SystemError) in try file.take()?.commit() }
      return nil
    } catch {
      return SkewDiffError(error)
    }
  }
}

extension SkewDiffError {
  fileprivate init(_ error: SystemError) {
    self.init(action: error.action, path: error.path, errno: error.code)
  }
}
