/// One row that breaks a rule: where it is and what it says.
package struct Sample: Sendable {
  package var file: String
  /// Data records of this file, from 1; the header is not one.
  package var row: Int
  /// Physical line of the record's start, from 1.
  package var line: Int
  /// Byte of the record's start in the file, from 0.
  package var byteOffset: Int
  package var column: String?
  /// The cell's bytes as they came, without quotes; nil for a null cell and where the value must not be shown.
  package var value: [UInt8]?
  /// Of the whole cell, where `value` is only its beginning.
  package var valueBytes: Int?
  /// True where a classification forbids showing the value.
  package var isMasked: Bool
  /// The parts of a composite key, by column, or the cells that a rule of rows reads; empty otherwise.
  package var key: [KeyPart]
  /// Whether `key` is one.
  package var isKey = true

  package struct KeyPart: Sendable {
    package var column: String
    package var value: [UInt8]?
    /// Of the whole cell, where `value` is only its beginning.
    package var valueBytes: Int?
    package var isMasked: Bool
  }
}
