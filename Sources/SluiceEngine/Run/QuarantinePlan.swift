internal import SluiceContract

/// Which rows the second pass sets apart, and why: a pure function of what the first pass found.
///
/// A row is rejected where it breaks a rule that blocks and has failed; of a rule with a tolerance, where the tolerance
/// is exceeded, and then every row that the rule counts. A rule that fails because it counts too little rejects nothing:
/// no row is to blame. A record whose fields cannot be told apart was never checked and is always rejected.
struct QuarantinePlan: Sendable {
  /// Columns that are decoded again, ascending.
  private(set) var columns: [Column] = []
  /// Keys of several columns; keys of one are tests of their column.
  private(set) var keys: [Key] = []
  /// Rules about whole rows, and rules with a `where`.
  private(set) var rowTests: [RowTest] = []
  private(set) var parts: [Part] = []
  /// Faults that reject the record that has them.
  let faults: Set<StructureKind>
  /// Indices of the results of which each broken row is rejected.
  private(set) var results: Set<Int> = []
  /// Whether there is anything to reject.
  private(set) var rejectsAny = false

  struct Column: Sendable {
    /// Of the pass.
    var index: Int
    var name: String
    var isMasked: Bool
    var tests: [Test] = []
    /// Tests of values inside its cells, which are JSON.
    var nestedTests: [NestedTest] = []
    /// Keys that are this column alone.
    var keys: [Key] = []

    /// What a cell may break: tests, tests of what is inside, keys.
    var checks: [String] { tests.map(\.check) + nestedTests.map(\.check) + keys.map(\.check) }
  }

  struct NestedTest: Sendable {
    var node: Int
    var test: CellTest
    var check: String
  }

  struct Test: Sendable {
    var test: CellTest
    var check: String
  }

  struct Key: Sendable {
    /// Indices into `QuarantinePlan.columns`.
    var columns: [Int]
    var rows: RowSet
    var check: String
  }

  struct RowTest: Sendable {
    var spec: RowTestSpec
    /// Indices into `QuarantinePlan.columns` of what the rule reads.
    var columns: [Int]
    var check: String
  }

  struct Part: Sendable {
    /// False where the file was refused or is empty: all its bytes are then rejected.
    var isReadable: Bool
    /// Of an unreadable part, what is wrong with it.
    var faults: [String]
    /// The first of the blank lines at its end, which hold nothing and are accepted.
    var firstTrailingBlank: Int
  }

  /// `results`: one for each rule of the plan, in its order, waivers applied.
  init(_ plan: Plan, _ results: [CheckResult], _ pass: ColumnPass.Result) {
    let policies = plan.object.settings.structure
    faults = Set(StructureKind.allCases.filter { $0.rejects(policies) })
    let acceptsTrailingBlanks = !faults.contains(.trailingBlankLine)
    parts = pass.reading.files.indices.map { Part(pass.reading, file: $0, acceptsTrailingBlanks) }
    rejectsAny = pass.reading.structure.entries.contains { key, entry in
      faults.contains(key.kind) && entry.isOfRecords || !parts[key.file].isReadable && !parts[key.file].faults.isEmpty
    }
    let broken = plan.rules.indices.filter { isRejecting(plan.rules[$0], results[$0], plan.pass) }
    if broken.isEmpty { return }
    rejectsAny = true
    self.results = Set(broken)
    let needed = Set(broken.flatMap { plan.rules[$0].columns + plan.rules[$0].conditionColumns }).sorted()
    columns = needed.map { index in
      let property = plan.object.properties[index]
      return Column(index: index, name: property.name, isMasked: property.isMasked)
    }
    for index in broken { add(plan.rules[index], plan, pass, positions: needed) }
  }

