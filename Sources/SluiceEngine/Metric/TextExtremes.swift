internal import Glibc

/// The first and the last of a column's texts by code point, which is the order of their UTF-8.
@safe struct TextExtremes: MetricState, Sendable {
  private(set) var low: [UInt8]?
  private(set) var high: [UInt8]?

  mutating func add(_ column: ColumnBatch) {
    let (bytes, starts, lengths, status) = (column.bytes, column.starts, column.lengths, column.status)
    for row in 0..<column.rows where status[row] == CellStatus.valid {
      let (start, length) = (Int(starts[row]), Int(lengths[row]))
      if low.map({ Self.order(bytes, start, length, $0) < 0 }) ?? true { low = bytes.copy(start, length) }
      if high.map({ Self.order(bytes, start, length, $0) > 0 }) ?? true { high = bytes.copy(start, length) }
    }
  }

  // SAFETY: `length` bytes are there from `start` on, and `memcmp` reads no more of either side.
  @inline(__always)
  private static func order(_ bytes: Bytes, _ start: Int, _ length: Int, _ other: [UInt8]) -> Int {
    let order = unsafe other.withUnsafeBufferPointer { other -> Int32 in
      guard let base = other.baseAddress else { return 0 }
      return unsafe memcmp(bytes.base + start, base, min(length, other.count))
    }
    return order == 0 ? length - other.count : Int(order)
  }

  mutating func merge(_ other: TextExtremes) {
    if let theirs = other.low { low = low.map { $0.lexicographicallyPrecedes(theirs) ? $0 : theirs } ?? theirs }
    if let theirs = other.high { high = high.map { $0.lexicographicallyPrecedes(theirs) ? theirs : $0 } ?? theirs }
  }
}
