/// Writes `reasons.csv`: a line for each rejected row and column, which says what is wrong with the cell.
///
/// Columns: `part` as the batch names it; `row` and `line` from 1; `byte` of the row's start in the part, from 0;
/// `column`, empty where the record itself is broken, several joined by `;` for a key of several; `checks` joined by
/// `;`; `value` as it was read, unquoted and empty for a null. A masked value is shown as `•••`.
/// Shape: CSV with LF and doubled quotes, whatever the batch is written in. Lines of a row stand in the order: the
/// record, its columns in the order of the contract, its keys.
package struct QuarantineReasons {
  package static let header = Array("part,row,line,byte,column,checks,value\n".utf8)

  /// The lines of one chunk.
  private(set) var bytes: [UInt8] = []

  private let plan: QuarantinePlan
  private let parts: [[UInt8]]
  private let columnNames: [[UInt8]]
  private let checkNames: [[[UInt8]]]
  /// `part,row,line,byte,` of the row at hand.
  private var prefix: [UInt8] = []
  /// Tests that some row of the batch breaks, by column.
  private var broken: [[BrokenTest]]
  /// Columns that may have a reason in this batch, ascending.
  private var busy: [Int] = []

  private struct BrokenTest {
    var index: Int
    var fails: Lane<UInt8>
  }

  init(_ plan: QuarantinePlan, paths: [String]) {
    self.plan = plan
    parts = paths.map { CSVField.bytes(Array($0.utf8)) }
    columnNames = plan.columns.map { CSVField.bytes(Array($0.name.utf8)) }
    checkNames = plan.columns.map { $0.tests.map { Array($0.check.utf8) } }
    broken = plan.columns.map { _ in [] }
  }

  /// The line of a part of which no record can be read.
  static func line(ofPart path: String, _ faults: [String]) -> [UInt8] {
    CSVField.bytes(Array(path.utf8)) + Array(",0,1,0,,\(faults.joined(separator: ";")),\n".utf8)
  }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  // MARK: A batch

  mutating func beginBatch() {
    for position in busy { broken[position].removeAll(keepingCapacity: true) }
    busy.removeAll(keepingCapacity: true)
  }

  /// A column of the batch is decoded; called in their order.
  mutating func begin(column position: Int) {
    if !plan.columns[position].keys.isEmpty { busy.append(position) }
  }

  /// Some rows break a test of the column begun last: those that are not 0 in `fails`.
  mutating func add(test index: Int, ofColumn position: Int, fails: Lane<UInt8>) {
    if busy.last != position { busy.append(position) }
    broken[position].append(BrokenTest(index: index, fails: fails))
  }

  // MARK: A row

  mutating func begin(part: Int, row: Int, line: Int, byte: Int) {
    prefix.removeAll(keepingCapacity: true)
    prefix += parts[part]
    for number in [row, line, byte] {
      prefix.append(Self.comma)
      prefix.append(decimal: number)
    }
    prefix.append(Self.comma)
  }

  /// What is wrong with the record itself.
  mutating func add(_ faults: ArraySlice<RecordFault>) {
    bytes += prefix
    bytes.append(Self.comma)
    var named: [StructureKind] = []
    for fault in faults where !named.contains(fault.kind) {
      if !named.isEmpty { bytes.append(Self.semicolon) }
      bytes += fault.kind.reportName.utf8
      named.append(fault.kind)
    }
    bytes.append(Self.comma)
    bytes.append(Self.lineFeed)
  }

  /// What is wrong with the cells of a row of the batch.
  mutating func add(row: Int, ordinal: Int, columns: [ColumnBatch]) {
    for position in busy {
      let start = bytes.count
      bytes += prefix
      bytes += columnNames[position]
      bytes.append(Self.comma)
      guard addChecks(position, row: row, ordinal: ordinal) else {
        bytes.removeLast(bytes.count - start)
        continue
      }
      bytes.append(Self.comma)
      addValue(columns[position], row, isMasked: plan.columns[position].isMasked)
      bytes.append(Self.lineFeed)
    }
    for key in plan.keys where key.rows.contains(ordinal) { add(key, row, columns) }
  }

  /// False where the cell breaks none.
  private mutating func addChecks(_ position: Int, row: Int, ordinal: Int) -> Bool {
    let names = checkNames[position]
    var last = -1
    for test in broken[position] where test.fails[row] != 0 {
      // Rules that differ in their bounds alone have one name.
      if last >= 0 && names[last] == names[test.index] { continue }
      if last >= 0 { bytes.append(Self.semicolon) }
      bytes += names[test.index]
      last = test.index
    }
    var isAny = last >= 0
    for key in plan.columns[position].keys where key.rows.contains(ordinal) {
      if isAny { bytes.append(Self.semicolon) }
      bytes += key.check.utf8
      isAny = true
    }
    return isAny
  }

  private mutating func addValue(_ column: ColumnBatch, _ row: Int, isMasked: Bool) {
    if column.status[row] == CellStatus.null { return }
    if isMasked {
      bytes += MaskedValue.text.utf8
    } else {
      CSVField.append(column.bytes, Int(column.starts[row]), Int(column.lengths[row]), to: &bytes)
    }
  }

  private mutating func add(_ key: QuarantinePlan.Key, _ row: Int, _ columns: [ColumnBatch]) {
    var value: [UInt8] = []
    for (index, position) in key.columns.enumerated() {
      if index > 0 { value.append(Self.semicolon) }
      if columns[position].status[row] == CellStatus.null { continue }
      value += plan.columns[position].isMasked ? Array(MaskedValue.text.utf8) : columns[position].text(row)
    }
    let names = key.columns.map { plan.columns[$0].name }.joined(separator: ";")
    bytes += prefix
    bytes += CSVField.bytes(Array(names.utf8))
    bytes.append(Self.comma)
    bytes += key.check.utf8
    bytes.append(Self.comma)
    bytes += CSVField.bytes(value)
    bytes.append(Self.lineFeed)
  }

  private static let comma = UInt8(ascii: ",")
  private static let semicolon = UInt8(ascii: ";")
  private static let lineFeed = UInt8(ascii: "\n")
}
