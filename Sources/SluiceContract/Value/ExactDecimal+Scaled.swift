// Fixed point: how a bound of the contract meets integers that the engine holds at a known scale.

extension ExactDecimal {
  /// The largest integer that is at most value × 10^scale; nil where it leaves `Int128`.
  ///
  /// `cell × 10^scale >= bound` holds exactly when `cell × 10^scale >= bound.scaledUp(toScale:)`, and
  /// likewise down for `<=`: comparing integers decides the decimals without rounding.
  package func scaledDown(toScale scale: Int) -> Int128? {
    scaled(toScale: scale, away: isNegative)
  }

  /// The smallest integer that is at least value × 10^scale; nil where it leaves `Int128`.
  package func scaledUp(toScale scale: Int) -> Int128? {
    scaled(toScale: scale, away: !isNegative)
  }

  /// - Parameter away: whether a dropped fraction moves the result away from zero.
  private func scaled(toScale scale: Int, away: Bool) -> Int128? {
    if isZero { return 0 }
    let (shift, overflow) = exponent.addingReportingOverflow(scale)
    guard !overflow else { return exponent < 0 ? rounded(0, away: away) : nil }
    if shift >= 0 {
      guard shift <= 39, digits.count + shift <= 39 else { return nil }
      return magnitude(digits[...], zeros: shift)
    }
    let kept = digits.count + shift
    guard kept > 0 else { return rounded(0, away: away) }
    guard kept <= 39, let whole = magnitude(digits.prefix(kept), zeros: 0) else { return nil }
    return rounded(whole, away: away)
  }

  /// Digits below the scale were dropped; the last digit is never zero, so something was lost for certain.
  private func rounded(_ whole: Int128, away: Bool) -> Int128? {
    guard away else { return whole }
    let (result, overflow) = whole.addingReportingOverflow(isNegative ? -1 : 1)
    return overflow ? nil : result
  }

  /// The signed integer that the digits spell; built below zero, where `Int128` reaches one further.
  private func magnitude(_ digits: ArraySlice<UInt8>, zeros: Int) -> Int128? {
    var value: Int128 = 0
    for index in 0..<(digits.count + zeros) {
      let digit = index < digits.count ? digits[digits.startIndex + index] : 0
      let (tenfold, tooBig) = value.multipliedReportingOverflow(by: 10)
      let (next, overflow) = tenfold.subtractingReportingOverflow(Int128(digit))
      guard !tooBig, !overflow else { return nil }
      value = next
    }
    guard !isNegative else { return value }
    let (positive, overflow) = Int128(0).subtractingReportingOverflow(value)
    return overflow ? nil : positive
  }
}
