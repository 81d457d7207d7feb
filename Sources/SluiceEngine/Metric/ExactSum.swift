internal import CSluiceKernels

/// The exact sum of doubles, rounded once at the end.
///
/// How it works: a fixed-point number wide enough for every double, kept as signed 64-bit limbs that each stand for
/// 32 bits. Adding a double adds its shifted significand to two limbs; carries are propagated now and then.
/// Many values at once are first added up as doubles, in two parts that take no error (`add(_:limit:)`); what is left of
/// values much smaller than the largest goes to the limbs one by one.
/// Shape: 67 limbs of 8 bytes. Law: exact, so the order of additions and merges does not matter.
/// What to beware: a limb takes 2^10 additions of up to 2^52 before it must be normalised.
/// Sources: Neal, "Fast exact summation using small and large superaccumulators", 2015; the parts: Rump, Ogita and
/// Oishi, "Accurate floating-point summation", 2008, section 3.
struct ExactSum: MetricState, Sendable {
  private var limbs = InlineArray<67, Int64>(repeating: 0)
  private var pending = 0

  private static let additionsPerNormalisation = 1 << 10

  /// Adds a finite value.
  @inline(__always)
  mutating func add(_ value: Double) {
    let bits = value.bitPattern
    let exponent = Int(truncatingIfNeeded: (bits &>> 52) & 0x7FF)
    // Subnormals have no hidden bit and the exponent of 1.
    let isNormal = exponent != 0
    let significand = (bits & 0x000F_FFFF_FFFF_FFFF) | (isNormal ? 1 << 52 : 0)
    let position = isNormal ? exponent : 1
    let (limb, shift) = (position &>> 5, UInt64(truncatingIfNeeded: position & 31))
    let low = Int64(bitPattern: (significand &<< shift) & 0xFFFF_FFFF)
    let high = Int64(bitPattern: significand &>> (32 &- shift))
    if value.sign == .minus {
      limbs[limb] &-= low
      limbs[limb &+ 1] &-= high
    } else {
      limbs[limb] &+= low
      limbs[limb &+ 1] &+= high
    }
    pending &+= 1
    if pending == Self.additionsPerNormalisation { normalise() }
  }

  /// Most values that `add(_:limit:)` takes at once.
  static let blockRows = 1 << 12

  /// Adds finite values, none above `limit` in magnitude; at most `blockRows` of them.
  ///
  /// With limit < 2^E, adding 1.5 × 2^(E+12) to a value and taking it off again leaves the multiple of 2^(E-40) that is
  /// nearest to it. Sums of 2^12 such multiples stay below 2^(E+13), so no bit of them is ever lost; nor of the
  /// remainders, which are doubles, and are treated the same way 40 bits further down.
  mutating func add(_ values: Lane<Double>, limit: Double) {
    assert(values.count <= Self.blockRows)
    guard limit > 0 else { return }
    let exponent = Int(limit.exponent) + 1
    guard exponent > -900 && exponent < 1000 else {
      for row in 0..<values.count { add(values[row]) }
      return
    }
    let first = Double(sign: .plus, exponent: exponent + 12, significand: 1.5)
    let second = Double(sign: .plus, exponent: exponent + 12 - 40, significand: 1.5)
    if let kernel = unsafe ColumnKernels.best.sum_doubles {
      unsafe add(values, first, second, kernel)
    } else {
      add(values, first, second)
    }
  }

  private mutating func add(
    _ values: Lane<Double>, _ first: Double, _ second: Double, _ kernel: sluice_sum_doubles_function
  ) {
    var sums = InlineArray<8, Double>(repeating: 0)
    var row = 0
    while true {
      // SAFETY: `values.count - row` doubles are there from `row` on, and the kernel adds to eight sums.
      row &+= unsafe withUnsafeMutableBytes(of: &sums) { sums in
        unsafe kernel(
          values.base + row, values.count &- row, first, second, sums.baseAddress?.assumingMemoryBound(to: Double.self))
      }
      // It stops where four values leave something over, and where fewer are left.
      let end = min(row &+ 4, values.count)
      for rest in row..<end { add(values[rest]) }
      row = end
      if row == values.count { break }
    }
    for index in sums.indices { add(sums[index]) }
  }

  /// The same without the kernel, whose oracle this is.
  private mutating func add(_ values: Lane<Double>, _ first: Double, _ second: Double) {
    var (high, low) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    var row = 0
    while row &+ 4 <= values.count {
      let value = SIMD4(values[row], values[row &+ 1], values[row &+ 2], values[row &+ 3])
      let multiple = (value + first) - first
      let remainder = value - multiple
      let finer = (remainder + second) - second
      let rest = remainder - finer
      high += multiple
      low += finer
      if rest != .zero { addEach(rest) }
      row &+= 4
    }
    while row < values.count {
      add(values[row])
      row &+= 1
    }
    addEach(high)
    addEach(low)
  }

