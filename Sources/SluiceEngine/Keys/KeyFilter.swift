internal import Synchronization

/// A set of keys of bounded size that also says yes to some others: finds rows again that deserve a closer look.
///
/// Who uses it must be right for any key that it says yes to, so that a false yes costs time and nothing else.
/// Shape: one bit a key, by the highest bits of the spread key. So a partition has words of its own, and threads that
/// work on different partitions may insert at a time.
@safe final class KeyFilter: @unchecked Sendable {
  private let words: LaneStorage<UInt64>
  private let bits: Lane<UInt64>
  private let shift: UInt64

  /// About four bits for each of `keys`, in at most `limit` bytes.
  init(keys: Int, limit: Int) {
    // 2^14 bits are one word for each partition.
    let wanted = max(14, Int.bitWidth - (4 * keys).leadingZeroBitCount)
    let most = max(14, Int.bitWidth - 1 - (8 * limit).leadingZeroBitCount)
    let size = min(wanted, most)
    words = LaneStorage(repeating: 0, count: 1 << (size - 6))
    bits = words.lane
    shift = UInt64(64 - size)
  }

  func insert(_ key: UInt64) {
    let place = KeyHash.spread(key) >> shift
    bits[Int(place >> 6)] |= 1 << (place & 63)
  }

  @inline(__always)
  func contains(_ key: UInt64) -> Bool {
    let place = KeyHash.spread(key) &>> shift
    return bits[Int(truncatingIfNeeded: place &>> 6)] &>> (place & 63) & 1 == 1
  }
}

/// A filter that most runs never need.
final class LazyKeyFilter: Sendable {
  private let keys: Int
  private let limit: Int
  private let lazy = Lock<KeyFilter?>(nil)

  init(keys: Int, limit: Int) {
    self.keys = keys
    self.limit = limit
  }

  /// nil where nobody asked for it: then no key is in it.
  var made: KeyFilter? { lazy.withLock { $0 } }

  func filter() -> KeyFilter {
    lazy.withLock { filter in
      if let filter { return filter }
      let new = KeyFilter(keys: keys, limit: limit)
      filter = new
      return new
    }
  }
}
