package import SluiceContract

/// Everything that one comparison found out; what reports print.
///
/// All of it is the same for any number of threads, any split into chunks and any budget of memory, but for `timing`.
package struct SkewResult: Sendable {
  package var train: Side
  package var serve: Side
  /// Names of the key columns, in order.
  package var keys: [String]
  package var policy: SkewDuplicates
  package var pairing: SkewPairing
  /// In the order of the training log's columns; the prediction, where there is one, is the last.
  package var features: [SkewFeature]
  /// nil where no prediction column was named.
  package var predictions: SkewPredictions?
  /// What is wrong with the logs as a whole, or with how they fit; in the order of importance.
  package var findings: [SkewFinding]
  /// `pass`, `warn` or `fail`.
  package var verdict: CheckResult.Status
  /// nil where no diff was asked for.
  package var diff: Diff?
  package var timing: Timing

  /// One of the two logs, as it was read.
  package struct Side: Sendable {
    package var files: [File]
    /// Data records of all files, broken and blank ones too.
    package var rows: Int
    /// One entry per kind and file, in file order.
    package var structure: [StructuralFinding]
    /// How it was read: what differs from the standard dialect.
    package var dialect: [Dialect.Statement]
  }

  package struct File: Sendable {
    package var path: String
    package var bytes: Int
    package var rows: Int
    package var commentLines: Int
  }

  package struct Diff: Sendable {
    /// Lines under the header: one for each mismatch of each feature.
    package var lines: Int
    package var failure: SkewDiffError?
  }

  package struct Timing: Sendable {
    package var seconds: Double
    /// Of both logs.
    package var bytes: Int
    package var threads: Int
  }
}

/// Something that is wrong with the logs themselves and not with one feature.
package struct SkewFinding: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Several rows of one key, under the policies `error` and `allEqual`.
    case duplicateKeys
    /// A key column that one log lacks: nothing can be paired.
    case keyMissing
    /// A column that one log lacks and the other has.
    case featureMissing
    /// A column that was named for a role and that a log lacks.
    case roleMissing
    /// A log without a single row, or two logs without a single pair.
    case nothingPaired
    /// Rows whose key the other log does not have.
    case unmatchedRows
    /// Rows with a key that is null.
    case nullKeys
    /// Rows with a key that does not parse as its type.
    case invalidKeys
    /// Serving rows whose only training rows are later than they are: a look into the future.
    case futureOnly
    /// Nothing is left to be compared.
    case noFeatures
  }

  package var kind: Kind
  /// `warn` or `fail`.
  package var status: CheckResult.Status
  package var column: String?
  /// nil for both.
  package var side: SkewSide?
  package var count: Int?
  /// What was found and what to do about it.
  package var message: String
}

package enum SkewSide: String, Sendable {
  case train, serve
}
