internal import CSluiceKernels

/// One column of a record batch: where its cells are, and what they are worth.
///
/// Shape: lanes of `rows` elements. `starts`/`lengths` are the cell's text without quotes, doubled or escaped ones
/// undone, without the blanks that a dialect trims.
/// The memory is the worker's and is used again for the next column.
final class ColumnBatch {
  private(set) var rows = 0
  private(set) var batch: RecordBatch?
  private(set) var bytes: Bytes
  private(set) var starts: Lane<UInt32>
  private(set) var lengths: Lane<UInt32>
  private(set) var status: Lane<UInt8>
  private(set) var integers: Lane<Int64>
  private(set) var doubles: Lane<Double>
  /// Valid cells that the lane cannot hold, by row.
  var wide: [WideCell] = []
  private(set) var nulls = 0
  var invalid = 0
  /// Cells such as `1.0` in an integer column.
  var integralFloats = 0
  private(set) var mayHaveNonASCII = true
  /// Where the cells were found, if not in fields of their own.
  private(set) var origin: ValueOrigin?
  /// Local times that no clock of the column's zone ever showed; they are invalid too.
  var clockGaps = 0
  /// Rows whose cell is a date or time, and not in the column's format; ascending.
  var foreignForms: [Int] = []

  private let startStorage = LaneStorage<UInt32>(repeating: 0)
  private let lengthStorage = LaneStorage<UInt32>(repeating: 0)
  private let statusStorage = LaneStorage<UInt8>(repeating: 0)
  private let integerStorage = LaneStorage<Int64>(repeating: 0)
  private let doubleStorage = LaneStorage<Double>(repeating: 0)
  private let keptStorage = LaneStorage<UInt8>(repeating: 0)
  private let leftStorage = LaneStorage<UInt32>(repeating: 0)
  private let constantStorage = LaneStorage<UInt8>(repeating: 0)

  struct WideCell {
    var row: Int
    /// In the finest unit of the kind (integers 1, decimals 10^-scale, timestamps ns); nil where even Int128 is
    /// too narrow and the text is the value.
    var value: Int128?
  }

  init() {
    bytes = unsafe Bytes.none
    starts = startStorage.lane
    lengths = lengthStorage.lane
    status = statusStorage.lane
    integers = integerStorage.lane
    doubles = doubleStorage.lane
  }

  /// Cuts field `field` out of every row of `batch` and finds the nulls.
  func gather(_ batch: RecordBatch, field: Int, dialect: Dialect) {
    forgetExtrema()
    self.batch = batch
    origin = nil
    mayHaveNonASCII = batch.span.mayHaveNonASCII
    bytes = batch.bytes
    rows = batch.rows
    starts = startStorage.lane(of: rows)
    lengths = lengthStorage.lane(of: rows)
    status = statusStorage.lane(of: rows)
    wide.removeAll(keepingCapacity: true)
    invalid = 0
    integralFloats = 0
    clockGaps = 0
    foreignForms.removeAll(keepingCapacity: true)
    if let constant = batch.span.layout.constant(ofField: field) {
      repeatCell(constant.value)
      return
    }
    cut(batch, field: field)
    let isLast = field == batch.span.layout.width - 1
    if isLast && batch.span.hasReturns {
      dropReturns()
      markEmptyAsNull()
    }
    if dialect.trims {
      dropBlanks(dialect)
      markEmptyAsNull()
    }
    if dialect.onlyEmptyIsNull && !batch.span.hasQuotes {
      // Marked already.
    } else if dialect.onlyEmptyIsNull && batch.quoted.isKnown && !dialect.trims {
      batch.quoted.forEachRow(of: field) { unquote($0, dialect, hasDoubledQuotes: batch.span.hasDoubledQuotes) }
    } else {
      unquote(dialect, hasDoubledQuotes: batch.span.hasDoubledQuotes)
    }
  }

