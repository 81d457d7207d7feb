/// Bytes of a chunk as parsers see them: any position may be read as a word of eight.
///
/// Invariant: the memory reaches at least `Bytes.padding` bytes beyond `count`, so that a word load at the last
/// field of a chunk stays inside. What lies beyond a field is garbage that parsers shift away.
@safe struct Bytes {
  static let padding = 64

  let base: UnsafeMutablePointer<UInt8>
  let count: Int

  /// No bytes at all; nothing may be read.
  // SAFETY: never freed, and `padding` bytes long as the invariant asks.
  nonisolated(unsafe) static let none: Bytes = {
    let base = UnsafeMutablePointer<UInt8>.allocate(capacity: padding)
    unsafe base.initialize(repeating: 0, count: padding)
    return unsafe Bytes(base: base, count: 0)
  }()

  // SAFETY: `ChunkBuffer` owns the memory, with `padding` readable bytes behind `count`; indices are asserted.
  @inline(__always)
  subscript(index: Int) -> UInt8 {
    get {
      assert(index >= 0 && index < count + Bytes.padding)
      return unsafe base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < count + Bytes.padding)
      unsafe base[index] = newValue
    }
  }

  /// Eight bytes from `index` on, the first in the lowest bits.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    assert(index >= 0 && index + 8 <= count + Bytes.padding)
    return unsafe UInt64(
      littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
  }

  /// A copy of `length` bytes from `start` on.
  func copy(_ start: Int, _ length: Int) -> [UInt8] {
    assert(start >= 0 && length >= 0 && start + length <= count + Bytes.padding)
    return unsafe Array(UnsafeBufferPointer(start: base + start, count: length))
  }

  /// Adds `length` bytes from `start` on to others.
  func append(_ start: Int, _ length: Int, to bytes: inout [UInt8]) {
    assert(start >= 0 && length >= 0 && start + length <= count + Bytes.padding)
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: base + start, count: length))
  }

  /// Whether the `length` bytes from `start` on are exactly `other`.
  func equals(_ other: [UInt8], _ start: Int, _ length: Int) -> Bool {
    guard length == other.count else { return false }
    for index in 0..<length where self[start + index] != other[index] { return false }
    return true
  }
}
