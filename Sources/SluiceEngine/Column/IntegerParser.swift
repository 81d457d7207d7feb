/// Decodes integers of any size: `-0`, digits without leading zeros; `1.0` up to 2^53 is taken and counted.
enum IntegerParser {
  static func decode(_ column: ColumnBatch) {
    let (bytes, starts, lengths, status) = (column.bytes, column.starts, column.lengths, column.status)
    let values = column.integerLane()
    for row in 0..<column.rows {
      if status[row] != CellStatus.valid {
        values[row] = 0
        continue
      }
      let (start, length) = (Int(starts[row]), Int(lengths[row]))
      let sign = length > 0 && bytes[start] == UInt8(ascii: "-") ? 1 : 0
      let count = length &- sign
      if count >= 1 && count <= 18 {
        let run = Digits.run(bytes, start &+ sign, count)
        if run.bad == 0 && (count == 1 || bytes[start &+ sign] != UInt8(ascii: "0")) {
          let value = Int64(truncatingIfNeeded: run.value)
          values[row] = sign == 1 ? 0 &- value : value
          continue
        }
      }
      slow(column, values, row, start, length)
    }
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
