internal import CSluiceKernels

/// Runs the row tests of a pass over the decoded columns of each batch, for one worker.
///
/// How it works: the program runs strip by strip; after each strip every test writes 1 into its lane for the rows that
/// fail, and adds up how the rows stand. Rows are looked at again only while samples are wanted.
/// The hook for others: `mask(of:)` gives, for the step of a `where`, a lane that is 1 for the rows it holds for. It is
/// complete for the whole batch after `run`, so that any metric state can be narrowed by it (keys are).
final class RowTestRunner {
  private let spec: RowTests
  private let runner: ExpressionRunner
  private(set) var states: [RowTestState]
  private let cellRunners: [CellTestRunner?]
  private let failStorage: [LaneStorage<UInt8>]
  private let maskStorage: [Int: LaneStorage<UInt8>]
  private let coveredStorage = LaneStorage<UInt8>(repeating: 0)
  private let meantStorage = LaneStorage<UInt8>(repeating: 0, count: ExpressionRunner.strip)
  private let everyRow = LaneStorage<UInt8>(repeating: 1, count: ExpressionRunner.strip)
  private let noRow = LaneStorage<UInt8>(repeating: 0, count: ExpressionRunner.strip)
  /// Failing rows of the batch, for each test.
  private(set) var failing: [Int]
  /// For each test, whether the file has its columns.
  private var isRun: [Bool]
  private var steps: [Int] = []
  private var conditions: [Int] = []
  private var hasLayout = false

  /// `tests`: indices of those to run; nil for all.
  init(_ spec: RowTests, samples: Int) {
    self.spec = spec
    runner = ExpressionRunner(spec.program, now: spec.now)
    states = spec.tests.map { _ in RowTestState(limit: samples) }
    cellRunners = spec.tests.map { test in
      if case .cells(_, let cells, _) = test.test { CellTestRunner(cells, samples: 0) } else { nil }
    }
    failStorage = spec.tests.map { _ in LaneStorage(repeating: 0) }
    maskStorage = Dictionary(
      spec.keyConditions.map { ($0, LaneStorage(repeating: 0)) }, uniquingKeysWith: { first, _ in first })
    failing = spec.tests.map { _ in 0 }
    isRun = spec.tests.map { _ in false }
  }

  /// `columns`: those of the pass that the file has and that are decoded.
  func run(_ batch: RecordBatch, _ columns: [ColumnBatch?]) {
    settle(columns)
    for index in spec.tests.indices { failing[index] = 0 }
    if steps.isEmpty && !isRun.contains(true) { return }
    var cells: [(fails: Lane<UInt8>, count: Int)?] = []
    for (index, test) in spec.tests.enumerated() {
      guard isRun[index], case .cells(let column, _, _) = test.test, let column = columns[column] else {
        cells.append(nil)
        continue
      }
      cells.append(cellRunners[index]?.evaluate(column))
    }
    for index in spec.tests.indices where isRun[index] { _ = failStorage[index].lane(of: batch.rows) }
    for step in conditions { _ = maskStorage[step]?.lane(of: batch.rows) }
    var first = 0
    while first < batch.rows {
      let count = min(ExpressionRunner.strip, batch.rows - first)
      runner.run(steps, columns, from: first, count: count)
      let strip = Strip(batch: batch, columns: columns, first: first, count: count)
      for index in spec.tests.indices where isRun[index] { judge(index, strip, cells[index]) }
      for step in conditions { note(step, strip) }
      first += count
    }
    for index in spec.tests.indices where isRun[index] { keepSamples(index, batch, columns) }
    for (index, runner) in cellRunners.enumerated() {
      if let first = runner?.state.firstUndecided { states[index].addError(first, ValueStatus.undecided) }
    }
  }

  /// Rows that fail a test; meaningless where `failing` is 0.
  func fails(of test: Int) -> Lane<UInt8> { failStorage[test].lane }

