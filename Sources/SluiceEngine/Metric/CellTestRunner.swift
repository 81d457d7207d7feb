internal import SluiceContract

/// Runs one cell test over column batches, for one worker.
///
/// How it works: each test writes 1 into `fails` for the rows that break it, in one loop without dispatch per
/// cell; the rows are counted, and looked at again only while samples are still wanted. So a batch full of errors
/// costs what a clean one does.
final class CellTestRunner {
  private let test: CellTest
  private var matchers: [Pattern.Matcher] = []
  private let storage: LaneStorage<UInt8>
  /// Where it holds, `evaluate` need not be called.
  let shortcut: TestShortcut
  private(set) var state: FindingState
  private var scratch: [CellTestRunner] = []
  private var undecided = 0
  private lazy var scannedJSON = ScannedJSON()
  /// Ordinal of the last row that was counted because of a value inside its cell.
  private var lastRow = -1

  /// Undecided cells after which a pattern is given up: the rule is an error anyway.
  private static let undecidedLimit = 100

  /// `storage`: where the rows are marked; runners that run one after the other may share it, and stay in the cache.
  init(_ test: CellTest, samples: Int, storage: LaneStorage<UInt8> = LaneStorage(repeating: 0)) {
    self.test = test
    self.storage = storage
    shortcut = TestShortcut(test)
    state = FindingState(limit: samples)
    switch test {
    case .matches(let pattern): matchers = [Pattern.Matcher(pattern)]
    case .all(let tests): scratch = tests.map { CellTestRunner($0, samples: 0) }
    case .unlessMissing(_, let test): scratch = [CellTestRunner(test, samples: 0)]
    default: break
    }
  }

  /// Tests all cells; returns how many fail.
  func run(_ column: ColumnBatch) {
    let (fails, count) = evaluate(column)
    if count == 0 { return }
    if let origin = column.origin {
      countRows(column, origin, fails, count)
      return
    }
    state.add(count: count)
    guard let batch = column.batch else { return }
    var wanted = min(state.wanted(from: batch.span.firstOrdinal), count)
    if wanted == 0 { return }
    for row in 0..<column.rows where fails[row] != 0 {
      state.keep(RowFinding(row, column, batch))
      wanted -= 1
      if wanted == 0 { return }
    }
  }

  /// A row breaks a test once, however many of the values inside its cell do.
  private func countRows(_ column: ColumnBatch, _ origin: ValueOrigin, _ fails: Lane<UInt8>, _ count: Int) {
    guard let batch = column.batch else { return }
    state.add(values: count)
    var rows = 0
    for index in 0..<column.rows where fails[index] != 0 {
      let ordinal = batch.span.firstOrdinal + batch.record(of: Int(origin.rows[index]))
      if ordinal == lastRow { continue }
      lastRow = ordinal
      rows += 1
      if state.wanted(from: ordinal) > 0 { state.keep(RowFinding(index, column, batch)) }
    }
    state.add(count: rows)
  }

  /// Marks the rows that values inside their cells make fail; returns how many were not marked before.
  func mark(_ column: ColumnBatch, _ origin: ValueOrigin, _ rows: Lane<UInt8>) -> Int {
    let (fails, count) = evaluate(column)
    if count == 0 { return 0 }
    var marked = 0
    for index in 0..<column.rows where fails[index] != 0 && rows[Int(origin.rows[index])] == 0 {
      rows[Int(origin.rows[index])] = 1
      marked += 1
    }
    return marked
  }

