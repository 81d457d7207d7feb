internal import SluiceContract

/// Keys of a batch that must exist elsewhere.
struct ReferenceSpec: Sendable {
  /// Columns of the pass, and the rows that are asked.
  var key: KeySpec
  var target: ReferenceTarget
  /// Texts that stand for nothing, of a key of one column.
  var ignored: [[UInt8]]
}
