/// An exact decimal number of any size: sign, digits and a power of ten.
///
/// Thresholds, ranges and enum values of a contract are kept in it, so that `0.1` and 2^64 mean what they
/// say. Invariant: `digits` has no leading and no trailing zeros; zero has no digits, exponent 0 and no sign.
package struct ExactDecimal: Sendable, Hashable {
  package let isNegative: Bool
  /// Most significant digit first, values 0...9.
  package let digits: [UInt8]
  /// value = digits × 10^exponent
  package let exponent: Int

  /// Makes the number `±digits × 10^exponent` and brings it into the one form that the invariant allows.
  ///
  /// nil only when the exponent leaves the range of `Int` while zeros are stripped.
  package init?(isNegative: Bool, digits: some Sequence<UInt8>, exponent: Int) {
    var kept = Array(digits.drop { $0 == 0 })
    var power = exponent
    while kept.last == 0 {
      kept.removeLast()
      let (next, overflow) = power.addingReportingOverflow(1)
      guard !overflow else { return nil }
      power = next
    }
    self.isNegative = isNegative && !kept.isEmpty
    self.digits = kept
    self.exponent = kept.isEmpty ? 0 : power
  }

  package init(_ value: Int) {
    var digits: [UInt8] = []
    var rest = value.magnitude
    while rest > 0 {
      digits.append(UInt8(rest % 10))
      rest /= 10
    }
    var exponent = 0
    while digits.first == 0 {
      digits.removeFirst()
      exponent += 1
    }
    self.isNegative = value < 0
    self.digits = digits.reversed()
    self.exponent = digits.isEmpty ? 0 : exponent
  }

  package static let zero = ExactDecimal(0)

  package var isZero: Bool { digits.isEmpty }

  /// Whether the value is a whole number, however it was spelled (`1.0`, `1e3`).
  package var isIntegral: Bool { exponent >= 0 }

  /// The nearest `Double`, ties to even; infinite beyond its range.
  package var doubleValue: Double {
    guard !isZero else { return 0 }
    let sign = isNegative ? "-" : ""
    return Double("\(sign)\(digitText)e\(exponent)") ?? (isNegative ? -.infinity : .infinity)
  }

  /// The value as an `Int`, when it is one.
  package var intValue: Int? {
    guard isIntegral, let scaled = scaledDown(toScale: 0) else { return nil }
    return Int(exactly: scaled)
  }

  var digitText: String { String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self) }
}

extension ExactDecimal: Comparable {
  /// Exact at any exponent: no power of ten is ever multiplied out.
  package static func < (left: Self, right: Self) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? isSmaller(right, left) : isSmaller(left, right)
  }

  /// Compares magnitudes: first by the place of the leading digit, then digit by digit.
  private static func isSmaller(_ left: Self, _ right: Self) -> Bool {
    if left.isZero || right.isZero { return left.isZero && !right.isZero }
    // Exponents may be near the ends of Int, so the sums are made in 128 bits.
    let leftPlace = Int128(left.exponent) + Int128(left.digits.count)
    let rightPlace = Int128(right.exponent) + Int128(right.digits.count)
    if leftPlace != rightPlace { return leftPlace < rightPlace }
    return left.digits.lexicographicallyPrecedes(right.digits)
  }
}