  /// The rows that fail, and how many; where none does, the lane says nothing.
  func evaluate(_ column: ColumnBatch) -> (Lane<UInt8>, Int) {
    let fails = storage.lane(of: column.rows)
    // Nothing to look for where all are inside.
    if shortcut.holds(for: column) { return (fails, 0) }
    let count =
      switch test {
      case .present: statusEquals(CellStatus.null, column, fails)
      case .parses: statusEquals(CellStatus.invalid, column, fails)
      case .inRange(let range): outside(range, column, fails)
      case .inNumberRange(let range): outside(range, column, fails)
      case .hasLength(let lengths): wrongLength(lengths, column, fails)
      case .matches: unmatched(column, fails)
      case .isOneOf(let set): eachText(column, fails) { !set.contains($0, $1, $2) }
      case .isOneOfIntegers(let set): notIn(set, column, fails)
      case .isOneOfNumbers(let values): notIn(values, column, fails)
      case .hasForm(let form): withoutForm(form, column, fails)
      case .hasFormat(.json): notJSON(column, fails)
      case .hasFormat(let format): withoutFormat(format, column, fails)
      case .followsPattern: inForeignForm(column, fails)
      case .carriesOffset(let test): offsets(test, column, fails)
      case .fitsFloat32: beyondFloat32(column, fails)
      case .isMultiple(let divisor): notMultiple(divisor, column, fails)
      case .notMissing(let tokens): missing(tokens, column, fails)
      case .all: any(column, fails)
      case .unlessMissing(let tokens, _): exempting(tokens, column, fails)
      }
    return (fails, count)
  }

  private func notJSON(_ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    let scanned = scannedJSON
    return eachText(column, fails) { !scanned.isWhole($0, $1, $2) }
  }

  private func statusEquals(_ wanted: UInt8, _ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    let count = wanted == CellStatus.null ? column.nulls : column.invalid
    let status = column.status
    for row in 0..<column.rows { fails[row] = status[row] == wanted ? 1 : 0 }
    return count
  }

  private func outside(_ range: IntegerRange, _ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    let (values, status) = (column.integers, column.status)
    let (low, high) = (range.laneMinimum, range.laneMaximum)
    var count = 0
    for row in 0..<column.rows {
      let value = values[row]
      let fail: UInt8 = (status[row] == CellStatus.valid) && (value < low || value > high) ? 1 : 0
      fails[row] = fail
      count &+= Int(fail)
    }
    for cell in column.wide {
      let passes =
        cell.value.map { $0 >= range.wideMinimum && $0 <= range.wideMaximum }
        ?? ExactDecimal(bytes: column.text(cell.row)).map { range.exact.contains($0) } ?? false
      fails[cell.row] = passes ? 0 : 1
      count += passes ? 0 : 1
    }
    return count
  }

  private func outside(_ range: NumberRange, _ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    let (values, status) = (column.doubles, column.status)
    let (low, high) = (range.lowest, range.highest)
    var count = 0
    for row in 0..<column.rows {
      let value = values[row]
      let isInside = value >= low && value <= high
      let fail: UInt8 = (status[row] == CellStatus.valid) && !isInside ? 1 : 0
      fails[row] = fail
      count &+= Int(fail)
    }
    return count
  }

  private func wrongLength(_ lengths: ClosedRange<Int>, _ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    guard column.mayHaveNonASCII else {
      return eachText(column, fails) { _, _, length in !lengths.contains(length) }
    }
    return eachText(column, fails) { bytes, start, length in
      var scalars = 0
      for position in start..<start + length { scalars &+= bytes[position] & 0xC0 == 0x80 ? 0 : 1 }
      return !lengths.contains(scalars)
    }
  }

  private func unmatched(_ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    let matcher = matchers[0]
    if let fixed = matcher.fixed { return eachText(column, fails) { !fixed.matches($0, $1, $2) } }
    var undecided = self.undecided
    var firstStart: Int?
    let count = eachText(column, fails) { bytes, start, length in
      if undecided >= Self.undecidedLimit { return false }
      switch matcher.match(bytes, start, length) {
      case .match: return false
      case .noMatch: return true
      case .undecided:
        undecided += 1
        firstStart = firstStart ?? start
        return false
      }
    }
    self.undecided = undecided
    if let firstStart, let batch = column.batch,
      let row = (0..<column.rows).first(where: { Int(column.starts[$0]) == firstStart })
    {
      state.addUndecided(RowFinding(row, column, batch))
    }
    return count
  }