  /// 1 for the rows of the batch for which a condition of a key holds.
  func mask(of step: Int) -> Lane<UInt8>? { conditions.contains(step) ? maskStorage[step]?.lane : nil }

  /// Finds what can be run with the columns that the file has.
  private func settle(_ columns: [ColumnBatch?]) {
    let runnable = spec.tests.map { test in test.columns.allSatisfy { columns[$0] != nil } }
    if hasLayout && runnable == isRun { return }
    hasLayout = true
    isRun = runnable
    conditions = Set(spec.keyConditions).sorted().filter { step in
      spec.program.columns(for: [step]).allSatisfy { columns[$0] != nil }
    }
    let roots = spec.tests.indices.filter { isRun[$0] }.flatMap { spec.tests[$0].roots }
    steps = spec.program.steps(for: roots + conditions)
  }

  private struct Strip {
    var batch: RecordBatch
    var columns: [ColumnBatch?]
    var first: Int
    var count: Int
  }

  // MARK: Judging
  //
  // Lanes of 0 and 1, and a loop without a branch for each question.

  private func judge(_ index: Int, _ strip: Strip, _ cells: (fails: Lane<UInt8>, count: Int)?) {
    let fails = failStorage[index].lane.part(from: strip.first, count: strip.count)
    var counts = RowTestState.Counts()
    let meant = meant(index, strip, &counts)
    switch spec.tests[index].test {
    case .holds(let step):
      let (values, status, _) = runner.truths(of: step)
      // SAFETY: all lanes have as many rows as the strip.
      let standing = unsafe sluice_judge(meant.base, values.base, status.base, strip.count, fails.base)
      counts.decided = Int(standing.decided)
      counts.failing = Int(standing.failing)
      counts.unknown = Int(standing.unknown)
      if standing.worst > ValueStatus.null { addErrors(index, strip, status) { meant[$0] != 0 } }
    case .cells(let column, _, let skipsNulls):
      guard let cells, let column = strip.columns[column] else { return }
      let states = column.status.part(from: strip.first, count: strip.count)
      let broken = cells.count > 0 ? cells.fails.part(from: strip.first, count: strip.count) : noRow.lane
      for row in 0..<strip.count {
        let isNull = (skipsNulls ? 1 : 0) & (states[row] == CellStatus.null ? 1 : 0) as UInt8
        let isDecided = meant[row] & (isNull ^ 1)
        fails[row] = isDecided & broken[row]
        counts.decided &+= Int(isDecided)
        counts.failing &+= Int(isDecided & broken[row])
        counts.unknown &+= Int(meant[row] & isNull)
      }
    case .counted:
      for row in 0..<strip.count {
        fails[row] = 0
        counts.decided &+= Int(meant[row])
      }
    }
    failing[index] += counts.failing
    states[index].add(counts)
  }

  /// 1 for the rows of a strip that a test is about: those inside its `where`, with cells that parse.
  private func meant(_ index: Int, _ strip: Strip, _ counts: inout RowTestState.Counts) -> Lane<UInt8> {
    let covered = covered(index, strip)
    // A test is not copied, which would count references to all that it holds, for every strip.
    let condition = spec.tests[index].condition
    if covered == nil && condition == nil { return everyRow.lane }
    let (meant, cover) = (meantStorage.lane, covered ?? noRow.lane)
    guard let condition else {
      for row in 0..<strip.count {
        meant[row] = cover[row] == Self.isCovered ? 1 : 0
        counts.uncovered &+= Int(meant[row] ^ 1)
      }
      return meant
    }
    let (values, status, _) = runner.truths(of: condition)
    var worst = ValueStatus.known
    for row in 0..<strip.count {
      // Whether the row is meant at all is not known: its `where` reads a cell that does not parse.
      let isScoped: UInt8 = cover[row] == Self.unscoped ? 0 : 1
      let isInside = isScoped & (status[row] == ValueStatus.known ? values[row] : 0)
      meant[row] = isInside & (cover[row] == Self.isCovered ? 1 : 0)
      counts.outside &+= Int(isScoped & (isInside ^ 1))
      counts.uncovered &+= Int(isScoped ^ 1) &+ Int(isInside & (meant[row] ^ 1))
      worst = max(worst, status[row])
    }
    if worst > ValueStatus.null { addErrors(index, strip, status) { cover[$0] != Self.unscoped } }
    return meant
  }

