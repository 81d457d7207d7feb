/// A row that breaks a test: its place, and its cell.
struct RowFinding: Sendable, Hashable {
  /// Orders rows of the whole batch.
  var ordinal: Int
  var file: Int
  /// Record of the file, from 1.
  var row: Int
  var line: Int
  var byteOffset: Int
  /// nil for a null cell.
  var value: SampledText?
  /// Where in its cell the value stands, where it is only a part of it.
  var path: [UInt8] = []
  /// Cells of several columns, where a rule reads them; nil for null cells.
  var parts: [SampledText?] = []
}

/// Rows that break a test: how many, and the first few.
struct FindingState: MetricState, Sendable {
  private(set) var count = 0
  /// Values that break the test, where a row may hold several; else 0.
  private(set) var values = 0
  /// The first cell for which the test could not be decided (a match limit was hit); `count` then means nothing,
  /// since the test is given up after a few of them.
  private(set) var firstUndecided: RowFinding?
  private(set) var findings: [RowFinding] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Findings that are wanted of rows from `ordinal` on; of rows in order, fewer and fewer.
  func wanted(from ordinal: Int) -> Int {
    if let last = findings.last, last.ordinal > ordinal { return limit }
    return limit - findings.count
  }

  mutating func add(count: Int) { self.count += count }
  mutating func add(values: Int) { self.values += values }
  mutating func addUndecided(_ finding: RowFinding) {
    if firstUndecided.map({ finding.ordinal < $0.ordinal }) ?? true { firstUndecided = finding }
  }

  /// Findings of one chunk come in order, chunks of different files in any.
  mutating func keep(_ finding: RowFinding) {
    if let last = findings.last, last.ordinal > finding.ordinal {
      findings.insert(finding, at: findings.firstIndex { $0.ordinal > finding.ordinal } ?? findings.endIndex)
      findings.removeLast(max(0, findings.count - limit))
    } else if findings.count < limit {
      findings.append(finding)
    }
  }

  mutating func merge(_ other: FindingState) {
    count += other.count
    values += other.values
    if let theirs = other.firstUndecided { addUndecided(theirs) }
    findings += other.findings
    findings.sort { $0.ordinal < $1.ordinal }
    findings.removeLast(max(0, findings.count - limit))
  }
}
