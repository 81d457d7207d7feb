internal import CSluiceKernels
internal import CSluiceMath

/// Decodes floating-point numbers, correctly rounded to the last bit.
///
/// How it works: where the processor has a kernel, that reads whole columns (numbers_avx2.c), but for the rows that it
/// leaves. Those, or all, are read one by one: up to 19 digits as an integer, word by word around the point.
/// m × 10^-f is then rounded once: by one division of doubles where m < 2^53 and
/// 10^f is exact (f <= 22), else by one exact 128/64-bit integer division, by a reciprocal, whose remainder decides the
/// rounding (`PowersOfTen`, f <= 19). Everything else, exponents above all, goes to `std::from_chars`.
/// What to beware: the double division is exact only because both operands are; never let m grow beyond 2^53 there.
enum NumberParser {
  static func decode(_ column: ColumnBatch) {
    guard let kernel = unsafe ColumnKernels.best.numbers else { return decodeAlone(column) }
    let (bytes, starts, lengths) = (column.bytes, column.starts, column.lengths)
    let (values, left) = (column.doubleLane(), column.leftLane())
    // SAFETY: every lane has `rows` elements, and every cell lies in the memory behind `bytes`, which is padded.
    let count = unsafe kernel(
      bytes.base, starts.base, lengths.base, column.status.base, column.rows, values.base, left.base)
    let powers = unsafe PowersOfTen.all
    for index in 0..<count { read(column, values, Int(left[index]), powers) }
  }

  /// The same without the kernel, whose oracle this is.
  static func decodeAlone(_ column: ColumnBatch) {
    let (status, values) = (column.status, column.doubleLane())
    let powers = unsafe PowersOfTen.all
    for row in 0..<column.rows {
      if status[row] == CellStatus.valid { read(column, values, row, powers) } else { values[row] = 0 }
    }
  }

  @inline(__always)
  private static func read(_ column: ColumnBatch, _ values: Lane<Double>, _ row: Int, _ powers: PowersOfTen) {
    let (start, length) = (Int(column.starts[row]), Int(column.lengths[row]))
    if let value = fast(column.bytes, start, length, powers) {
      values[row] = value
    } else {
      slow(column, values, row, start, length)
    }
  }

  /// nil where the cell is not a plain decimal of at most 19 digits.
  @inline(__always)
  static func fast(_ bytes: Bytes, _ start: Int, _ length: Int, _ powers: PowersOfTen) -> Double? {
    let isNegative = length > 0 && bytes[start] == UInt8(ascii: "-")
    let first = isNegative ? start &+ 1 : start
    let count = start &+ length &- first
    guard count >= 1 && count <= 20 else { return nil }
    if count <= 8 { return short(bytes.word(at: first), count, isNegative, powers) }
    let whole = wholeDigits(bytes, first, count)
    guard whole >= 1, whole == 1 || bytes[first] != UInt8(ascii: "0") else { return nil }
    let fraction = count &- whole &- 1
    var mantissa: UInt64
    var bad: UInt64
    if fraction < 0 {
      guard count <= 19 else { return nil }
      let run = Digits.run(bytes, first, count)
      (mantissa, bad) = (run.value, run.bad)
    } else {
      guard fraction >= 1 && whole &+ fraction <= 19 else { return nil }
      let high = Digits.run(bytes, first, whole)
      let low = Digits.run(bytes, first &+ whole &+ 1, fraction)
      mantissa = high.value &* powers.integers[fraction] &+ low.value
      bad = high.bad | low.bad
    }
    guard bad == 0 else { return nil }
    let value = quotient(mantissa, max(0, fraction), powers)
    return isNegative ? -value : value
  }

  /// Up to eight bytes, as most numbers are: the point is squeezed out, and the digits are joined at once.
  @inline(__always)
  private static func short(
    _ word: UInt64, _ count: Int, _ isNegative: Bool, _ powers: PowersOfTen
  ) -> Double? {
    let x = word ^ 0x2E2E_2E2E_2E2E_2E2E
    let points = (x &- 0x0101_0101_0101_0101) & ~x & 0x8080_8080_8080_8080
    // Eight times the point's place, or 64 (and more) where there is none among the bytes that count.
    let place = points.trailingZeroBitCount & ~7
    var (digits, length, fraction) = (word, count, 0)
    if place < count &* 8 {
      let below = (UInt64(1) &<< UInt64(truncatingIfNeeded: place)) &- 1
      digits = (word & below) | ((word &>> 8) & ~below)
      length = count &- 1
      fraction = length &- place / 8
      guard place > 0 && fraction > 0 else { return nil }
    }
    // A leading zero stands alone or before the point.
    let whole = length &- fraction
    guard whole == 1 || word & 0xFF != UInt64(UInt8(ascii: "0")) else { return nil }
    let run = Digits.upTo8(digits, length)
    guard run.bad == 0 else { return nil }
    // Eight digits: the double division is exact in both operands.
    let value = Double(Int64(truncatingIfNeeded: run.value)) / powers.doubles[fraction]
    return isNegative ? -value : value
  }

  /// Digits in front of the point, or all of `count` where there is none.
  @inline(__always)
  static func wholeDigits(_ bytes: Bytes, _ start: Int, _ count: Int) -> Int {
    var offset = 0
    while offset < count {
      let x = bytes.word(at: start &+ offset) ^ 0x2E2E_2E2E_2E2E_2E2E
      let point = (x &- 0x0101_0101_0101_0101) & ~x & 0x8080_8080_8080_8080
      if point != 0 { return min(offset &+ point.trailingZeroBitCount / 8, count) }
      offset &+= 8
    }
    return count
  }

  /// mantissa / 10^places, correctly rounded; at most 19 places.
  @inline(__always)
  static func quotient(_ mantissa: UInt64, _ places: Int, _ powers: PowersOfTen) -> Double {
    if mantissa < 1 << 53 { return Double(Int64(truncatingIfNeeded: mantissa)) / powers.doubles[places] }
    return places == 0 ? Double(mantissa) : powers.quotient(mantissa, places)
  }

  @inline(never)
  private static func slow(
    _ column: ColumnBatch, _ values: Lane<Double>, _ row: Int, _ start: Int, _ length: Int
  ) {
    if let value = value(column.bytes, start, length) {
      values[row] = value
    } else {
      values[row] = 0
      column.status[row] = CellStatus.invalid
      column.invalid += 1
    }
  }

  /// Any spelling; nil where the cell is no number or overflows.
  static func value(_ bytes: Bytes, _ start: Int, _ length: Int) -> Double? {
    guard NumberText(bytes, start, length) != nil else {
      for (spelling, value) in special where bytes.equals(spelling, start, length) { return value }
      return nil
    }
    var value = 0.0
    // SAFETY: `length` bytes from `start` on lie in the chunk; the function reads no more.
    let status = unsafe sluice_parse_double(
      UnsafeRawPointer(bytes.base + start).assumingMemoryBound(to: CChar.self), length, &value)
    return status == 0 ? value : nil
  }

  private static let special: [([UInt8], Double)] = [
    ("nan", .nan), ("NaN", .nan), ("inf", .infinity), ("-inf", -.infinity), ("Infinity", .infinity),
    ("-Infinity", -.infinity),
  ].map { (Array($0.0.utf8), $0.1) }
}
