internal import SluiceContract

// Tests of how values are written, and of what fits the bits that they may take.

extension CellTestRunner {
  // SAFETY: the cell's bytes lie inside the chunk, and the span does not leave the closure.
  func withoutForm(_ form: TextForm, _ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    eachText(column, fails) { bytes, start, length in
      !form.matches(unsafe Span(_unsafeStart: UnsafePointer(bytes.base + start), count: length))
    }
  }

  // SAFETY: as above.
  func withoutFormat(_ format: ValueFormat, _ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    eachText(column, fails) { bytes, start, length in
      !format.matches(unsafe Span(_unsafeStart: UnsafePointer(bytes.base + start), count: length))
    }
  }

  /// Decoding has noted the rows.
  func inForeignForm(_ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    let rows = column.foreignForms
    if rows.isEmpty { return 0 }
    let status = column.status
    for row in 0..<column.rows { fails[row] = 0 }
    var count = 0
    // A cell whose time does not exist in the zone is invalid, whatever its form.
    for row in rows where status[row] != CellStatus.invalid {
      fails[row] = 1
      count += 1
    }
    return count
  }

  func offsets(_ test: OffsetTest, _ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    guard let pattern = test.pattern else {
      return eachText(column, fails) { bytes, start, length in
        Self.endsWithOffset(bytes, start, length, behind: test.signFreeBytes) != test.isWanted
      }
    }
    let (starts, lengths, status) = (column.starts, column.lengths, column.status)
    var count = 0
    for row in 0..<column.rows {
      var fail: UInt8 = 0
      if status[row] == CellStatus.valid || status[row] == CellStatus.wide {
        let (start, length) = (Int(starts[row]), Int(lengths[row]))
        let hasOffset =
          PatternedTimes.parsed(column, row, pattern)?.hasOffset
          ?? Self.endsWithOffset(column.bytes, start, length, behind: test.signFreeBytes)
        fail = hasOffset == test.isWanted ? 0 : 1
      }
      fails[row] = fail
      count &+= Int(fail)
    }
    return count
  }

  /// Of a cell that is a time as ISO 8601 has it: `Z`, `+HH`, `+HHMM` or `+HH:MM` at its end.
  @inline(__always)
  private static func endsWithOffset(_ bytes: Bytes, _ start: Int, _ length: Int, behind prefix: Int) -> Bool {
    let end = start &+ length
    if length > 0 && bytes[end &- 1] == UInt8(ascii: "Z") { return true }
    var position = max(start &+ prefix, end &- 6)
    while position < end {
      if bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") { return true }
      position &+= 1
    }
    return false
  }

  func beyondFloat32(_ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    let (values, status) = (column.doubles, column.status)
    var count = 0
    for row in 0..<column.rows {
      let value = values[row]
      let narrow = Float(value)
      let isLost = (value.isFinite && narrow.isInfinite) || (value != 0 && narrow == 0)
      let fail: UInt8 = status[row] == CellStatus.valid && isLost ? 1 : 0
      fails[row] = fail
      count &+= Int(fail)
    }
    return count
  }

  func notMultiple(_ divisor: Divisor, _ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    guard divisor.isOnLane else {
      return eachText(column, fails) { !divisor.divides($0, $1, $2) }
    }
    let (values, status) = (column.integers, column.status)
    // A remainder by 1 is always 0; by a step beyond 64 bits the value itself remains.
    let (step, isWide) = (divisor.lane ?? 1, divisor.lane == nil)
    var count = 0
    for row in 0..<column.rows {
      let rest = isWide ? values[row] : values[row] % step
      let fail: UInt8 = status[row] == CellStatus.valid && rest != 0 ? 1 : 0
      fails[row] = fail
      count &+= Int(fail)
    }
    for cell in column.wide {
      let start = Int(column.starts[cell.row])
      let passes =
        cell.value.map { divisor.divides($0) } ?? divisor.divides(column.bytes, start, Int(column.lengths[cell.row]))
      fails[cell.row] = passes ? 0 : 1
      count += passes ? 0 : 1
    }
    return count
  }
}
