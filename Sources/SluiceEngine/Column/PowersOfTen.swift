/// 10^0 ... 10^19 in the forms that parsing needs, and exact division by them without a division.
///
/// Loops take a copy of the whole: a global is checked at every access.
struct PowersOfTen {
  let integers: Lane<UInt64>
  /// Exact, since 10^19 < 10^22.
  let doubles: Lane<Double>
  /// floor((2^128 − 1) / d) − 2^64 for the power shifted until its highest bit is set, d.
  private let reciprocals: Lane<UInt64>
  /// Leading zero bits of the power.
  private let shifts: Lane<UInt8>

  // SAFETY: written once while it is made, only read afterwards, never freed; so any thread may read it.
  nonisolated(unsafe) static let all = PowersOfTen()

  private init() {
    unsafe integers = Lane(base: .allocate(capacity: 20), count: 20)
    unsafe doubles = Lane(base: .allocate(capacity: 20), count: 20)
    unsafe reciprocals = Lane(base: .allocate(capacity: 20), count: 20)
    unsafe shifts = Lane(base: .allocate(capacity: 20), count: 20)
    var power: UInt64 = 1
    for exponent in 0..<20 {
      integers[exponent] = power
      doubles[exponent] = Double(power)
      shifts[exponent] = UInt8(power.leadingZeroBitCount)
      let normalised = power << UInt64(power.leadingZeroBitCount)
      // The divisor's complement as high word takes 2^64 off the quotient.
      reciprocals[exponent] = normalised.dividingFullWidth((~normalised, .max)).quotient
      power = power &* 10
    }
  }

  /// numerator / 10^exponent, correctly rounded, for a numerator and an exponent of at least 1.
  ///
  /// Both are shifted until their highest bits are set; the quotient of numerator × 2^64 (or 2^63) then has 64 bits
  /// with the highest set. The remainder becomes its lowest ("sticky") bit, so that the one rounding of that integer
  /// to a double is the rounding of the true value. Source of the division by a reciprocal: Möller and Granlund,
  /// "Improved division by invariant integers", 2011, algorithm 4.
  @inline(__always)
  func quotient(_ numerator: UInt64, _ exponent: Int) -> Double {
    let divisorShift = Int(shifts[exponent])
    let divisor = integers[exponent] &<< UInt64(truncatingIfNeeded: divisorShift)
    let numeratorShift = numerator.leadingZeroBitCount
    let normalised = numerator &<< UInt64(truncatingIfNeeded: numeratorShift)
    // The high word must stay below the divisor.
    let isHalved = normalised >= divisor
    let high = isHalved ? normalised &>> 1 : normalised
    let low = isHalved ? normalised &<< 63 : 0
    let (quotient, remainder) = divide(high, low, by: divisor, reciprocals[exponent])
    // Halved, so that it converts as a signed integer: 63 bits are as good as 64 where 53 are kept.
    let sticky = Int64(truncatingIfNeeded: quotient &>> 1 | quotient & 1 | (remainder == 0 ? 0 : 1))
    let scale = divisorShift &- numeratorShift &- (isHalved ? 62 : 63)
    return Double(sticky) * Double(bitPattern: UInt64(truncatingIfNeeded: 1023 &+ scale) << 52)
  }

  /// (high × 2^64 + low) / divisor, for a divisor with its highest bit set and above `high`.
  @inline(__always)
  private func divide(
    _ high: UInt64, _ low: UInt64, by divisor: UInt64, _ reciprocal: UInt64
  ) -> (quotient: UInt64, remainder: UInt64) {
    let product = reciprocal.multipliedFullWidth(by: high)
    let (fraction, carry) = product.low.addingReportingOverflow(low)
    var quotient = product.high &+ high &+ (carry ? 1 : 0) &+ 1
    var remainder = low &- quotient &* divisor
    if remainder > fraction {
      quotient &-= 1
      remainder &+= divisor
    }
    if remainder >= divisor {
      quotient &+= 1
      remainder &-= divisor
    }
    return (quotient, remainder)
  }
}
