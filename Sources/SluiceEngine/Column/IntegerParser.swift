internal import CSluiceKernels

/// Decodes integers of any size: `-0`, digits without leading zeros; `1.0` up to 2^53 is taken and counted.
enum IntegerParser {
  static func decode(_ column: ColumnBatch) {
    guard let kernel = unsafe ColumnKernels.best.integers else { return decodeAlone(column) }
    let (bytes, starts, lengths) = (column.bytes, column.starts, column.lengths)
    let (values, left) = (column.integerLane(), column.leftLane())
    // SAFETY: every lane has `rows` elements, and every cell lies in the memory behind `bytes`, which is padded.
    let count = unsafe kernel(
      bytes.base, starts.base, lengths.base, column.status.base, column.rows, values.base, left.base)
    for index in 0..<count { read(column, values, Int(left[index])) }
  }

  /// The same without the kernel (integers_avx2.c), whose oracle this is.
  static func decodeAlone(_ column: ColumnBatch) {
    let (status, values) = (column.status, column.integerLane())
    for row in 0..<column.rows {
      if status[row] == CellStatus.valid { read(column, values, row) } else { values[row] = 0 }
    }
  }

  @inline(__always)
  private static func read(_ column: ColumnBatch, _ values: Lane<Int64>, _ row: Int) {
    let (bytes, start, length) = (column.bytes, Int(column.starts[row]), Int(column.lengths[row]))
    let sign = length > 0 && bytes[start] == UInt8(ascii: "-") ? 1 : 0
    let count = length &- sign
    if count >= 1 && count <= 18 {
      let run = Digits.run(bytes, start &+ sign, count)
      if run.bad == 0 && (count == 1 || bytes[start &+ sign] != UInt8(ascii: "0")) {
        let value = Int64(truncatingIfNeeded: run.value)
        values[row] = sign == 1 ? 0 &- value : value
        return
      }
    }
    slow(column, values, row, start, length)
  }

  @inline(never)
  private static func slow(
    _ column: ColumnBatch, _ values: Lane<Int64>, _ row: Int, _ start: Int, _ length: Int
  ) {
    values[row] = 0
    guard let number = NumberText(column.bytes, start, length), !number.hasExponent else {
      column.status[row] = CellStatus.invalid
      column.invalid += 1
      return
    }
    if number.fractionDigits > 0 {
      // What pandas writes for integers beside nulls. A double holds them exactly up to 2^53.
      guard let value = number.scaled(by: 0), value.magnitude <= 1 << 53 else {
        column.status[row] = CellStatus.invalid
        column.invalid += 1
        return
      }
      column.integralFloats += 1
      values[row] = Int64(value)
      return
    }
    let value = number.scaled(by: 0)
    if let value, let narrow = Int64(exactly: value) {
      values[row] = narrow
    } else {
      column.status[row] = CellStatus.wide
      column.wide.append(ColumnBatch.WideCell(row: row, value: value))
    }
  }
}
