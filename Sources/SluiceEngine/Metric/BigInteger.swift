/// An integer of any size: what sums of powers are put together in, once per batch.
///
/// Shape: sign and magnitude, limbs of 32 bits from the lowest up, the highest not 0.
/// What to beware: multiplication is that of school; some hundred limbs are what it is for.
struct BigInteger: Sendable, Equatable {
  private(set) var isNegative: Bool
  private(set) var limbs: [UInt32]

  static let zero = BigInteger(isNegative: false, limbs: [])

  init(isNegative: Bool, limbs: [UInt32]) {
    self.limbs = limbs
    while self.limbs.last == 0 { self.limbs.removeLast() }
    self.isNegative = isNegative && !self.limbs.isEmpty
  }

  init(_ value: Int128) {
    var rest = value.magnitude
    var limbs: [UInt32] = []
    while rest > 0 {
      limbs.append(UInt32(truncatingIfNeeded: rest))
      rest >>= 32
    }
    self.init(isNegative: value < 0, limbs: limbs)
  }

  var isZero: Bool { limbs.isEmpty }

  static prefix func - (value: Self) -> Self { BigInteger(isNegative: !value.isNegative, limbs: value.limbs) }

  static func + (left: Self, right: Self) -> Self {
    if left.isNegative == right.isNegative {
      return BigInteger(isNegative: left.isNegative, limbs: sum(left.limbs, right.limbs))
    }
    if isSmaller(left.limbs, right.limbs) {
      return BigInteger(isNegative: right.isNegative, limbs: difference(right.limbs, left.limbs))
    }
    return BigInteger(isNegative: left.isNegative, limbs: difference(left.limbs, right.limbs))
  }

  static func - (left: Self, right: Self) -> Self { left + -right }

  static func * (left: Self, right: Self) -> Self {
    var product = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count)
    for (index, limb) in left.limbs.enumerated() {
      var carry: UInt64 = 0
      for (offset, other) in right.limbs.enumerated() {
        let term = UInt64(limb) * UInt64(other) + UInt64(product[index + offset]) + carry
        product[index + offset] = UInt32(truncatingIfNeeded: term)
        carry = term >> 32
      }
      product[index + right.limbs.count] = UInt32(carry)
    }
    return BigInteger(isNegative: left.isNegative != right.isNegative, limbs: product)
  }

  static func * (left: Self, right: Int) -> Self { left * BigInteger(Int128(right)) }

  /// Times 2^bits.
  func shifted(by bits: Int) -> BigInteger {
    let (whole, part) = (bits / 32, UInt32(bits % 32))
    var moved = [UInt32](repeating: 0, count: whole)
    var carry: UInt32 = 0
    for limb in limbs {
      moved.append(limb << part | carry)
      carry = part == 0 ? 0 : limb >> (32 - part)
    }
    return BigInteger(isNegative: isNegative, limbs: moved + [carry])
  }

  /// 10^exponent
  static func powerOfTen(_ exponent: Int) -> BigInteger {
    (0..<exponent).reduce(BigInteger(1)) { power, _ in power * 10 }
  }

  /// The nearest number of 53 bits.
  var scaled: ScaledDouble {
    guard let top = limbs.last else { return ScaledDouble(significand: 0, exponent: 0) }
    // The highest 96 bits at least, the rest only as whether there is any.
    var head = UInt128(0)
    let first = max(0, limbs.count - 4)
    for index in (first..<limbs.count).reversed() { head = head << 32 | UInt128(limbs[index]) }
    if limbs[..<first].contains(where: { $0 != 0 }) { head |= 1 }
    let bits = 32 * (limbs.count - first) - top.leadingZeroBitCount
    let significand = Double(sign: .plus, exponent: -bits, significand: Double(head))
    return ScaledDouble(significand: isNegative ? -significand : significand, exponent: bits + 32 * first)
  }

  // MARK: Magnitudes

  private static func isSmaller(_ left: [UInt32], _ right: [UInt32]) -> Bool {
    if left.count != right.count { return left.count < right.count }
    return left.reversed().lexicographicallyPrecedes(right.reversed())
  }

  private static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var sum: [UInt32] = []
    var carry: UInt64 = 0
    for index in 0..<max(left.count, right.count) {
      carry += (index < left.count ? UInt64(left[index]) : 0) + (index < right.count ? UInt64(right[index]) : 0)
      sum.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    return sum + [UInt32(carry)]
  }

  /// `left` is not smaller.
  private static func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var difference = left
    var borrow: Int64 = 0
    for index in left.indices {
      let digit = Int64(left[index]) - (index < right.count ? Int64(right[index]) : 0) + borrow
      difference[index] = UInt32(truncatingIfNeeded: digit)
      borrow = digit < 0 ? -1 : 0
    }
    return difference
  }
}

/// A double whose exponent has no bounds: significand × 2^exponent.
///
/// Each operation rounds once, to 53 bits.
struct ScaledDouble: Sendable, Equatable {
  private(set) var significand: Double
  private(set) var exponent: Int

  init(significand: Double, exponent: Int) {
    guard significand != 0 else {
      (self.significand, self.exponent) = (0, 0)
      return
    }
    let power = Int(significand.exponent)
    self.significand = Double(sign: .plus, exponent: -power, significand: significand)
    self.exponent = exponent + power
  }

  static func * (left: Self, right: Self) -> Self {
    ScaledDouble(significand: left.significand * right.significand, exponent: left.exponent + right.exponent)
  }

  static func / (left: Self, right: Self) -> Self {
    ScaledDouble(significand: left.significand / right.significand, exponent: left.exponent - right.exponent)
  }

  /// Of a value that is not negative.
  var squareRoot: ScaledDouble {
    let isOdd = exponent % 2 != 0
    return ScaledDouble(
      significand: (isOdd ? significand * 2 : significand).squareRoot(), exponent: (isOdd ? exponent - 1 : exponent) / 2
    )
  }

  /// Infinite, or 0, where a double's exponent is too narrow.
  var value: Double {
    Double(sign: .plus, exponent: max(-5000, min(5000, exponent)), significand: significand)
  }
}