  /// Gives every row the same cell, which stands in none of them; nil is null.
  private func repeatCell(_ value: [UInt8]?) {
    let text = value ?? []
    let memory = constantStorage.lane(of: text.count + Bytes.padding)
    for (index, byte) in text.enumerated() { memory[index] = byte }
    // SAFETY: the storage is this column's, and as much longer than the text as words need.
    bytes = unsafe Bytes(base: memory.base, count: text.count)
    mayHaveNonASCII = text.contains { $0 >= 0x80 }
    for row in 0..<rows {
      starts[row] = 0
      lengths[row] = UInt32(truncatingIfNeeded: text.count)
      status[row] = value == nil ? CellStatus.null : CellStatus.valid
    }
    nulls = value == nil ? rows : 0
  }

  /// Cells that were found inside the cells of another column.
  struct Values {
    var count: Int
    var bytes: Bytes
    var starts: Lane<UInt32>
    var lengths: Lane<UInt32>
    var status: Lane<UInt8>
    /// Items or members, where the cells are containers.
    var sizes: Lane<Int64>
    var nulls: Int
    var invalid: Int
    var mayHaveNonASCII: Bool
    var origin: ValueOrigin
  }

  /// Takes cells that lie in somebody else's memory; they are decoded and tested as gathered ones are.
  func take(_ values: Values, of source: ColumnBatch) {
    forgetExtrema()
    batch = source.batch
    rows = values.count
    bytes = values.bytes
    starts = values.starts
    lengths = values.lengths
    status = values.status
    integers = values.sizes
    wide.removeAll(keepingCapacity: true)
    nulls = values.nulls
    invalid = values.invalid
    integralFloats = 0
    mayHaveNonASCII = values.mayHaveNonASCII
    origin = values.origin
  }

  /// Undoes a decoding, so that the same cells can be decoded as another kind.
  func resetForDecoding() {
    forgetExtrema()
    let status = self.status
    for row in 0..<rows where status[row] != CellStatus.null { status[row] = CellStatus.valid }
    wide.removeAll(keepingCapacity: true)
    invalid = 0
    integralFloats = 0
    clockGaps = 0
    foreignForms.removeAll(keepingCapacity: true)
  }

  /// Takes a copy of the decoded cells of those rows of another column that are not 0 in `mask`.
  func fill(from source: ColumnBatch, where mask: Lane<UInt8>) {
    forgetExtrema()
    (batch, bytes, origin) = (source.batch, source.bytes, source.origin)
    (mayHaveNonASCII, integralFloats, clockGaps) = (source.mayHaveNonASCII, 0, 0)
    starts = startStorage.lane(of: source.rows)
    lengths = lengthStorage.lane(of: source.rows)
    status = statusStorage.lane(of: source.rows)
    integers = integerStorage.lane(of: source.rows)
    doubles = doubleStorage.lane(of: source.rows)
    wide.removeAll(keepingCapacity: true)
    foreignForms.removeAll(keepingCapacity: true)
    let (hasIntegers, hasDoubles) = (source.integers.count >= source.rows, source.doubles.count >= source.rows)
    var (count, nulls, invalid, nextWide) = (0, 0, 0, 0)
    for row in 0..<source.rows where mask[row] != 0 {
      let state = source.status[row]
      status[count] = state
      starts[count] = source.starts[row]
      lengths[count] = source.lengths[row]
      if hasIntegers { integers[count] = source.integers[row] }
      if hasDoubles { doubles[count] = source.doubles[row] }
      nulls &+= state == CellStatus.null ? 1 : 0
      invalid &+= state == CellStatus.invalid ? 1 : 0
      if state == CellStatus.wide {
        while source.wide[nextWide].row < row { nextWide += 1 }
        wide.append(WideCell(row: count, value: source.wide[nextWide].value))
      }
      count &+= 1
    }
    rows = count
    (self.nulls, self.invalid) = (nulls, invalid)
  }

  /// Marks the cells of rows that are 0 in `mask` as if they did not parse, so that nobody counts them.
  func limit(to mask: Lane<UInt8>) {
    let status = self.status
    for row in 0..<rows where mask[row] == 0 && status[row] != CellStatus.invalid {
      if status[row] == CellStatus.null { nulls -= 1 }
      status[row] = CellStatus.invalid
      invalid += 1
    }
    wide.removeAll { mask[$0.row] == 0 }
  }

