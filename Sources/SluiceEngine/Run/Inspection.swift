/// What `sluice inspect` finds out about a batch without a contract.
package struct Inspection: Sendable {
  package var dialect: DetectedDialect
  package var files: [RunResult.FileSummary]
  package var rows: Int
  /// Columns in file order; `type` is the narrowest that every cell fits.
  package var columns: [ColumnSummary]
  package var structure: [StructuralFinding]
  package var timing: RunResult.Timing

  package struct DetectedDialect: Sendable {
    /// `,`, `;`, tab or `|`
    package var delimiter: Character
    package var hasHeader: Bool
    /// `LF` or `CRLF`
    package var lineEnding: String
    /// Which exporter writes like this (`pyarrow`, `pandas`, …), with what gave it away; nil where nothing did.
    package var exporter: String?
    package var evidence: [String]
    /// What a contract's `sluiceCsv`, or flags, must state for the batch to be read so; empty where the default does it.
    package var statements: [Dialect.Statement] = []
    /// What the text looks like, where it is not UTF-8 and nobody said what it is; it was read as UTF-8 all the same.
    package var encoding: EncodingGuess?
  }
}
