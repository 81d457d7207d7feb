/// Everything that is known of one column after some of its cells: a mergeable state.
struct ColumnState: MetricState, Sendable {
  /// Cells read: rows whose record is whole and whose file has the column.
  private(set) var rows = 0
  private(set) var nulls = 0
  private(set) var invalid = 0
  private(set) var integralFloats = 0
  /// Local times that do not exist in the column's zone; invalid too.
  private(set) var clockGaps = 0
  /// Of columns whose values are counted as integers, or as numbers; changed in place, since they are large.
  private(set) var integers: IntegerStatistics?
  private(set) var numbers: NumberStatistics?
  /// One for each test of the spec.
  private(set) var findings: [FindingState]
  /// For values inside cells: the rows that hold the containers they are in; nil where each row has one cell.
  var holders: Int?
  /// What is known of the insides of its cells, where they are JSON.
  private(set) var nested: NestedState?

  /// Whether some timestamp is finer than a microsecond.
  var hasFineTimes: Bool {
    integers.map { $0.wideCount > 0 } ?? false
  }

  init(_ spec: ColumnSpec, samples: Int) {
    switch spec.kind {
    case .text: break
    case .number: numbers = NumberStatistics()
    default: integers = IntegerStatistics()
    }
    findings = spec.tests.map { _ in FindingState(limit: samples) }
    nested = spec.nested.map { NestedState($0, samples: samples) }
  }

  /// Adds the counts and values of a decoded column; its tests are run apart.
  mutating func add(_ column: ColumnBatch) {
    rows += column.rows
    nulls += column.nulls
    invalid += column.invalid
    integralFloats += column.integralFloats
    clockGaps += column.clockGaps
    integers?.add(column)
    numbers?.add(column)
  }

  /// Adds cells that are all null, which need not be decoded.
  mutating func add(nulls count: Int) {
    rows += count
    nulls += count
  }

  mutating func setFindings(_ states: [FindingState]) { findings = states }
  mutating func setNested(_ state: NestedState?) { nested = state }

  mutating func merge(_ other: ColumnState) {
    rows += other.rows
    nulls += other.nulls
    invalid += other.invalid
    integralFloats += other.integralFloats
    clockGaps += other.clockGaps
    for index in findings.indices { findings[index].merge(other.findings[index]) }
    if let theirs = other.nested { nested?.merge(theirs) }
    if let theirs = other.integers { integers?.merge(theirs) }
    if let theirs = other.numbers { numbers?.merge(theirs) }
  }
}
