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
  }

  package enum Verdict: String, Sendable {
    case pass, warn, fail, error
  }
}
