import Testing

@testable import SluiceEngine

struct PowersOfTenTests {
  /// The same quotient by the processor's own 128-by-64-bit division.
  private static func oracle(_ numerator: UInt64, _ exponent: Int) -> Double {
    let denominator = PowersOfTen.all.integers[exponent]
    let shift = 63 + numerator.leadingZeroBitCount - denominator.leadingZeroBitCount
    let wide = UInt128(numerator) << UInt128(shift)
    let (quotient, remainder) = denominator.dividingFullWidth(
      (UInt64(truncatingIfNeeded: wide >> 64), UInt64(truncatingIfNeeded: wide)))
    return Double(quotient | (remainder == 0 ? 0 : 1)) * Double(sign: .plus, exponent: -shift, significand: 1)
  }

  @Test func `division by a reciprocal is exact division, at the ends of the range too`() {
    var random = SeededNumbers()
    for exponent in 1...19 {
      let power = PowersOfTen.all.integers[exponent]
      var numerators: [UInt64] = [1, 3, 1 << 49, 1 << 53, (1 << 53) + 1, .max, .max - 1, 1 << 63, (1 << 63) - 1]
      numerators += [power, power - 1, power &+ 1, power &* 3].filter { $0 >= 1 }
      numerators += (0..<2000).map { _ in UInt64.random(in: (1 << 53)...UInt64.max, using: &random) }
      numerators += (0..<500).map { _ in random.next() >> UInt64.random(in: 0...63, using: &random) }.filter { $0 >= 1 }
      for numerator in numerators {
        let value = PowersOfTen.all.quotient(numerator, exponent)
        #expect(
          value.bitPattern == Self.oracle(numerator, exponent).bitPattern,
          "\(numerator) / 10^\(exponent), seed \(random.seed)")
      }
    }
  }
}
