/// What is asked of whole rows: conditions over several columns, and tests of one column in some rows only.
struct RowTestSpec: Sendable {
  enum Test: Sendable {
    /// The step of the program is not false.
    case holds(step: Int)
    /// The cells of a column pass; rows with a null are outside the population where `skipsNulls`.
    case cells(column: Int, CellTest, skipsNulls: Bool)
    /// Nothing: the rows are only counted.
    case counted
  }

  var test: Test
  /// The step of `where`; nil for all rows.
  var condition: Int?
  /// Columns of the pass that a file must have for its rows to be tested, ascending.
  var columns: [Int]
  /// Columns of which a cell that does not parse leaves its row uncovered: those of the test, those of `where`.
  var testColumns: [Int] = []
  var conditionColumns: [Int] = []
  /// Columns whose cells a sample shows.
  var shown: [Int] = []

  /// The steps that must be run.
  var roots: [Int] {
    if case .holds(let step) = test { [step] + [condition].compactMap(\.self) } else { [condition].compactMap(\.self) }
  }
}

/// The row tests of a pass and the program they share.
struct RowTests: Sendable {
  var program = ExpressionProgram()
  var tests: [RowTestSpec] = []
  /// What `now` is: nanoseconds since 1970.
  var now: Int128 = 0
  /// Steps of `where` of keys and of aggregates.
  var keyConditions: [Int] = []

  /// Columns that must stay decoded until the batch's last one is, ascending.
  var columns: [Int] {
    Set(tests.flatMap(\.columns) + program.columns(for: keyConditions)).sorted()
  }
}

/// How the rows of a batch stand to one row test. Exact, whatever the split.
///
/// Law: rows whose `where` holds are decided, unknown, not covered or in error; all others are outside.
struct RowTestState: MetricState, Sendable {
  /// Rows that fail, and the first row for which the test could not be decided.
  private(set) var findings: FindingState
  /// Rows for which the test is true or false.
  private(set) var decided = 0
  /// Rows for which it is null.
  private(set) var unknown = 0
  /// Rows with a cell that does not parse.
  private(set) var uncovered = 0
  /// Rows for which `where` does not hold.
  private(set) var outside = 0
  /// Why the first undecided row is.
  private(set) var error: UInt8 = ValueStatus.known

  init(limit: Int) { findings = FindingState(limit: limit) }

  struct Counts {
    var decided = 0
    var unknown = 0
    var uncovered = 0
    var outside = 0
    var failing = 0
  }

  mutating func add(_ counts: Counts) {
    decided += counts.decided
    unknown += counts.unknown
    uncovered += counts.uncovered
    outside += counts.outside
    findings.add(count: counts.failing)
  }

  func wanted(from ordinal: Int) -> Int { findings.wanted(from: ordinal) }
  mutating func keep(_ finding: RowFinding) { findings.keep(finding) }

  mutating func addError(_ finding: RowFinding, _ status: UInt8) {
    if let first = findings.firstUndecided, first.ordinal <= finding.ordinal { return }
    findings.addUndecided(finding)
    error = status
  }

  mutating func merge(_ other: RowTestState) {
    if let theirs = other.findings.firstUndecided,
      findings.firstUndecided.map({ theirs.ordinal < $0.ordinal }) ?? true
    {
      error = other.error
    }
    findings.merge(other.findings)
    decided += other.decided
    unknown += other.unknown
    uncovered += other.uncovered
    outside += other.outside
  }
}
