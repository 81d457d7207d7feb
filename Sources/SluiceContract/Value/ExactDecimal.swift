/// An exact decimal number of any size: sign, digits and a power of ten.
///
/// Thresholds, ranges and enum values of a contract are kept in it, so that `0.1` and 2^64 mean what they say.
/// Invariant: `digits` has no leading and no trailing zeros; zero has no digits, exponent 0 and no sign.
package struct ExactDecimal: Sendable, Hashable {
  package let isNegative: Bool
  /// Most significant digit first, values 0...9.
  package let digits: [UInt8]
  /// value = digits × 10^exponent
  package let exponent: Int
}