  /// Does something with the cells of some rows alone.
  func limited<Failure>(to mask: Lane<UInt8>, _ body: () throws(Failure) -> Void) throws(Failure) {
    let kept = keptStorage.lane(of: rows)
    for row in 0..<rows { kept[row] = status[row] }
    let (nulls, invalid, wide) = (self.nulls, self.invalid, self.wide)
    defer {
      for row in 0..<rows { status[row] = kept[row] }
      (self.nulls, self.invalid, self.wide) = (nulls, invalid, wide)
    }
    limit(to: mask)
    try body()
  }

  /// The cell's text.
  func text(_ row: Int) -> [UInt8] { bytes.copy(Int(starts[row]), Int(lengths[row])) }

  func integerLane() -> Lane<Int64> {
    forgetExtrema()
    integers = integerStorage.lane(of: rows)
    return integers
  }

  func doubleLane() -> Lane<Double> {
    forgetExtrema()
    doubles = doubleStorage.lane(of: rows)
    return doubles
  }

  /// Where a kernel puts the rows that it does not read.
  func leftLane() -> Lane<UInt32> { leftStorage.lane(of: rows) }

  // Known once somebody asks, until the lane is filled again.
  private var knownDoubles: DoubleExtrema?
  private var knownIntegers: IntegerExtrema?

  /// Of the doubles that were decoded.
  var doubleExtrema: DoubleExtrema {
    if let knownDoubles { return knownDoubles }
    let extrema = DoubleExtrema(doubles, status, rows: rows)
    knownDoubles = extrema
    return extrema
  }

  /// Of the integers that were decoded.
  var integerExtrema: IntegerExtrema {
    if let knownIntegers { return knownIntegers }
    let extrema = IntegerExtrema(integers, status, rows: rows)
    knownIntegers = extrema
    return extrema
  }

  private func forgetExtrema() { (knownDoubles, knownIntegers) = (nil, nil) }

  /// Finds the cells, and marks the empty ones as null on the way.
  private func cut(_ batch: RecordBatch, field: Int) {
    let (starts, lengths, status) = (self.starts, self.lengths, self.status)
    let (ends, width, rowStarts) = (batch.fieldEnds, batch.span.layout.width, batch.starts)
    if let kernel = unsafe ColumnKernels.best.cut {
      // SAFETY: there are `width` separators for each of `rows` rows, and the lanes have `rows` elements.
      nulls = unsafe kernel(
        bytes.base, ends.base + field, field == 0 ? rowStarts.base : nil, width, rows, starts.base, lengths.base,
        status.base)
      return
    }
    var count = 0
    var end = field
    for row in 0..<rows {
      let start = field == 0 ? rowStarts[row] : ends[end &- 1] &+ 1
      let length = ends[end] &- start
      starts[row] = start
      lengths[row] = length
      let isNull: UInt8 = length == 0 ? 1 : 0
      status[row] = isNull
      count &+= Int(isNull)
      end &+= width
    }
    nulls = count
  }

  /// The CR of a CR LF line end is not part of the last field.
  private func dropReturns() {
    let (bytes, starts, lengths) = (self.bytes, self.starts, self.lengths)
    for row in 0..<rows where lengths[row] > 0 {
      if bytes[Int(starts[row] &+ lengths[row]) &- 1] == UInt8(ascii: "\r") { lengths[row] &-= 1 }
    }
  }

  /// Takes the blanks off both edges of every field, outside its quotes where it has some.
  private func dropBlanks(_ dialect: Dialect) {
    let (bytes, starts, lengths) = (self.bytes, self.starts, self.lengths)
    for row in 0..<rows {
      var (start, end) = (Int(starts[row]), Int(starts[row] &+ lengths[row]))
      while start < end && dialect.isBlank(bytes[start]) { start += 1 }
      while end > start && dialect.isBlank(bytes[end - 1]) { end -= 1 }
      starts[row] = UInt32(truncatingIfNeeded: start)
      lengths[row] = UInt32(truncatingIfNeeded: end - start)
    }
  }

