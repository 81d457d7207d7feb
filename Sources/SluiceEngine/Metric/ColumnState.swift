/// Everything that is known of one column after some of its cells: a mergeable state.
struct ColumnState: MetricState, Sendable {
  /// Cells read: rows whose record is whole and whose file has the column.
  private(set) var rows = 0
  private(set) var nulls = 0
  private(set) var invalid = 0
  private(set) var integralFloats = 0
  /// Local times that do not exist in the column's zone; invalid too.
  private(set) var clockGaps = 0
  // Beside the counts, which are changed anyway: an optional's own mark would lie far behind them.
  private let hasIntegers: Bool
  private let hasNumbers: Bool
  /// One for each test of the spec.
  private(set) var findings: [FindingState]
  /// For values inside cells: the rows that hold the containers they are in; nil where each row has one cell.
  var holders: Int?
  /// What is known of the insides of its cells, where they are JSON.
  private(set) var nested: NestedState?
  private var integerStatistics = IntegerStatistics()
  private var numberStatistics = NumberStatistics()

  /// Of columns whose values are counted as integers.
  var integers: IntegerStatistics? { hasIntegers ? integerStatistics : nil }
  /// Of columns whose values are counted as numbers.
  var numbers: NumberStatistics? { hasNumbers ? numberStatistics : nil }
  /// Whether some timestamp is finer than a microsecond.
  var hasFineTimes: Bool {
    hasIntegers && integerStatistics.wideCount > 0
  }

  init(_ spec: ColumnSpec, samples: Int) {
    hasNumbers = spec.kind == .number
    hasIntegers = spec.kind != .text && !hasNumbers
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
    if hasIntegers { integerStatistics.add(column) }
    if hasNumbers { numberStatistics.add(column) }
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
    if hasIntegers { integerStatistics.merge(other.integerStatistics) }
    if hasNumbers { numberStatistics.merge(other.numberStatistics) }
  }
}
