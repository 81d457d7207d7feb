/// Finds items of an array that are equal as values of JSON: 1 and 1.0, "a" and "\u0061", objects in any order.
///
/// How it works: as `JSONNames`: hashes of the items of all open arrays on one stack, sorted where an array closes;
/// equal hashes are compared as values.
final class JSONItems {
  /// Items that are kept room for between cells.
  private static let kept = 1 << 16

  private var entries: [UInt64] = []
  private var bases: [Int] = []
  private let values = JSONValues()

  func open() { bases.append(entries.count) }

  /// Adds the item whose first byte is at `start`.
  func add(_ bytes: Bytes, _ start: Int) {
    let hash = values.hash(bytes, start).hash
    entries.append(hash & ~0xFFFF_FFFF | UInt64(UInt32(truncatingIfNeeded: start)))
  }

  /// Ends the innermost array; false where two of its items are equal.
  ///
  /// Complexity: n log n; values are compared only where 32 bits of their hashes are the same.
  func close(_ bytes: Bytes) -> Bool {
    let base = bases.removeLast()
    defer {
      entries.removeLast(entries.count - base)
      // One huge array must not hold its memory for the rest of the batch.
      if base == 0 && entries.capacity > Self.kept { entries = [] }
    }
    if entries.count - base < 2 { return true }
    entries[base...].sort { left, right in
      left >> 32 == right >> 32 ? order(left, right, bytes) < 0 : left < right
    }
    for index in base + 1..<entries.count where entries[index - 1] >> 32 == entries[index] >> 32 {
      if order(entries[index - 1], entries[index], bytes) == 0 { return false }
    }
    return true
  }

  private func order(_ left: UInt64, _ right: UInt64, _ bytes: Bytes) -> Int {
    values.order(bytes, Int(left & 0xFFFF_FFFF), Int(right & 0xFFFF_FFFF))
  }
}
