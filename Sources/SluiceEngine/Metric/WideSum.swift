/// A sum of 128-bit integers that cannot overflow, so that no order of additions and merges matters.
///
/// Shape: two's complement in 256 bits, room for 2^127 terms.
struct WideSum: MetricState, Sendable, Equatable {
  private var low: UInt128 = 0
  private var high: Int128 = 0

  mutating func add(_ value: Int128) { add(low: UInt128(truncatingIfNeeded: value), high: value < 0 ? -1 : 0) }

  mutating func merge(_ other: WideSum) { add(low: other.low, high: other.high) }

  private mutating func add(low otherLow: UInt128, high otherHigh: Int128) {
    let (sum, carry) = low.addingReportingOverflow(otherLow)
    low = sum
    high += otherHigh + (carry ? 1 : 0)
  }

  var integer: BigInteger {
    // high × 2^128 + low, low taken as an unsigned number.
    let half = BigInteger(Int128(truncatingIfNeeded: low >> 1)) * 2
    return BigInteger(high).shifted(by: 128) + half + BigInteger(Int128(truncatingIfNeeded: low & 1))
  }

  /// nil where the sum does not fit 128 bits.
  var value: Int128? {
    let narrow = Int128(truncatingIfNeeded: low)
    return high == (narrow < 0 ? -1 : 0) ? narrow : nil
  }
}
