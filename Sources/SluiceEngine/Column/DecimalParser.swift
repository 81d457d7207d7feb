/// Decodes DECIMAL(precision, scale) exactly, as integers in units of 10^-scale.
///
/// Zeros behind the scale are not digits of the value; any other digit there, more digits in front than
/// precision − scale, NaN and infinities make a cell invalid.
enum DecimalParser {
  static func decode(_ column: ColumnBatch, precision: Int, scale: Int) {
    let (bytes, starts, lengths, status) = (column.bytes, column.starts, column.lengths, column.status)
    let values = column.integerLane()
    let powers = unsafe PowersOfTen.all.integers
    for row in 0..<column.rows {
      if status[row] != CellStatus.valid {
        values[row] = 0
        continue
      }
      let (start, length) = (Int(starts[row]), Int(lengths[row]))
      if let value = fast(bytes, start, length, precision, scale, powers) {
        values[row] = value
      } else {
        slow(column, values, row, precision, scale)
      }
    }
  }

  /// nil where the cell is not `-?digits.digits` with at most `scale` fraction digits and 18 in all.
  @inline(__always)
  private static func fast(
    _ bytes: Bytes, _ start: Int, _ length: Int, _ precision: Int, _ scale: Int, _ powers: Lane<UInt64>
  ) -> Int64? {
    let isNegative = length > 0 && bytes[start] == UInt8(ascii: "-")
    let first = isNegative ? start &+ 1 : start
    let count = start &+ length &- first
    guard count >= 1 && count <= 19 && scale <= 18 else { return nil }
    let whole = NumberParser.wholeDigits(bytes, first, count)
    guard whole >= 1, whole <= precision &- scale, whole &+ scale <= 18,
      whole == 1 || bytes[first] != UInt8(ascii: "0")
    else { return nil }
    let fraction = count &- whole &- 1
    let high = Digits.run(bytes, first, whole)
    var bad = high.bad
    var value = high.value &* powers[scale]
    if fraction >= 0 {
      guard fraction >= 1 && fraction <= scale else { return nil }
      let low = Digits.run(bytes, first &+ whole &+ 1, fraction)
      bad |= low.bad
      value &+= low.value &* powers[scale &- fraction]
    }
    guard bad == 0 else { return nil }
    let signed = Int64(truncatingIfNeeded: value)
    return isNegative ? 0 &- signed : signed
  }

  @inline(never)
  private static func slow(
    _ column: ColumnBatch, _ values: Lane<Int64>, _ row: Int, _ precision: Int, _ scale: Int
  ) {
    values[row] = 0
    guard let number = NumberText(column.bytes, Int(column.starts[row]), Int(column.lengths[row])),
      number.isIntegral(scaledBy: scale), number.integerPlaces <= precision - scale
    else {
      column.status[row] = CellStatus.invalid
      column.invalid += 1
      return
    }
    let value = number.scaled(by: scale)
    if let value, let narrow = Int64(exactly: value) {
      values[row] = narrow
    } else {
      column.status[row] = CellStatus.wide
      column.wide.append(ColumnBatch.WideCell(row: row, value: value))
    }
  }
}
