internal import Synchronization

/// Which rows of keys that are not unique a pass is to name, all of them: what quarantine rejects.
enum DuplicateRows: Sendable {
  /// No row can be trusted more than another.
  case all
  /// The first row of each key stays.
  case allButFirst

  /// Rows of one key, as threads find them.
  final class Gathering: Sendable {
    let kind: DuplicateRows
    private let builder = Lock(RowSetBuilder())

    init(_ kind: DuplicateRows) { self.kind = kind }

    fileprivate func insert(_ rows: [Int]) {
      builder.withLock { builder in
        for row in rows { builder.insert(row) }
      }
    }

    var rows: RowSet { builder.withLock { $0.finished() } }
  }
}

/// Rows that one thread found, handed over many at a time.
final class RowBuffer {
  private let gathering: DuplicateRows.Gathering
  private var rows: [Int] = []

  var kind: DuplicateRows { gathering.kind }

  init(_ gathering: DuplicateRows.Gathering) { self.gathering = gathering }

  func add(_ row: Int) {
    rows.append(row)
    if rows.count == 4096 { flush() }
  }

  func flush() {
    gathering.insert(rows)
    rows.removeAll(keepingCapacity: true)
  }
}
