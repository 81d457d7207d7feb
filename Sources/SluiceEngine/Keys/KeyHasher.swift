/// Hashes of keys of several parts, or of text, for the rows of one batch.
///
/// How it works: parts come column by column, so their hashes, seeded by position, are summed.
/// What to beware: a row has no key where a part does not parse, or where all parts are null.
final class KeyHasher {
  private let parts: Int
  private let hashStorage = LaneStorage<UInt64>(repeating: 0)
  private let nullStorage = LaneStorage<UInt16>(repeating: 0)
  private let unusableStorage = LaneStorage<UInt8>(repeating: 0)
  private var added = 0

  init(parts: Int) { self.parts = parts }

  /// Adds the part at `position`; true when it was the last, and the keys of the batch are complete.
  func add(_ column: ColumnBatch, kind: ColumnKind, position: Int) -> Bool {
    let hashes = hashStorage.lane(of: column.rows)
    let nulls = nullStorage.lane(of: column.rows)
    let unusable = unusableStorage.lane(of: column.rows)
    let isFirst = added == 0
    for row in 0..<column.rows {
      if isFirst { (hashes[row], nulls[row], unusable[row]) = (0, 0, 0) }
      hashes[row] &+= KeyValue.hash(column, kind, row, position: position)
      switch column.status[row] {
      case CellStatus.null: nulls[row] &+= 1
      case CellStatus.invalid: unusable[row] = 1
      default: break
      }
    }
    added += 1
    guard added == parts else { return false }
    added = 0
    return true
  }

  @inline(__always)
  func hash(_ row: Int) -> UInt64 { hashStorage.lane[row] }

  @inline(__always)
  func hasKey(_ row: Int) -> Bool { unusableStorage.lane[row] == 0 && Int(nullStorage.lane[row]) < parts }
}