  /// Keeps the first row that could not be decided, of those for which `isMeant`.
  private func addErrors(_ index: Int, _ strip: Strip, _ status: Lane<UInt8>, _ isMeant: (Int) -> Bool) {
    for row in 0..<strip.count where status[row] > ValueStatus.null && isMeant(row) {
      addError(index, strip, row, status[row])
    }
  }

  private static let isCovered: UInt8 = 0
  private static let isUncovered: UInt8 = 1
  private static let unscoped: UInt8 = 2

  /// The rows with a cell that does not parse; nil where there is none.
  private func covered(_ index: Int, _ strip: Strip) -> Lane<UInt8>? {
    let (testColumns, conditionColumns) = (spec.tests[index].testColumns, spec.tests[index].conditionColumns)
    let isBroken = { (column: Int) in strip.columns[column]?.invalid ?? 0 > 0 }
    guard testColumns.contains(where: isBroken) || conditionColumns.contains(where: isBroken) else { return nil }
    let lane = coveredStorage.lane(of: ExpressionRunner.strip)
    for row in 0..<strip.count { lane[row] = Self.isCovered }
    for (columns, mark) in [(testColumns, Self.isUncovered), (conditionColumns, Self.unscoped)] {
      for column in columns {
        guard let column = strip.columns[column], column.invalid > 0 else { continue }
        let status = column.status.part(from: strip.first, count: strip.count)
        for row in 0..<strip.count where status[row] == CellStatus.invalid { lane[row] = mark }
      }
    }
    return lane
  }

  private func addError(_ index: Int, _ strip: Strip, _ row: Int, _ status: UInt8) {
    let ordinal = strip.batch.ordinal(of: strip.first + row)
    if let first = states[index].findings.firstUndecided, first.ordinal <= ordinal { return }
    states[index].addError(finding(index, strip.first + row, strip.batch, strip.columns), status)
  }

  private func note(_ step: Int, _ strip: Strip) {
    guard let mask = maskStorage[step]?.lane.part(from: strip.first, count: strip.count) else { return }
    let (values, status, _) = runner.truths(of: step)
    for row in 0..<strip.count { mask[row] = status[row] == ValueStatus.known ? values[row] : 0 }
    for column in spec.program.columns(for: [step]) {
      guard let column = strip.columns[column], column.invalid > 0 else { continue }
      let cells = column.status.part(from: strip.first, count: strip.count)
      for row in 0..<strip.count where cells[row] == CellStatus.invalid { mask[row] = 0 }
    }
  }

  // MARK: Samples

  private func keepSamples(_ index: Int, _ batch: RecordBatch, _ columns: [ColumnBatch?]) {
    var wanted = min(states[index].wanted(from: batch.span.firstOrdinal), failing[index])
    if wanted == 0 { return }
    let fails = failStorage[index].lane
    for row in 0..<batch.rows where fails[row] != 0 {
      states[index].keep(finding(index, row, batch, columns))
      wanted -= 1
      if wanted == 0 { return }
    }
  }

  private func finding(_ index: Int, _ row: Int, _ batch: RecordBatch, _ columns: [ColumnBatch?]) -> RowFinding {
    let shown = spec.tests[index].shown.compactMap { columns[$0] }
    guard let first = shown.first else { return RowFinding(row, batch) }
    var finding = RowFinding(row, first, batch)
    finding.parts = shown.map { $0.sampledText(row) }
    return finding
  }
}
