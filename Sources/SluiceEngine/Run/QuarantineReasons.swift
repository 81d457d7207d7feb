internal import SluiceContract

/// Writes `reasons.csv`: a line for each rejected row and column, which says what is wrong with the cell.
///
/// Columns: `part` as the batch names it; `row` and `line` from 1; `byte` of the row's start in the part, from 0;
/// `column`, empty where the record itself is broken, several joined by `;` for a key of several; `checks` joined by
/// `;`; `value` as it was read, the beginning of a long one, unquoted and empty for a null. A masked value is `•••`.
/// Shape: CSV with LF and doubled quotes, whatever the batch is written in. Lines of a row stand in the order: the
/// record, its columns in the order of the contract, its rules of rows, its keys.
package struct QuarantineReasons: ~Copyable {
  package static let header = Array("part,row,line,byte,column,checks,value\n".utf8)

  private let plan: QuarantinePlan
  private let parts: [[UInt8]]
  private let names: Names
  private var out = ByteBuffer()
  /// Where `part,row,line,byte,` of the row at hand stands, once it is written.
  private var prefix: Range<Int>?
  private var place = Place(part: 0, row: 0, line: 0, byte: 0)
  /// Tests that some row of the batch breaks, columns ascending.
  private var broken: [BrokenTest] = []
  private var brokenKeys: [BrokenKey] = []
  /// Rules of rows that some row of the batch breaks.
  private var brokenRules: [BrokenKey] = []

  struct Place {
    var part: Int
    var row: Int
    var line: Int
    var byte: Int
  }

  private struct BrokenTest {
    /// Position in the plan's columns.
    var column: Int
    var check: Names.Name
    var fails: Lane<UInt8>
    var cells: Cells
  }

  /// What a line says of a cell.
  private struct Cells {
    var bytes: Bytes
    var starts: Lane<UInt32>
    var lengths: Lane<UInt32>
    var status: Lane<UInt8>
    var isMasked: Bool

    init(_ column: ColumnBatch, isMasked: Bool) {
      (bytes, starts, lengths, status) = (column.bytes, column.starts, column.lengths, column.status)
      self.isMasked = isMasked
    }
  }

  private struct BrokenKey {
    /// Index in the plan's keys, or in its row tests.
    var key: Int
    var fails: Lane<UInt8>
  }

  init(_ plan: QuarantinePlan, paths: [String]) {
    self.plan = plan
    parts = paths.map { CSVField.bytes(Array(PathText.shown($0).utf8)) }
    names = Names(plan)
  }

  /// Replaces what an array holds by the lines of one chunk.
  func copy(to array: inout [UInt8]) { out.copy(to: &array) }

  mutating func removeAll() { out.removeAll() }

  /// The line of a part of which no record can be read.
  static func line(ofPart path: String, _ faults: [String]) -> [UInt8] {
    CSVField.bytes(Array(path.utf8)) + Array(",0,1,0,,\(faults.joined(separator: ";")),\n".utf8)
  }

  // MARK: A batch

  mutating func beginBatch() {
    broken.removeAll(keepingCapacity: true)
    brokenKeys.removeAll(keepingCapacity: true)
    brokenRules.removeAll(keepingCapacity: true)
  }

  /// Some rows break one of a column's `checks`: those that are not 0 in `fails`. Columns ascend.
  mutating func add(check index: Int, ofColumn position: Int, _ column: ColumnBatch, fails: Lane<UInt8>) {
    let cells = Cells(column, isMasked: plan.columns[position].isMasked)
    broken.append(BrokenTest(column: position, check: names.checks[position][index], fails: fails, cells: cells))
  }

  /// Some rows share a key of several columns with another row.
  mutating func add(key index: Int, fails: Lane<UInt8>) { brokenKeys.append(BrokenKey(key: index, fails: fails)) }

  /// Some rows break a rule about several of their columns, or one with a `where`.
  mutating func add(rowTest index: Int, fails: Lane<UInt8>) { brokenRules.append(BrokenKey(key: index, fails: fails)) }

  // MARK: A row

  @inline(__always)
  mutating func begin(_ place: Place) {
    self.place = place
    prefix = nil
  }

  /// What is wrong with the record itself.
  mutating func add(_ faults: ArraySlice<RecordFault>) {
    var words: [String] = []
    for fault in faults where !words.contains(fault.kind.reportName) { words.append(fault.kind.reportName) }
    let line = Array(",\(words.joined(separator: ";")),\n".utf8)
    beginLine(room: line.count)
    out.append(line)
  }

  /// What is wrong with the cells of a row of the batch.
  mutating func add(row: Int, columns: [ColumnBatch]) {
    var open: BrokenTest?
    var last = -1
    for test in broken where test.fails[row] != 0 {
      if test.column != open?.column {
        if let open { endLine(open.cells, row) }
        open = test
        last = -1
        beginLine(room: names.room)
        names.append(names.columns[test.column], to: &out)
        out.append(Self.comma)
      }
      // Rules that differ in their bounds alone have one name.
      if last == test.check.id { continue }
      if last >= 0 {
        out.reserve(names.room)
        out.append(Self.semicolon)
      }
      names.append(test.check, to: &out)
      last = test.check.id
    }
    if let open { endLine(open.cells, row) }
    for rule in brokenRules where rule.fails[row] != 0 {
      let test = plan.rowTests[rule.key]
      add(test.columns, check: test.check, row, columns)
    }
    for key in brokenKeys where key.fails[row] != 0 {
      let key = plan.keys[key.key]
      add(key.columns, check: key.check, row, columns)
    }
  }

  /// Writes where the row is; there is room for `room` more bytes afterwards.
  @inline(__always)
  private mutating func beginLine(room: Int) {
    if let prefix {
      out.reserve(prefix.count + room)
      return out.repeatBytes(prefix)
    }
    let part = parts[place.part]
    out.reserve(part.count + 3 * (ByteBuffer.decimalDigits + 1) + 1 + room)
    let start = out.count
    out.append(part)
    out.append(Self.comma)
    out.append(decimal: place.row)
    out.append(Self.comma)
    out.append(decimal: place.line)
    out.append(Self.comma)
    out.append(decimal: place.byte)
    out.append(Self.comma)
    prefix = start..<out.count
  }

  @inline(__always)
  private mutating func endLine(_ cells: Cells, _ row: Int) {
    let length = SampledText.length(cells.bytes, Int(cells.starts[row]), Int(cells.lengths[row]))
    out.reserve(CSVField.room(length) + Self.masked.count + 2)
    out.append(Self.comma)
    if cells.status[row] != CellStatus.null {
      if cells.isMasked {
        out.append(Self.masked)
      } else {
        CSVField.append(cells.bytes, Int(cells.starts[row]), length, to: &out)
      }
    }
    out.append(Self.lineFeed)
  }

  private mutating func add(_ read: [Int], check: String, _ row: Int, _ columns: [ColumnBatch]) {
    var value: [UInt8] = []
    for (index, position) in read.enumerated() {
      if index > 0 { value.append(Self.semicolon) }
      if columns[position].status[row] == CellStatus.null { continue }
      value += plan.columns[position].isMasked ? Self.masked : columns[position].sampledText(row)?.bytes ?? []
    }
    let words = read.map { plan.columns[$0].name }.joined(separator: ";")
    var line = CSVField.bytes(Array(words.utf8)) + [Self.comma]
    line += Array(check.utf8) + [Self.comma] + CSVField.bytes(value) + [Self.lineFeed]
    beginLine(room: line.count)
    out.append(line)
  }

  private static let masked = Array(MaskedValue.text.utf8)
  private static let comma = UInt8(ascii: ",")
  private static let semicolon = UInt8(ascii: ";")
  private static let lineFeed = UInt8(ascii: "\n")
}

/// Names of columns and checks in one piece of memory, so that writing one is a copy and nothing else.
private struct Names: ~Copyable {
  struct Name {
    /// The same for equal names.
    var id: Int
    var start: Int
    var count: Int
  }

  private(set) var columns: [Name] = []
  private(set) var checks: [[Name]] = []
  /// Room that the longest name and a separator take, twice.
  private(set) var room = 0
  private var memory = ByteBuffer()
  private var known: [[UInt8]: Name] = [:]

  init(_ plan: QuarantinePlan) {
    for column in plan.columns {
      columns.append(name(CSVField.bytes(Array(column.name.utf8))))
      var names: [Name] = []
      for check in column.checks { names.append(name(Array(check.utf8))) }
      checks.append(names)
    }
  }

  private mutating func name(_ text: [UInt8]) -> Name {
    if let name = known[text] { return name }
    let name = Name(id: known.count, start: memory.count, count: text.count)
    memory.reserve(text.count)
    memory.append(text)
    known[text] = name
    room = max(room, 2 * (text.count + 1))
    return name
  }

  @inline(__always)
  func append(_ name: Name, to buffer: inout ByteBuffer) {
    buffer.append(memory.view, name.start, name.count)
  }
}
