/// Bytes that grow: for writers of many short pieces, who ask for room once a line instead of once a byte.
///
/// A structure, since every access to a variable of a class is checked while it runs, and a line takes dozens.
/// What to beware: `append` trusts that `reserve` was asked for as much.
@safe struct ByteBuffer: ~Copyable {
  private(set) var count = 0
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int

  init(capacity: Int = 1 << 16) {
    self.capacity = capacity
    unsafe memory = .allocate(capacity: capacity + Bytes.padding)
    unsafe memory.initialize(repeating: 0, count: capacity + Bytes.padding)
  }

  deinit { unsafe memory.deallocate() }

  /// A copy of them all.
  var bytes: [UInt8] {
    var array: [UInt8] = []
    copy(to: &array)
    return array
  }

  /// Replaces what an array holds, in its memory where there is enough.
  func copy(to array: inout [UInt8]) {
    array.removeAll(keepingCapacity: true)
    unsafe array.append(contentsOf: UnsafeBufferPointer(start: memory, count: count))
  }

  /// They themselves, for as long as nothing is appended.
  var view: Bytes { unsafe Bytes(base: memory, count: count) }

  mutating func removeAll() { count = 0 }

  /// Makes room for `more` bytes.
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if count &+ more > capacity { grow(count + more) }
  }

  private mutating func grow(_ needed: Int) {
    let size = max(needed, 2 * capacity)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size + Bytes.padding)
    // SAFETY: `count` bytes are initialised, and the larger memory has room for them.
    unsafe larger.initialize(repeating: 0, count: size + Bytes.padding)
    unsafe larger.update(from: memory, count: count)
    unsafe memory.deallocate()
    unsafe memory = larger
    capacity = size
  }

  // SAFETY: `reserve` has made room, as asserted.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    assert(count < capacity)
    unsafe memory[count] = byte
    count &+= 1
  }

  /// `length` bytes from `start` on.
  @inline(__always)
  mutating func append(_ bytes: Bytes, _ start: Int, _ length: Int) {
    assert(count + length <= capacity && start + length <= bytes.count + Bytes.padding)
    unsafe (memory + count).update(from: bytes.base + start, count: length)
    count &+= length
  }

  /// Bytes that were appended before, once more.
  @inline(__always)
  mutating func repeatBytes(_ range: Range<Int>) {
    assert(count + range.count <= capacity && range.upperBound <= count)
    unsafe (memory + count).update(from: memory + range.lowerBound, count: range.count)
    count &+= range.count
  }

  mutating func append(_ bytes: [UInt8]) {
    assert(count + bytes.count <= capacity)
    unsafe (memory + count).update(from: bytes, count: bytes.count)
    count &+= bytes.count
  }

  static let decimalDigits = 20

  /// The digits of a number that is not negative, eight at a time.
  mutating func append(decimal number: Int) {
    assert(number >= 0 && count + Self.decimalDigits <= capacity)
    let eight: UInt64 = 100_000_000
    let number = UInt64(truncatingIfNeeded: number)
    if number < eight {
      appendDigits(number, isFirst: true)
    } else if number < eight * eight {
      appendDigits(number / eight, isFirst: true)
      appendDigits(number % eight, isFirst: false)
    } else {
      appendDigits(number / eight / eight, isFirst: true)
      appendDigits(number / eight % eight, isFirst: false)
      appendDigits(number % eight, isFirst: false)
    }
  }

  /// Digits of a number below 10^8: all eight, or without the zeros in front of them where it is the `isFirst` part.
  ///
  /// The number is parted into two of four digits, these into four of two, these into eight, all parts of a kind in one
  /// word: quotients by 100 and 10 are multiplications, exact for so few digits.
  @inline(__always)
  private mutating func appendDigits(_ number: UInt64, isFirst: Bool) {
    let fours = number / 10_000 | (number % 10_000) &<< 32
    let hundreds = (fours &* 10_486) &>> 20 & 0x0000_007F_0000_007F
    let twos = hundreds | (fours &- hundreds &* 100) &<< 16
    let tens = (twos &* 103) &>> 10 & 0x000F_000F_000F_000F
    let digits = tens | (twos &- tens &* 10) &<< 8
    // The last digit stands, even where it is 0.
    let skipped = isFirst ? min(7, digits.trailingZeroBitCount &>> 3) : 0
    let text = (digits | 0x3030_3030_3030_3030) &>> UInt64(truncatingIfNeeded: 8 &* skipped)
    // SAFETY: the memory has room for a word more than `capacity`.
    unsafe UnsafeMutableRawPointer(memory + count).storeBytes(of: text.littleEndian, as: UInt64.self)
    count &+= 8 &- skipped
  }
}
