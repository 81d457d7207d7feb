internal import Glibc
internal import SluiceContract
internal import SluiceEngine

extension RunOptions {
  /// The meaning of `--threads`, `--samples`, `--memory` and `--tmp-dir`.
  init(_ typed: TypedArguments, problems: inout [String]) {
    self.init(
      threads: typed.number(.threads, in: 1...1024, problems: &problems),
      samples: typed.number(.samples, in: 0...100_000, problems: &problems) ?? 5,
      memory: typed.size(.memory, atLeast: 1 << 20, problems: &problems),
      temporaryDirectory: Self.temporaryDirectory(typed, problems: &problems))
  }

  /// A directory that was asked for must be usable; any other is only looked at when it is needed.
  private static func temporaryDirectory(_ typed: TypedArguments, problems: inout [String]) -> String {
    guard let path = typed.value(.tmpDir) else {
      return getenv("TMPDIR").map { PathText.text(of: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    }
    var status = stat()
    if path.withPath({ stat($0, &status) }) != 0 {
      problems.append("--tmp-dir \(path): \(SystemError.words(errno))")
    } else if status.st_mode & S_IFMT != S_IFDIR {
      problems.append("--tmp-dir \(path) is not a directory")
    } else if path.withPath({ access($0, W_OK | X_OK) }) != 0 {
      problems.append("--tmp-dir \(path) cannot be written to: \(SystemError.words(errno))")
    }
    return path
  }
}
