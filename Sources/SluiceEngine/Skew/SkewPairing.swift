/// How the rows of two logs met.
///
/// Invariant, but under `asOf`: rows = matched + onlyThis + duplicate + leftOut + nullKey + invalidKey + unread, on
/// each side.
package struct SkewPairing: Sendable, Equatable {
  package var train = Side()
  package var serve = Side()
  /// Pairs that were compared.
  package var matched = 0
  /// Of these, the ones whose key stands in one row on either side.
  package var oneToOne = 0
  /// nil where rows were paired by equal keys.
  package var asOf: AsOf?

  package struct Side: Sendable, Equatable {
    /// Data records, broken ones too.
    package var rows = 0
    /// Distinct keys; null ones are none.
    package var keys = 0
    /// Keys that several rows have.
    package var duplicatedKeys = 0
    /// Rows beyond the first of each key.
    package var duplicates = 0
    /// Keys that were left out because several rows have them, here or there (`drop`), or because these disagree
    /// (`allEqual`).
    package var leftOut = 0
    /// Of these, keys whose rows do not agree (`allEqual`).
    package var conflicting = 0
    /// Keys that the other side does not have. Under `asOf`, training rows that no serving row met, and serving rows
    /// that met none.
    package var unmatched = 0
    /// Rows with a part of the key null; never joined.
    package var nullKeys = 0
    /// Rows with a part of the key that does not parse; never joined.
    package var invalidKeys = 0
    /// Records whose fields cannot be told apart.
    package var unread = 0

    package init() {}
  }

  /// What pairing by time adds. A training row may then be in several pairs.
  package struct AsOf: Sendable, Equatable {
    package var column: String
    /// In nanoseconds.
    package var tolerance: Int128?
    /// Serving rows of an entity that the training log does not have.
    package var unknownEntity = 0
    /// Serving rows whose entity has later training rows only.
    package var futureOnly = 0
    /// Serving rows whose latest earlier training row is older than the tolerance.
    package var tooOld = 0
    /// Training rows that share entity and time with another; the last of them counts.
    package var sameTime = 0
    /// How much earlier the training rows of pairs are; nil without pairs.
    package var ages: Ages?
  }

  /// In nanoseconds; type 7 quantiles of all pairs, rounded to microseconds.
  package struct Ages: Sendable, Equatable {
    package var median: Int128
    package var p95: Int128
    package var largest: Int128
  }

  package init() {}
}
