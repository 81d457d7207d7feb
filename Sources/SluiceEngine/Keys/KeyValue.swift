internal import SluiceContract

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

  /// A word that only equal values of the column have; nil for a value that needs more than 64 bits.
  ///
  /// Timestamps count nanoseconds here, so that fine and coarse ones (1678 to 2262) share one scale.
  @inline(__always)
  static func exact(_ column: ColumnBatch, _ kind: ColumnKind, _ row: Int) -> UInt64? {
    guard kind == .timestamp else { return word(column, kind, row) }
    let (nanoseconds, overflow) = column.integers[row].multipliedReportingOverflow(by: 1000)
    return overflow ? nil : UInt64(bitPattern: nanoseconds)
  }

  /// The same for a value of an integer lane, known to fit.
  static func exact(_ value: Int64, _ kind: ColumnKind) -> UInt64 {
    UInt64(bitPattern: kind == .timestamp ? value &* 1000 : value)
  }

  /// The same for a wide cell: only a fine timestamp ever has one.
  static func exact(_ cell: ColumnBatch.WideCell, _ kind: ColumnKind) -> UInt64? {
    guard kind == .timestamp, let value = cell.value else { return nil }
    return Int64(exactly: value).map { UInt64(bitPattern: $0) }
  }

  /// Whether a cell that parses and is not null has no such word.
  static func isWide(_ column: ColumnBatch, _ kind: ColumnKind, _ row: Int) -> Bool {
    switch column.status[row] {
    case CellStatus.valid: exact(column, kind, row) == nil
    case CellStatus.wide: exact(ColumnBatch.WideCell(row: row, value: wideValue(column, row)), kind) == nil
    default: false
    }
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
    if let value = wideValue(column, row) {
      let low = KeyHash.word(UInt64(truncatingIfNeeded: value), seed: seed)
      return KeyHash.word(UInt64(truncatingIfNeeded: value >> 64), seed: low)
    }
    return hugeText(column, row).reduce(seed) { KeyHash.word(UInt64($1), seed: $0) }
  }

  /// The value of a wide cell; nil where even Int128 is too narrow. Wide cells stand in the order of their rows.
  private static func wideValue(_ column: ColumnBatch, _ row: Int) -> Int128? {
    let cells = column.wide
    var (low, high) = (0, cells.count)
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].row < row { low = middle + 1 } else { high = middle }
    }
    return low < cells.count && cells[low].row == row ? cells[low].value : nil
  }

  /// One spelling of a number beyond 128 bits, whether it was written `1e40`, `1.50` or `1.5`.
  private static func hugeText(_ column: ColumnBatch, _ row: Int) -> [UInt8] {
    let text = column.text(row)
    return ExactDecimal(bytes: text).map { Array($0.description.utf8) } ?? text
  }

  /// What a value that fits 128 bits begins with, when it is written as bytes.
  static let wideMark: UInt8 = 2

  /// Adds the cell as bytes that are equal exactly for equal values; parts can be joined without a separator.
  static func write(_ column: ColumnBatch, _ kind: ColumnKind, _ row: Int, to bytes: inout [UInt8]) {
    switch column.status[row] {
    case CellStatus.null: bytes.append(0)
    case CellStatus.valid where kind != .text:
      bytes.append(1)
      write(word(column, kind, row), to: &bytes)
    case CellStatus.wide:
      if let value = wideValue(column, row) {
        bytes.append(wideMark)
        write(UInt64(truncatingIfNeeded: value), to: &bytes)
        write(UInt64(truncatingIfNeeded: value >> 64), to: &bytes)
      } else {
        let text = hugeText(column, row)
        bytes.append(3)
        write(UInt64(text.count), to: &bytes)
        bytes += text
      }
    default:
      bytes.append(3)
      write(UInt64(column.lengths[row]), to: &bytes)
      column.bytes.append(Int(column.starts[row]), Int(column.lengths[row]), to: &bytes)
    }
  }

  private static func write(_ word: UInt64, to bytes: inout [UInt8]) {
    unsafe withUnsafeBytes(of: word.littleEndian) { unsafe bytes.append(contentsOf: $0) }
  }
}

extension KeyValue {
  /// The value that `write` wrote for a cell beyond 64 bits, as text.
  static func wideText(_ bytes: [UInt8], _ format: (Int128) -> String) -> String {
    guard let mark = bytes.first else { return "" }
    func word(at offset: Int) -> UInt64 {
      bytes.dropFirst(offset).prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    switch mark {
    // A coarse timestamp that nanoseconds in 64 bits do not reach.
    case 1: return format(Int128(Int64(bitPattern: word(at: 1))) * 1000)
    case wideMark: return format(Int128(Int64(bitPattern: word(at: 9))) << 64 | Int128(word(at: 1)))
    default: return String(decoding: bytes.dropFirst(9), as: UTF8.self)
    }
  }
}