  /// Fails the rows whose cell is there and parses, but is not as `isWrong` asks.
  @inline(__always)
  func eachText(
    _ column: ColumnBatch, _ fails: Lane<UInt8>, _ isWrong: (Bytes, Int, Int) -> Bool
  ) -> Int {
    let (bytes, starts, lengths, status) = (column.bytes, column.starts, column.lengths, column.status)
    var count = 0
    for row in 0..<column.rows {
      var fail: UInt8 = 0
      if status[row] == CellStatus.valid || status[row] == CellStatus.wide {
        fail = isWrong(bytes, Int(starts[row]), Int(lengths[row])) ? 1 : 0
      }
      fails[row] = fail
      count &+= Int(fail)
    }
    return count
  }

  private func notIn(_ set: IntegerSet, _ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    let (values, status) = (column.integers, column.status)
    var count = 0
    for row in 0..<column.rows {
      let fail: UInt8 = status[row] == CellStatus.valid && !set.lane.contains(values[row]) ? 1 : 0
      fails[row] = fail
      count &+= Int(fail)
    }
    for cell in column.wide {
      let isIn =
        cell.value.map { set.wide.contains($0) }
        ?? ExactDecimal(bytes: column.text(cell.row)).map { set.huge.contains($0) } ?? false
      fails[cell.row] = isIn ? 0 : 1
      count += isIn ? 0 : 1
    }
    return count
  }

  private func notIn(_ allowed: [Double], _ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    let (values, status) = (column.doubles, column.status)
    var count = 0
    for row in 0..<column.rows {
      let value = values[row]
      let fail: UInt8 = status[row] == CellStatus.valid && !allowed.contains(value) ? 1 : 0
      fails[row] = fail
      count &+= Int(fail)
    }
    return count
  }

  /// Null, or one of the tokens as it is written, whether or not it parses.
  private func missing(_ tokens: TextSet, _ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    let (bytes, starts, lengths, status) = (column.bytes, column.starts, column.lengths, column.status)
    var count = 0
    for row in 0..<column.rows {
      let isMissing =
        status[row] == CellStatus.null || tokens.containsRarely(bytes, Int(starts[row]), Int(lengths[row]))
      fails[row] = isMissing ? 1 : 0
      count &+= isMissing ? 1 : 0
    }
    return count
  }

  private func any(_ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    for row in 0..<column.rows { fails[row] = 0 }
    var count = 0
    for part in scratch {
      let (partFails, partCount) = part.evaluate(column)
      part.state.firstUndecided.map { state.addUndecided($0) }
      if partCount == 0 { continue }
      for row in 0..<column.rows where partFails[row] != 0 && fails[row] == 0 {
        fails[row] = 1
        count += 1
      }
    }
    return count
  }

  private func exempting(_ tokens: TextSet, _ column: ColumnBatch, _ fails: Lane<UInt8>) -> Int {
    let (inner, innerCount) = scratch[0].evaluate(column)
    scratch[0].state.firstUndecided.map { state.addUndecided($0) }
    if innerCount == 0 { return 0 }
    var count = 0
    for row in 0..<column.rows {
      let fails0 =
        inner[row] != 0
        && !tokens.contains(column.bytes, Int(column.starts[row]), Int(column.lengths[row]))
      fails[row] = fails0 ? 1 : 0
      count &+= fails0 ? 1 : 0
    }
    return count
  }
}

extension RowFinding {
  /// The finding of cell `cell` of a column.
  init(_ cell: Int, _ column: ColumnBatch, _ batch: RecordBatch) {
    self.init(column.origin.map { Int($0.rows[cell]) } ?? cell, batch)
    value = column.sampledText(cell)
    path = column.origin?.path(cell) ?? []
  }

  /// The finding of a row, without any cell.
  init(_ row: Int, _ batch: RecordBatch) {
    let record = batch.record(of: row)
    let start = Int(batch.starts[row])
    self.init(
      ordinal: batch.span.firstOrdinal + record, file: batch.span.layout.fileIndex,
      row: batch.span.firstRow + record, line: batch.line(record, start),
      byteOffset: batch.span.byteOffset + start - batch.span.start)
  }
}
