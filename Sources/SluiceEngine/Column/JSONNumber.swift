/// A number of JSON without what does not matter: 1, 1.0, 10e-1 and 1E0 are one.
struct JSONNumber {
  let isNegative: Bool
  /// Power of ten of the last digit that is not 0; 0 for zero.
  let exponent: Int
  private let text: NumberText
  /// The first and the last digit that is not 0; none for zero.
  private let digits: ClosedRange<Int>?
  /// Where the exponent is beyond what `NumberText` tells apart: then only the same spelling is the same number.
  private let spelling: [UInt8]?

  /// The number at the cursor, which goes on behind it.
  init(_ cursor: inout JSONCursor) {
    let start = cursor.position
    let length = JSONScanner.numberEnd(cursor.bytes, start, cursor.limit) - start
    guard let text = NumberText(cursor.bytes, start, length) else {
      preconditionFailure("the scanner has read this number")
    }
    self.text = text
    let all = 0..<text.integerDigits + text.fractionDigits
    if let first = all.first(where: { text.digit($0) != 0 }), let last = all.last(where: { text.digit($0) != 0 }) {
      digits = first...last
      isNegative = text.isNegative
      exponent = text.exponent + text.integerDigits - 1 - last
      spelling = text.exponent.magnitude < 1_000_000 ? nil : cursor.bytes.copy(start, length)
    } else {
      (digits, isNegative, exponent, spelling) = (nil, false, 0, nil)
    }
    cursor.skipValue()
  }

  func forEachDigit(_ body: (UInt8) -> Void) {
    guard let digits else { return }
    for index in digits { body(text.digit(index)) }
  }

  /// Negative, 0 where the numbers are equal, or positive, in some total order.
  func order(to other: JSONNumber) -> Int {
    if isNegative != other.isNegative { return isNegative ? -1 : 1 }
    if exponent != other.exponent { return exponent < other.exponent ? -1 : 1 }
    guard let digits, let others = other.digits else { return (digits == nil ? 0 : 1) - (other.digits == nil ? 0 : 1) }
    if digits.count != others.count { return digits.count - others.count }
    for (index, otherIndex) in zip(digits, others) {
      let (a, b) = (text.digit(index), other.text.digit(otherIndex))
      if a != b { return Int(a) - Int(b) }
    }
    let (left, right) = (spelling ?? [], other.spelling ?? [])
    return left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
  }
}
