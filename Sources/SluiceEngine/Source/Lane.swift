/// A window on memory that somebody else owns: what kernels index instead of raw pointers.
///
/// Bounds are asserted in debug builds and trusted in release ones, where the check would sit in the innermost
/// loops. Whoever makes a lane owns the memory and outlives it.
@safe struct Lane<Element: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  // SAFETY: `LaneStorage`, `Pages` and `ChunkBuffer`, the only makers, hold `count` initialised elements at `base` for as
  // long as the worker that uses the lane; indices are asserted.
  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count, "lane index \(index) outside 0..<\(count)")
      return unsafe base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < count, "lane index \(index) outside 0..<\(count)")
      unsafe base[index] = newValue
    }
  }

  /// `count` elements from `first` on, in the same memory.
  func part(from first: Int, count: Int) -> Lane {
    assert(first >= 0 && count >= 0 && first + count <= self.count)
    return unsafe Lane(base: base + first, count: count)
  }
}

/// Owns the memory of one lane and grows it; contents do not survive growth.
final class LaneStorage<Element: BitwiseCopyable> {
  private(set) var lane: Lane<Element>
  private let zero: Element

  init(repeating zero: Element, count: Int = 0) {
    self.zero = zero
    unsafe lane = Lane(base: .allocate(capacity: count), count: count)
    unsafe lane.base.initialize(repeating: zero, count: count)
  }

  deinit { unsafe lane.base.deallocate() }

  /// A lane of at least `count` elements.
  func lane(of count: Int) -> Lane<Element> {
    if lane.count < count {
      unsafe lane.base.deallocate()
      let capacity = max(count, lane.count * 2)
      unsafe lane = Lane(base: .allocate(capacity: capacity), count: capacity)
      unsafe lane.base.initialize(repeating: zero, count: capacity)
    }
    return lane
  }
}

extension Lane<UInt8> {
  /// Copies a stretch to the end of an array.
  func append(_ range: Range<Int>, to array: inout [UInt8]) {
    assert(range.lowerBound >= 0 && range.upperBound <= count)
    // SAFETY: the range lies in the lane, as asserted.
    unsafe array.append(contentsOf: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }
}
