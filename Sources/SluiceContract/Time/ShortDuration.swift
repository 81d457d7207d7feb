/// Durations as command lines and rules write them: a number and a unit in one word, `90s`, `5m`, `1.5h`, `2d`.
package enum ShortDuration {
  /// Longest unit last; `m` is a minute, since a month has no fixed length.
  private static let units: [(word: String, nanoseconds: Int)] = [
    ("ns", 1), ("us", 1000), ("ms", 1_000_000), ("s", 1_000_000_000), ("min", 60_000_000_000), ("m", 60_000_000_000),
    ("h", 3_600_000_000_000), ("d", 86_400_000_000_000),
  ]

  /// Whole nanoseconds, not negative; nil where the text is no such duration.
  package static func nanoseconds(_ text: String) -> Int128? {
    let number = text.utf8.prefix { $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let word = text.utf8.dropFirst(number.count)
    guard let unit = units.first(where: { $0.word.utf8.elementsEqual(word) }),
      let amount = ExactDecimal(String(decoding: number, as: UTF8.self)),
      let scale = ExactDecimal(unit.nanoseconds).scaledDown(toScale: 0),
      let whole = amount.scaledDown(toScale: 18)
    else { return nil }
    // Eighteen digits behind the point are more than a day has nanoseconds.
    let (product, overflow) = whole.multipliedReportingOverflow(by: scale)
    let divisor: Int128 = 1_000_000_000_000_000_000
    guard !overflow, product % divisor == 0 else { return nil }
    return product / divisor
  }
}
