/// The `format` words of integers and numbers: how many bits a value may take, as Rust names them.
package enum NumberForm: Sendable, Equatable {
  case signed(bits: Int)
  case unsigned(bits: Int)
  case float32
  case float64

  /// nil for other words, which the grammar has refused.
  package init?(_ word: String) {
    switch word {
    case "f32": self = .float32
    case "f64": self = .float64
    default:
      guard let bits = Int(word.dropFirst()), [8, 16, 32, 64, 128].contains(bits) else { return nil }
      switch word.first {
      case "i": self = .signed(bits: bits)
      case "u": self = .unsigned(bits: bits)
      default: return nil
      }
    }
  }

  /// The values that fit. Of floats: those that round to a finite one.
  package var bounds: Bounds {
    switch self {
    case .signed(let bits):
      let half = Self.powerOfTwo(bits - 1)
      return Self.bounds(half.negated, half.decremented, isExclusive: false)
    case .unsigned(let bits): return Self.bounds(.zero, Self.powerOfTwo(bits).decremented, isExclusive: false)
    case .float32: return Self.floatBounds(significandBits: 24, exponent: 128)
    case .float64: return Self.floatBounds(significandBits: 53, exponent: 1024)
    }
  }

  private static func bounds(_ minimum: ExactDecimal, _ maximum: ExactDecimal, isExclusive: Bool) -> Bounds {
    func bound(_ value: ExactDecimal) -> Bounds.Bound {
      Bounds.Bound(value: .number(value), isExclusive: isExclusive, mark: .start)
    }
    return Bounds(minimum: bound(minimum), maximum: bound(maximum))
  }

  /// Halfway between the largest finite value and the power of two above it rounds to infinity.
  private static func floatBounds(significandBits: Int, exponent: Int) -> Bounds {
    var digits = powerOfTwoDigits(significandBits + 1)
    digits[0] -= 1
    for _ in 0..<(exponent - significandBits - 1) { double(&digits) }
    let limit = number(digits)
    return bounds(limit.negated, limit, isExclusive: true)
  }

  private static func powerOfTwo(_ exponent: Int) -> ExactDecimal { number(powerOfTwoDigits(exponent)) }

  /// Least significant digit first.
  private static func powerOfTwoDigits(_ exponent: Int) -> [UInt8] {
    var digits: [UInt8] = [1]
    for _ in 0..<exponent { double(&digits) }
    return digits
  }

  private static func double(_ digits: inout [UInt8]) {
    var carry: UInt8 = 0
    for index in digits.indices {
      let value = digits[index] * 2 + carry
      digits[index] = value % 10
      carry = value / 10
    }
    if carry > 0 { digits.append(carry) }
  }

  private static func number(_ digits: [UInt8]) -> ExactDecimal {
    ExactDecimal(isNegative: false, digits: digits.reversed(), exponent: 0) ?? .zero
  }
}

extension ExactDecimal {
  fileprivate var negated: ExactDecimal {
    ExactDecimal(isNegative: !isNegative, digits: digits, exponent: exponent) ?? self
  }

  /// One less; for integers above 0.
  fileprivate var decremented: ExactDecimal {
    var digits = self.digits + [UInt8](repeating: 0, count: exponent)
    var index = digits.count - 1
    while digits[index] == 0 {
      digits[index] = 9
      index -= 1
    }
    digits[index] -= 1
    return ExactDecimal(isNegative: false, digits: digits, exponent: 0) ?? self
  }
}