  private func markEmptyAsNull() {
    let (lengths, status) = (self.lengths, self.status)
    var count = 0
    for row in 0..<rows {
      let isNull: UInt8 = lengths[row] == 0 ? 1 : 0
      status[row] = isNull
      count &+= Int(isNull)
    }
    nulls = count
  }

  /// Looks at every cell.
  private func unquote(_ dialect: Dialect, hasDoubledQuotes: Bool) {
    guard let kernel = unsafe ColumnKernels.best.unquote, let quote = dialect.quote, dialect.onlyEmptyIsNull else {
      return unquoteAlone(dialect, hasDoubledQuotes: hasDoubledQuotes)
    }
    // What has no bytes is null already, and nothing else is.
    let (starts, lengths, left) = (self.starts, self.lengths, leftLane())
    let mark = hasDoubledQuotes ? Int32(dialect.escape ?? quote) : -1
    // SAFETY: the lanes have `rows` elements, and every cell lies in the memory behind `bytes`, which is padded.
    let count = unsafe kernel(bytes.base, starts.base, lengths.base, rows, quote, mark, left.base)
    for index in 0..<count {
      let row = Int(left[index])
      lengths[row] = UInt32(truncatingIfNeeded: plain(Int(starts[row]), Int(lengths[row]), dialect))
    }
  }

  /// The same without the kernel (unquote_avx2.c), whatever stands for null.
  private func unquoteAlone(_ dialect: Dialect, hasDoubledQuotes: Bool) {
    let (bytes, starts, lengths, status) = (self.bytes, self.starts, self.lengths, self.status)
    let onlyEmptyIsNull = dialect.onlyEmptyIsNull
    let quote = dialect.quote
    var count = 0
    for row in 0..<rows {
      let (start, length) = (Int(starts[row]), Int(lengths[row]))
      if length >= 2 && bytes[start] == quote {
        status[row] = CellStatus.valid
        if unquote(row, dialect, hasDoubledQuotes: hasDoubledQuotes) { continue }
      }
      let isNull =
        onlyEmptyIsNull ? length == 0 : dialect.nullTokens.contains { bytes.equals($0, start, length) }
      status[row] = isNull ? CellStatus.null : CellStatus.valid
      count &+= isNull ? 1 : 0
    }
    nulls = count
  }

  /// Takes the quotes off one cell that begins with one; false where it does not end with another.
  @inline(__always) @discardableResult
  private func unquote(_ row: Int, _ dialect: Dialect, hasDoubledQuotes: Bool) -> Bool {
    let (start, length) = (Int(starts[row]), Int(lengths[row]))
    guard length >= 2 && bytes[start &+ length &- 1] == dialect.quote else { return false }
    var inner = length &- 2
    if hasDoubledQuotes { inner = plain(start + 1, inner, dialect) }
    starts[row] = UInt32(truncatingIfNeeded: start &+ 1)
    lengths[row] = UInt32(truncatingIfNeeded: inner)
    return true
  }

  /// Undoes doubled or escaped quotes in place; returns the new length. What is left over becomes quotes, so that no
  /// line feed is counted twice.
  private func plain(_ start: Int, _ length: Int, _ dialect: Dialect) -> Int {
    guard let quote = dialect.quote else { return length }
    let end = start + length
    var read = start
    // What comes before the first pair stays where it is.
    let marks = 0x0101_0101_0101_0101 &* UInt64(dialect.escape ?? quote)
    while read &+ 8 <= end && !Self.hasZeroByte(bytes.word(at: read) ^ marks) { read &+= 8 }
    var write = read
    while read < end {
      let byte = bytes[read]
      if let escape = dialect.escape {
        // An escape before anything else is data, as Spark reads it.
        let isPair = byte == escape && read + 1 < end && (bytes[read + 1] == quote || bytes[read + 1] == escape)
        bytes[write] = isPair ? bytes[read + 1] : byte
        read += isPair ? 2 : 1
      } else {
        bytes[write] = byte
        read += byte == quote ? 2 : 1
      }
      write += 1
    }
    for position in write..<end { bytes[position] = quote }
    return write - start
  }

  @inline(__always)
  private static func hasZeroByte(_ word: UInt64) -> Bool {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
  }
}
