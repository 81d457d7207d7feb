internal import SluiceContract

/// What is to be computed of one column: its kind, and the tests its cells must pass.
struct ColumnSpec: Sendable {
  /// Name in the header, as bytes.
  var name: [UInt8]
  var kind: ColumnKind
  var tests: [CellTest]
  /// How times are written; nil for ISO 8601 in UTC.
  var reading: TimeReading?
}
