internal import CSluiceKernels

/// Finds bytes that are not UTF-8 (RFC 3629: no surrogates, no overlong forms, nothing above U+10FFFF).
enum UTF8Check {
  /// Calls `report` with the index and length of each invalid sequence in `range`, in order.
  static func invalid(_ bytes: Bytes, in range: Range<Int>, report: (Int, Int) -> Void) {
    assert(range.lowerBound >= 0 && range.upperBound <= bytes.count + Bytes.padding)
    // SAFETY: the range lies in the bytes, as asserted.
    if let kernel = unsafe ColumnKernels.best.is_utf8, unsafe kernel(bytes.base + range.lowerBound, range.count) != 0 {
      return
    }
    findInvalid(bytes, in: range, report: report)
  }

  /// The same without the kernel, whose oracle this is.
  static func findInvalid(_ bytes: Bytes, in range: Range<Int>, report: (Int, Int) -> Void) {
    var position = range.lowerBound
    let end = range.upperBound
    while position < end {
      if position &+ 32 <= end && isASCII32(bytes, position) {
        position &+= 32
        continue
      }
      if position &+ 8 <= end && bytes.word(at: position) & highBits == 0 {
        position &+= 8
        continue
      }
      if bytes[position] < 0x80 {
        position += 1
        continue
      }
      let length = sequence(bytes, position, end)
      if length > 0 {
        position += length
      } else {
        report(position, -length)
        position -= length
      }
    }
  }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  private static func isASCII32(_ bytes: Bytes, _ position: Int) -> Bool {
    let low = bytes.word(at: position) | bytes.word(at: position &+ 8)
    let high = bytes.word(at: position &+ 16) | bytes.word(at: position &+ 24)
    return (low | high) & highBits == 0
  }

  /// Length of the valid sequence at `position`, or minus the length of the invalid one (maximal subpart).
  private static func sequence(_ bytes: Bytes, _ position: Int, _ end: Int) -> Int {
    let lead = bytes[position]
    let (count, first): (Int, ClosedRange<UInt8>)
    switch lead {
    case 0xC2...0xDF: (count, first) = (1, 0x80...0xBF)
    case 0xE0: (count, first) = (2, 0xA0...0xBF)
    case 0xED: (count, first) = (2, 0x80...0x9F)
    case 0xE1...0xEF: (count, first) = (2, 0x80...0xBF)
    case 0xF0: (count, first) = (3, 0x90...0xBF)
    case 0xF1...0xF3: (count, first) = (3, 0x80...0xBF)
    case 0xF4: (count, first) = (3, 0x80...0x8F)
    default: return -1
    }
    for offset in 1...count {
      let allowed = offset == 1 ? first : 0x80...0xBF
      guard position + offset < end, allowed.contains(bytes[position + offset]) else { return -offset }
    }
    return count + 1
  }
}