  @inline(never)
  private mutating func addEach(_ values: SIMD4<Double>) {
    for index in 0..<4 { add(values[index]) }
  }

  mutating func merge(_ other: ExactSum) {
    normalise()
    var theirs = other
    theirs.normalise()
    for index in limbs.indices { limbs[index] += theirs.limbs[index] }
    normalise()
  }

  /// Brings every limb but the highest into 0 ..< 2^32.
  private mutating func normalise() {
    var carry: Int64 = 0
    for index in 0..<limbs.count - 1 {
      let sum = limbs[index] &+ carry
      carry = sum >> 32
      limbs[index] = sum & 0xFFFF_FFFF
    }
    limbs[limbs.count - 1] &+= carry
    pending = 0
  }

  /// The sum in units of 2^-`unitBits`.
  var integer: BigInteger {
    var sum = self
    sum.normalise()
    let isNegative = sum.limbs[sum.limbs.count - 1] < 0
    if isNegative {
      for index in sum.limbs.indices { sum.limbs[index] = -sum.limbs[index] }
      sum.normalise()
    }
    let last = UInt64(sum.limbs[sum.limbs.count - 1])
    let digits = (0..<sum.limbs.count - 1).map { UInt32(sum.limbs[$0]) }
    return BigInteger(
      isNegative: isNegative, limbs: digits + [UInt32(truncatingIfNeeded: last), UInt32(last >> 32)])
  }

  static let unitBits = 1075

  /// The sum, correctly rounded to the nearest double, ties to even.
  var value: Double { quotient(by: 1) }

  /// The sum divided by `count`, correctly rounded; NaN for no values.
  func quotient(by count: Int) -> Double {
    if count == 0 { return .nan }
    var sum = self
    sum.normalise()
    let isNegative = sum.limbs[sum.limbs.count - 1] < 0
    if isNegative {
      for index in sum.limbs.indices { sum.limbs[index] = -sum.limbs[index] }
      sum.normalise()
    }
    // Long division, 32 bits at a time from the top; two more limbs below keep enough bits for small sums.
    var digits = [UInt64](repeating: 0, count: sum.limbs.count + 4)
    var remainder: UInt64 = 0
    let divisor = UInt64(count)
    for index in digits.indices.reversed() {
      let limb = index >= 4 ? UInt64(bitPattern: sum.limbs[index - 4]) : 0
      let wide = UInt128(remainder) << 32 | UInt128(limb)
      digits[index] = UInt64(wide / UInt128(divisor))
      remainder = UInt64(wide % UInt128(divisor))
    }
    let magnitude = Self.rounded(digits, hasRemainder: remainder != 0)
    return isNegative ? -magnitude : magnitude
  }

  /// The double nearest to Σ digits[i] × 2^(32 i), in units of the lowest digit of `quotient(by:)`.
  private static func rounded(_ digits: [UInt64], hasRemainder: Bool) -> Double {
    guard let top = digits.lastIndex(where: { $0 != 0 }) else { return 0 }
    var head: UInt64 = 0
    var sticky = hasRemainder
    var exponent = 0
    // Three digits hold 65...96 bits: the first 64 significant ones go to `head`, the rest is sticky.
    var wide = UInt128(0)
    for offset in 0..<3 { wide = wide << 32 | UInt128(top - offset >= 0 ? digits[top - offset] : 0) }
    let bits = 128 - wide.leadingZeroBitCount
    let shift = max(0, bits - 64)
    head = UInt64(truncatingIfNeeded: wide >> UInt128(shift))
    sticky = sticky || wide & ((1 << UInt128(shift)) - 1) != 0
    sticky = sticky || digits.prefix(max(0, top - 2)).contains { $0 != 0 }
    // Limb 0 of the sum has the weight of the lowest subnormal's exponent field 0: 2^-1075; four digits lie below.
    exponent = 32 * (top - 2) + shift - 32 * 4 - 1075
    return scaled(head, sticky: sticky, exponent: exponent)
  }

  /// head × 2^exponent, rounded once, subnormal results included.
  private static func scaled(_ head: UInt64, sticky: Bool, exponent: Int) -> Double {
    let highest = 63 - head.leadingZeroBitCount + exponent
    // Bits that the result can keep: 53, fewer where it is subnormal.
    let kept = min(53, highest + 1075)
    if kept < 0 { return 0 }
    let drop = 64 - head.leadingZeroBitCount - kept
    if drop <= 0 { return Double(sign: .plus, exponent: exponent, significand: Double(head)) }
    var result = drop >= 64 ? 0 : head >> UInt64(drop)
    let dropped = drop >= 64 ? head : head & ((1 << UInt64(drop)) - 1)
    let half = UInt64(1) << UInt64(drop - 1)
    if dropped > half || (dropped == half && (sticky || result & 1 == 1)) { result += 1 }
    return Double(sign: .plus, exponent: exponent + drop, significand: Double(result))
  }
}
