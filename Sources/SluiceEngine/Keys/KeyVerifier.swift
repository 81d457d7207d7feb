/// One key's parts, decoded, for the rows of one batch.
struct DecodedKey {
  var columns: [(column: ColumnBatch, kind: ColumnKind)]
  var batch: RecordBatch
  var hashMask: UInt64
  /// Set for a key of one column: rows whose value fits 64 bits are counted already.
  var onlyWide: Bool

  /// Calls `body` for every row that has a key, with its hash.
  func forEachRow(_ body: (_ row: Int, _ hash: UInt64) -> Void) {
    for row in 0..<batch.rows {
      var hash: UInt64 = 0
      var nulls = 0
      var isUsable = true
      for (position, part) in columns.enumerated() {
        hash &+= KeyValue.hash(part.column, part.kind, row, position: position)
        nulls += part.column.status[row] == CellStatus.null ? 1 : 0
        isUsable = isUsable && part.column.status[row] != CellStatus.invalid
      }
      guard isUsable, nulls < columns.count else { continue }
      if onlyWide && !KeyValue.isWide(columns[0].column, columns[0].kind, row) { continue }
      body(row, hash & hashMask)
    }
  }

  /// The key of a row as bytes that are equal exactly for equal keys.
  func canonical(_ row: Int) -> [UInt8] {
    columns.reduce(into: []) { $0 += KeyValue.canonical($1.column, $1.kind, row) }
  }

  func ordinal(_ row: Int) -> Int { batch.span.firstOrdinal + batch.record(of: row) }
}

/// Finds out whether hashes that occur more than once stand for one key or for several, for one worker and one key.
///
/// Memory: the bytes of the first key met under each suspect hash.
final class KeyVerifier {
  private let suspects: Set<UInt64>
  /// Where in `arena` the first key of a hash starts: its length in eight bytes, then its bytes.
  private var offsets: [UInt64: Int] = [:]
  private var arena: [UInt8] = []
  /// Hashes under which two different keys were met.
  private(set) var collided: Set<UInt64> = []

  init(suspects: Set<UInt64>) { self.suspects = suspects }

  func add(_ key: DecodedKey) {
    key.forEachRow { row, hash in
      guard suspects.contains(hash) else { return }
      note(key.canonical(row), hash)
    }
  }

  private func note(_ key: [UInt8], _ hash: UInt64) {
    if let offset = offsets[hash] {
      if !representative(at: offset).elementsEqual(key) { collided.insert(hash) }
    } else {
      offsets[hash] = arena.count
      for shift in 0..<8 { arena.append(UInt8(truncatingIfNeeded: key.count >> (8 * shift))) }
      arena += key
    }
  }

  private func representative(at offset: Int) -> ArraySlice<UInt8> {
    let count = (0..<8).reduce(0) { $0 | Int(arena[offset + $1]) << (8 * $1) }
    return arena[offset + 8..<offset + 8 + count]
  }

  /// Takes over what another worker met.
  func merge(_ other: KeyVerifier) {
    collided.formUnion(other.collided)
    for (hash, offset) in other.offsets { note(Array(other.representative(at: offset)), hash) }
  }
}

/// Counts by their bytes the keys whose hashes collide, for one worker and one key.
final class KeyRegrouper {
  private let collided: Set<UInt64>
  private var rows: [[UInt8]: [Int]] = [:]

  init(collided: Set<UInt64>) { self.collided = collided }

  func add(_ key: DecodedKey) {
    key.forEachRow { row, hash in
      if collided.contains(hash) { rows[key.canonical(row), default: []].append(key.ordinal(row)) }
    }
  }

  func merge(_ other: KeyRegrouper) { rows.merge(other.rows) { $0 + $1 } }

  func counts(rowLimit: Int) -> KeyCounts { KeyCounts(groups: rows.values, rowLimit: rowLimit) }
}
