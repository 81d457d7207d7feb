internal import SluiceEngine

extension SourceError {
  /// 4 where the input is at fault, 5 where it is the place for temporary files.
  var exitCode: ExitCode {
    if case .scratch = cause { .incomplete } else { .inputUnreadable }
  }
}