  /// Whether the rows that the rule counts are those that break it, and none of them would be right.
  private func isRejecting(_ planned: Plan.PlannedRule, _ result: CheckResult, _ spec: PassSpec) -> Bool {
    guard result.isBlocking, result.status == .fail else { return false }
    switch planned.source {
    case .batchFacts, .notRun, .times, .query, .aggregate, .change: return false
    case .rows(let index):
      if case .counted = spec.rowTests.tests[index].test { return false }
      return planned.rule.threshold?.admits(0, of: 1) ?? true
    case .test, .nestedTest, .key, .reference, .order, .outliers:
      return planned.rule.threshold?.admits(0, of: 1) ?? true
    }
  }

  private mutating func add(
    _ planned: Plan.PlannedRule, _ plan: Plan, _ pass: ColumnPass.Result, positions: [Int]
  ) {
    let check = planned.rule.check
    switch planned.source {
    case .batchFacts, .notRun, .times, .query, .aggregate, .change: break
    case .rows(let index):
      let read = planned.columns.compactMap { positions.firstIndex(of: $0) }
      rowTests.append(RowTest(spec: plan.pass.rowTests.tests[index], columns: read, check: check))
    case .outliers(let index):
      guard let test = pass.outliers[index].test else { return }
      let read = planned.columns.compactMap { positions.firstIndex(of: $0) }
      rowTests.append(RowTest(spec: test, columns: read, check: check))
    case .order(let index, _):
      guard let rows = pass.orderRows[index] else { return }
      let read = planned.columns.compactMap { positions.firstIndex(of: $0) }
      columns[read[0]].keys.append(Key(columns: read, rows: rows, check: check))
    case .test(let column, let index):
      guard let position = positions.firstIndex(of: column) else { return }
      columns[position].tests.append(Test(test: plan.pass.columns[column].tests[index], check: check))
    case .nestedTest(let column, let node, let index):
      guard let position = positions.firstIndex(of: column), let spec = plan.pass.columns[column].nested else { return }
      columns[position].nestedTests.append(NestedTest(node: node, test: spec.tests[node][index], check: check))
    case .key, .reference:
      guard let rows = pass.rejectedRows(planned.source) else { return }
      let key = Key(columns: planned.columns.compactMap { positions.firstIndex(of: $0) }, rows: rows, check: check)
      if key.columns.count == 1 { columns[key.columns[0]].keys.append(key) } else { keys.append(key) }
    }
  }
}

extension ColumnPass.Result {
  /// The rows that a rule about keys counts.
  fileprivate func rejectedRows(_ source: Plan.Source) -> RowSet? {
    switch source {
    case .key(let index): keyRows[index]
    case .reference(let index): referenceRows[index]
    default: nil
    }
  }
}

extension QuarantinePlan.Part {
  fileprivate init(_ reading: BatchReader.Outcome, file: Int, _ acceptsTrailingBlanks: Bool) {
    isReadable = reading.files[file].layout != nil
    let entries = reading.structure.entries.filter { $0.key.file == file }
    faults = isReadable ? [] : Set(entries.keys.filter { !$0.kind.isWarning }.map(\.kind.reportName)).sorted()
    let blank = entries[StructureLog.Key(file: file, kind: .trailingBlankLine)]?.count ?? 0
    firstTrailingBlank = reading.files[file].rows + 1 - (acceptsTrailingBlanks ? blank : 0)
  }
}

extension StructureLog.Entry {
  /// Whether the fault is of records, or of a header too.
  var isOfRecords: Bool { places.first?.row != 0 || count > 1 }
}

extension StructureKind {
  /// Whether the fault is one record's own, so that the rest of the file is none the worse for it.
  var isOfOneRecord: Bool {
    switch self {
    case .fieldCount, .blankLine, .trailingBlankLine, .unterminatedQuote, .textAfterQuote, .bareQuote,
      .loneCarriageReturn, .nulByte, .invalidUTF8, .undecodable, .fieldTooLong, .recordTooLong:
      true
    default: false
    }
  }

  /// A policy may let a record pass that is odd, but not one that could not be read.
  fileprivate func rejects(_ policies: [String: ColumnPolicy]) -> Bool {
    if !isOfOneRecord { return false }
    if breaksRecord && self != .blankLine && self != .trailingBlankLine { return true }
    return StructureReport.severity(self, policies) == .error
  }
}
