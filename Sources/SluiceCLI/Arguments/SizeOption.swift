/// A number of bytes as people write it: `512M`, `2G`, `1.5GiB`, `4096`.
///
/// A letter alone, or with `iB`, is a power of 1024; with `B` it is a power of 1000, as in GNU tools.
enum SizeOption {
  /// nil where the text is no size, or one beyond 2^63.
  static func bytes(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    let digits = bytes.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".") }
    guard let number = decimal(digits), let unit = unit(bytes.dropFirst(digits.count)) else { return nil }
    // Exact: the product first, then down to whole bytes.
    let (product, overflow) = number.numerator.multipliedReportingOverflow(by: unit)
    return overflow ? nil : Int(exactly: product / number.denominator)
  }

  /// `1.5` as 15 of 10.
  private static func decimal(_ digits: ArraySlice<UInt8>) -> (numerator: UInt64, denominator: UInt64)? {
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }), digits.count <= 10 else { return nil }
    let whole = parts.joined().reduce(UInt64(0)) { $0 * 10 + UInt64($1 - UInt8(ascii: "0")) }
    let fraction = parts.count == 2 ? parts[1].count : 0
    return (whole, (0..<fraction).reduce(UInt64(1)) { power, _ in power * 10 })
  }

  /// Bytes that a unit stands for; none is 1.
  private static func unit(_ letters: ArraySlice<UInt8>) -> UInt64? {
    // Letters of either case: ASCII tells them apart by one bit.
    var letters = letters.map { $0 | 0x20 }
    if letters.last == UInt8(ascii: "b") {
      letters.removeLast()
    } else if letters.count == 1 {
      letters.append(UInt8(ascii: "i"))
    }
    guard let letter = letters.first else { return 1 }
    guard let power = [UInt8]("kmgt".utf8).firstIndex(of: letter) else { return nil }
    let base: UInt64
    switch letters.dropFirst() {
    case []: base = 1000
    case [UInt8(ascii: "i")]: base = 1024
    default: return nil
    }
    return (0...power).reduce(1) { product, _ in product * base }
  }
}

extension TypedArguments {
  /// The number of bytes that a flag was given; nil where it was not, or where it is none of at least `least`.
  func size(_ flag: Flag, atLeast least: Int, problems: inout [String]) -> Int? {
    guard let text = value(flag) else { return nil }
    if let bytes = SizeOption.bytes(text), bytes >= least { return bytes }
    problems.append(
      "--\(flag.long) takes a size of at least \(least >> 20)M, such as 512M, 2G or 1.5GiB, not \"\(text)\"")
    return nil
  }
}
