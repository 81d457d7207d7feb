/// Finds items of an array that are equal as values of JSON: 1 and 1.0, "a" and "\u0061", objects in any order.
///
/// How it works: as `JSONNames`: hashes of the items of all open arrays on one stack, sorted where an array closes;
/// equal hashes are compared as values. An array of more items than the stack may have is read again where it closes,
/// once for each share of the hashes.
/// Memory: 8 bytes an item, of `most` items.
final class JSONItems {
  /// Items that are kept room for between cells.
  private static let kept = 1 << 16
  /// Items that the stack may have; tests take fewer.
  private let most: Int

  private var entries: [UInt64] = []
  private var arrays: [Open] = []
  private let values = JSONValues()

  /// An array that is being read.
  private struct Open {
    /// Its first byte, and its first entry.
    var start: Int
    var base: Int
    /// Whether its items did not fit, so that none of them is on the stack.
    var isOver = false
    /// Whether two of those that did are equal.
    var hasTwins = false
    var count = 0
  }

  init(most: Int = 1 << 19) { self.most = most }

  /// Begins the array whose bracket is at `start`.
  func open(_ start: Int) { arrays.append(Open(start: start, base: entries.count)) }

  /// Adds the item whose first byte is at `start`.
  func add(_ bytes: Bytes, _ start: Int) {
    let last = arrays.count - 1
    arrays[last].count += 1
    if arrays[last].isOver { return }
    if entries.count >= most {
      arrays[last].hasTwins = !differ(from: arrays[last].base, bytes)
      entries.removeLast(entries.count - arrays[last].base)
      arrays[last].isOver = true
      return
    }
    entries.append(Self.entry(values.hash(bytes, start).hash, start))
  }

  private static func entry(_ hash: UInt64, _ start: Int) -> UInt64 {
    hash & ~0xFFFF_FFFF | UInt64(UInt32(truncatingIfNeeded: start))
  }

  /// Ends the innermost array; false where two of its items are equal.
  ///
  /// Complexity: n log n; values are compared only where 32 bits of their hashes are the same.
  func close(_ bytes: Bytes) -> Bool {
    let array = arrays.removeLast()
    defer {
      entries.removeLast(entries.count - array.base)
      // One huge array must not hold its memory for the rest of the batch.
      if array.base == 0 && entries.capacity > Self.kept { entries = [] }
    }
    if array.hasTwins { return false }
    if !array.isOver { return differ(from: array.base, bytes) }
    let shares = UInt64(array.count / most + 1)
    for share in 0..<shares {
      entries.removeLast(entries.count - array.base)
      var looked = 0
      var cursor = JSONCursor(bytes, at: array.start, limit: bytes.count)
      guard cursor.enter() else { return true }
      repeat {
        let hash = values.hash(&cursor)
        // Other bits than the entry's, so that shares of a share still differ.
        guard (hash.hash & 0xFFFF_FFFF) % shares == share else { continue }
        entries.append(Self.entry(hash.hash, hash.start))
        // A share that is much larger than others has items that are equal.
        if entries.count - array.base - looked > 2 * most {
          if !differ(from: array.base, bytes) { return false }
          looked = entries.count - array.base
        }
      } while cursor.next()
      if !differ(from: array.base, bytes) { return false }
    }
    return true
  }

  private func differ(from base: Int, _ bytes: Bytes) -> Bool {
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
