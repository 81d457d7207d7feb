/// A structural fault of the batch, or a warning about its structure.
package struct StructuralFinding: Sendable {
  package enum Severity: String, Sendable {
    case error
    case warning
  }

  /// `fieldCount`, `unterminatedQuote`, `textAfterQuote`, `bareQuote`, `loneCarriageReturn`, `mixedLineEndings`, …
  package var kind: String
  package var severity: Severity
  package var file: String
  /// Place of the first: data record and line from 1 (record 0 is the header), byte from 0.
  package var row: Int
  package var line: Int
  package var byteOffset: Int
  /// What was found and what was expected, of the first.
  package var message: String
  /// How many there are in this file.
  package var count: Int
  /// The first few.
  package var samples: [Place]

  package struct Place: Sendable {
    package var row: Int
    package var line: Int
    package var byteOffset: Int
    package var message: String
  }
}
