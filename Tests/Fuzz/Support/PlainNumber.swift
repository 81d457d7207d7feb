/// A number as it is written, told by a grammar that is read letter by letter.
///
/// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
struct PlainNumber {
  private(set) var isNegative = false
  private(set) var whole: [UInt8] = []
  private(set) var fraction: [UInt8] = []
  private(set) var exponent: [UInt8]?
  private(set) var isExponentNegative = false

  init?(_ text: [UInt8]) {
    var rest = text[...]
    func digits() -> [UInt8] {
      let run = rest.prefix { (0x30...0x39).contains($0) }
      rest = rest.dropFirst(run.count)
      return run.map { $0 - 0x30 }
    }
    func take(_ letters: String) -> UInt8? {
      guard let first = rest.first, letters.utf8.contains(first) else { return nil }
      rest = rest.dropFirst()
      return first
    }
    isNegative = take("-") != nil
    whole = digits()
    guard whole == [0] || (whole.first ?? 0) != 0 else { return nil }
    if take(".") != nil {
      fraction = digits()
      if fraction.isEmpty { return nil }
    }
    if take("eE") != nil {
      isExponentNegative = take("+-") == UInt8(ascii: "-")
      let power = digits()
      if power.isEmpty { return nil }
      exponent = power
    }
    if !rest.isEmpty { return nil }
  }

  /// All digits, and the power of ten of the last; leading and trailing zeros are gone, zero has no digits.
  ///
  /// Powers beyond ±10^9 are cut to that: no input is long enough to bring such a value back.
  var normal: (digits: [UInt8], power: Int) {
    var digits = Array((whole + fraction).drop { $0 == 0 })
    let written = (exponent ?? []).reduce(0) { min($0 * 10 + Int($1), 1_000_000_000) }
    var power = (isExponentNegative ? -written : written) - fraction.count
    while digits.last == 0 {
      digits.removeLast()
      power += 1
    }
    return (digits, power)
  }

  /// value × 10^scale as a signed decimal integer; nil where it is none. `limit` bounds its digits.
  func integer(scale: Int, limit: Int) -> SignedDigits? {
    let (digits, power) = normal
    if digits.isEmpty { return SignedDigits(isNegative: false, digits: []) }
    guard power + scale >= 0, digits.count + power + scale <= limit else { return nil }
    return SignedDigits(isNegative: isNegative, digits: digits + [UInt8](repeating: 0, count: power + scale))
  }
}

/// An integer of any size, by its decimal digits.
struct SignedDigits {
  var isNegative: Bool
  /// Without leading zeros.
  var digits: [UInt8]

  /// nil where 127 bits and a sign are too few.
  var int128: Int128? {
    var value: Int128 = 0
    for digit in digits {
      let (tenfold, isTooBig) = value.multipliedReportingOverflow(by: 10)
      let (next, overflow) = tenfold.addingReportingOverflow(Int128(digit))
      if isTooBig || overflow { return nil }
      value = next
    }
    return isNegative ? -value : value
  }

  /// As the engine keeps it: in the lane, wide, or wider than that.
  var cell: DecodedCell {
    guard let value = int128 else { return .wide(nil) }
    return Int64(exactly: value).map(DecodedCell.integer) ?? .wide(value)
  }
}
