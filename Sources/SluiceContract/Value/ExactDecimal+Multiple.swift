// Divisibility: whether one exact number is a whole multiple of another.

extension ExactDecimal {
  /// Exact at any size; nothing is a multiple of 0 but 0.
  package func isMultiple(of step: ExactDecimal) -> Bool {
    if isZero || step.isZero { return isZero }
    // Neither number ends in 0, so a value with finer digits than the step's can be no multiple of it.
    guard exponent >= step.exponent else { return false }
    let (difference, overflow) = exponent.subtractingReportingOverflow(step.exponent)
    let shift = overflow ? Int.max : difference
    // value / step = digits × 10^shift / step.digits: the power of ten takes its share of the divisor's 2s and 5s.
    let divisor = Self.dividing(step.digits, byPowerOfTen: shift)
    return Self.remainder(digits, divisor).isEmpty
  }

  /// digits / gcd(digits, 10^power)
  private static func dividing(_ digits: [UInt8], byPowerOfTen power: Int) -> [UInt8] {
    var rest = digits
    for factor: UInt8 in [2, 5] {
      for _ in 0..<min(power, 4 * digits.count) {
        let (quotient, remainder) = divide(rest, by: factor)
        if remainder != 0 { break }
        rest = quotient
      }
    }
    return rest
  }

  private static func divide(_ digits: [UInt8], by divisor: UInt8) -> (quotient: [UInt8], remainder: UInt8) {
    var remainder: UInt8 = 0
    let quotient = digits.map { digit -> UInt8 in
      let value = remainder * 10 + digit
      remainder = value % divisor
      return value / divisor
    }
    return (Array(quotient.drop { $0 == 0 }), remainder)
  }

  /// Long division; the remainder without leading zeros, so empty where there is none.
  private static func remainder(_ digits: [UInt8], _ divisor: [UInt8]) -> [UInt8] {
    var rest: [UInt8] = []
    for digit in digits {
      if !rest.isEmpty || digit > 0 { rest.append(digit) }
      while !isLess(rest, divisor) { rest = subtract(divisor, from: rest) }
    }
    return rest
  }

  private static func isLess(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count != right.count ? left.count < right.count : left.lexicographicallyPrecedes(right)
  }

  private static func subtract(_ right: [UInt8], from left: [UInt8]) -> [UInt8] {
    var result = left
    var borrow: Int8 = 0
    for index in 1...left.count {
      let position = left.count - index
      let digit = index <= right.count ? Int8(right[right.count - index]) : 0
      let value = Int8(left[position]) - digit - borrow
      borrow = value < 0 ? 1 : 0
      result[position] = UInt8(value + borrow * 10)
    }
    return Array(result.drop { $0 == 0 })
  }
}
