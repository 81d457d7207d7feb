/// Everything that one `validate` run found out; what reports print.
///
/// All of it is the same for any number of threads and any split into chunks, but for `timing`.
package struct RunResult: Sendable {
  /// Name of the contract's object that the batch was held against.
  package var object: String
  package var files: [FileSummary]
  /// Data records of all files, broken and blank ones too.
  package var rows: Int
  package var results: [CheckResult]
  /// One entry per kind and file, in file order.
  package var structure: [StructuralFinding]
  package var columns: [ColumnSummary]
  package var verdict: Verdict
  /// False where something that the contract asks could not be decided (a rule ended in `error`).
  package var isComplete: Bool
  package var timing: Timing
  /// nil where no quarantine was asked for.
  package var quarantine: QuarantineSummary?

  package struct FileSummary: Sendable {
    package var path: String
    package var bytes: Int
    package var rows: Int
    /// Lines that the dialect says are comments.
    package var commentLines = 0

    package init(path: String, bytes: Int, rows: Int, commentLines: Int = 0) {
      (self.path, self.bytes, self.rows, self.commentLines) = (path, bytes, rows, commentLines)
    }
  }

  package struct Timing: Sendable {
    package var seconds: Double
    package var bytes: Int
    package var threads: Int

    package init(seconds: Double, bytes: Int, threads: Int) {
      self.seconds = seconds
      self.bytes = bytes
      self.threads = threads
    }

    /// Of runs that followed one another; nil where there was none.
    package init?(of runs: [RunResult]) {
      guard let first = runs.first else { return nil }
      self.init(
        seconds: runs.reduce(0) { $0 + $1.timing.seconds }, bytes: runs.reduce(0) { $0 + $1.timing.bytes },
        threads: first.timing.threads)
    }
  }

  package enum Verdict: String, Sendable {
    case pass, warn, fail, error

    /// How much it outweighs others: broken data outweighs what could not be decided.
    package var weight: Int {
      switch self {
      case .pass: 0
      case .warn: 1
      case .error: 2
      case .fail: 3
      }
    }

    /// The one that outweighs the others; nil where there are none.
    package static func worst(_ verdicts: [Verdict]) -> Verdict? { verdicts.max { $0.weight < $1.weight } }
  }
}
