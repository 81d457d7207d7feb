/// What a cell is as a part of a key.
enum KeyValue {
  /// The value of a valid cell of a kind other than text; equal values have equal words.
  @inline(__always)
  static func word(_ column: ColumnBatch, _ kind: ColumnKind, _ row: Int) -> UInt64 {
    if kind != .number { return UInt64(bitPattern: column.integers[row]) }
    let value = column.doubles[row]
    if value == 0 { return 0 }
    return value.isNaN ? Double.nan.bitPattern : value.bitPattern
  }

  /// Hash of any cell that parses, null included.
  @inline(__always)
  static func hash(_ column: ColumnBatch, _ kind: ColumnKind, _ row: Int, position: Int) -> UInt64 {
    let seed = UInt64(truncatingIfNeeded: position &+ 1) &* 0x9E37_79B9_7F4A_7C15
    if column.status[row] == CellStatus.valid {
      if kind == .text {
        return KeyHash.text(column.bytes, Int(column.starts[row]), Int(column.lengths[row]), seed: seed)
      }
      return KeyHash.word(word(column, kind, row), seed: seed)
    }
    return rare(column, row, seed)
  }

  @inline(never)
  private static func rare(_ column: ColumnBatch, _ row: Int, _ seed: UInt64) -> UInt64 {
    guard column.status[row] == CellStatus.wide else { return KeyHash.word(0x6E75_6C6C, seed: ~seed) }
    if let value = column.wide.first(where: { $0.row == row })?.value {
      let low = KeyHash.word(UInt64(truncatingIfNeeded: value), seed: seed)
      return KeyHash.word(UInt64(truncatingIfNeeded: value >> 64), seed: low)
    }
    return KeyHash.text(column.bytes, Int(column.starts[row]), Int(column.lengths[row]), seed: seed)
  }

  /// The cell as bytes that are equal exactly for equal values; parts can be joined without a separator.
  static func canonical(_ column: ColumnBatch, _ kind: ColumnKind, _ row: Int) -> [UInt8] {
    switch column.status[row] {
    case CellStatus.null: return [0]
    case CellStatus.valid where kind != .text: return [1] + littleEndian(word(column, kind, row))
    case CellStatus.wide:
      if let value = column.wide.first(where: { $0.row == row })?.value {
        return [2] + littleEndian(UInt64(truncatingIfNeeded: value))
          + littleEndian(UInt64(truncatingIfNeeded: value >> 64))
      }
    default: break
    }
    let text = column.text(row)
    return [3] + littleEndian(UInt64(text.count)) + text
  }

  private static func littleEndian(_ word: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) }
  }
}
