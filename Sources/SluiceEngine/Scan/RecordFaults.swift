/// Faults of single records as a worker meets them, and what blank lines need: which record is the last solid one.
struct RecordFaults: Sendable {
  private(set) var log: StructureLog
  private var lastSolid: [Int: Int] = [:]

  init(limit: Int) { log = StructureLog(limit: limit) }

  mutating func add(_ kind: StructureKind, file: Int, place: () -> StructureLog.Place) {
    log.add(kind, file: file, place: place)
  }

  /// Counts faults of which no place is wanted any more.
  mutating func add(_ kind: StructureKind, file: Int, count: Int) { log.add(kind, file: file, count: count) }

  /// Places that are still kept of a kind.
  func wanted(_ kind: StructureKind, file: Int) -> Int { log.wanted(kind, file: file) }

  /// A record that is not blank.
  mutating func sawSolidRecord(file: Int, row: Int) { lastSolid[file] = max(lastSolid[file] ?? 0, row) }

  mutating func merge(_ other: RecordFaults) {
    log.merge(other.log)
    lastSolid.merge(other.lastSolid) { max($0, $1) }
  }

  /// Of `rows` records of a file, how many at its end are blank.
  func trailingBlankLines(file: Int, rows: Int) -> Int { rows - (lastSolid[file] ?? 0) }
}
