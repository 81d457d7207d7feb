/// What packed rows hold: a slot for each column that is compared, the parts of the key first.
///
/// Both sides of a pairing have the same slots, wherever their files have the columns.
struct RowLayout: Sendable {
  /// By slot. Cells of containers are compared as the text that they are.
  let kinds: [ColumnKind]
  /// Slots 0 ..< keys make the key.
  let keys: Int
  /// Slots that hold text.
  let textSlots: [Int]

  init(kinds: [ColumnKind], keys: Int) {
    self.kinds = kinds.map { $0.isContainer ? .text : $0 }
    self.keys = keys
    textSlots = self.kinds.indices.filter { [kinds = self.kinds] in kinds[$0] == .text }
  }

  static let slotsPerStatusWord = 32

  var statusWords: Int { (kinds.count + Self.slotsPerStatusWord - 1) / Self.slotsPerStatusWord }
  /// Index of a slot's word in its row.
  @inline(__always)
  func index(of slot: Int) -> Int { KeyRecord.headWords &+ statusWords &+ slot }
  /// Words of a row without the texts behind it.
  var fixedWords: Int { KeyRecord.headWords + statusWords + kinds.count }
}
