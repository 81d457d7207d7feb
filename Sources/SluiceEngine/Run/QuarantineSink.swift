package import SluiceContract

/// Where the second pass puts rows: the engine divides them, and knows nothing of files that are written.
///
/// The calls for one part come one at a time and its bytes in order, those for different parts in any order and at once.
package protocol QuarantineSink: AnyObject, Sendable {
  /// Called once, before all other calls, with the paths of the parts; nothing is visible yet.
  func begin(parts: [String]) throws(QuarantineError)
  /// Called for every part, whether or not it has any bytes.
  func beginPart(_ part: Int) throws(QuarantineError)
  func write(_ bytes: [UInt8], to stream: QuarantineStream, part: Int) throws(QuarantineError)
  func endPart(_ part: Int) throws(QuarantineError)
  /// Makes everything visible at once, and tells where.
  func finish() throws(QuarantineError) -> QuarantinePlace
  /// Leaves nothing behind; called in place of `finish`.
  func abandon()
}

/// What is written beside each other; `reasons` is one for all parts, in their order.
package enum QuarantineStream: Sendable {
  case accepted, rejected, reasons
}

/// Where a quarantine stands.
package struct QuarantinePlace: Sendable {
  package var path: String
  package var reasons: String
  /// For each part, its two files.
  package var parts: [(accepted: String, rejected: String)]

  package init(path: String, reasons: String, parts: [(accepted: String, rejected: String)]) {
    self.path = path
    self.reasons = reasons
    self.parts = parts
  }
}

/// Why a quarantine could not be written; the verdict does not depend on it.
package struct QuarantineError: Error, Sendable {
  /// `cannot write`
  package var action: String
  package var path: String
  package var errno: Int32

  package init(action: String, path: String, errno: Int32) {
    self.action = action
    self.path = path
    self.errno = errno
  }
}

/// What a caller wants of the rows that break the contract.
package struct QuarantineOptions: Sendable {
  package var sink: any QuarantineSink
  /// Of all rows, how many percent may be rejected for their failures to be warnings; nil where none may.
  package var acceptedPercent: ExactDecimal?
  /// Whether the first row of each duplicated key is accepted.
  package var keepsFirst: Bool

  package init(sink: any QuarantineSink, acceptedPercent: ExactDecimal? = nil, keepsFirst: Bool = false) {
    self.sink = sink
    self.acceptedPercent = acceptedPercent
    self.keepsFirst = keepsFirst
  }
}

/// What became of the rows of a run with a quarantine.
package struct QuarantineSummary: Sendable {
  /// nil where no row is rejected, so that nothing was written, or where writing failed.
  package var path: String?
  package var reasons: String?
  /// Rows; together all that were read.
  package var accepted: Int
  package var rejected: Int
  package var parts: [Part]
  /// Percentage of rows that may be rejected, as it was given.
  package var acceptedPercent: String?
  /// Whether no more than that were.
  package var isWithinPercent: Bool
  package var failure: QuarantineError?

  package struct Part: Sendable {
    package var path: String
    package var accepted: Int
    package var rejected: Int
    /// The file with the accepted rows: the part itself where nothing was written because nothing is rejected; nil
    /// where writing failed.
    package var acceptedPath: String?
    package var rejectedPath: String?
  }
}
