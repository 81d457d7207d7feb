internal import SluiceContract

/// What is to be computed of one column: its kind, and the tests its cells must pass.
struct ColumnSpec: Sendable {
  /// Name in the header, as bytes.
  var name: [UInt8]
  var kind: ColumnKind
  var tests: [CellTest]
  /// What is asked of the insides of its cells, where they are JSON.
  var nested: NestedSpec?
  /// How times are written; nil for ISO 8601 in UTC.
  var reading: TimeReading?
}
