import SluiceContract

@testable import SluiceEngine

/// The counts of a key as anybody would compute them: a dictionary from written-out keys to rows.
enum NaiveKeys {
  static func counts(_ columns: [[String?]], kinds: [ColumnKind], rowLimit: Int) -> KeyCounts {
    counts(groups: groups(columns, kinds: kinds), rowLimit: rowLimit)
  }

  /// The rows of each key, ascending.
  static func groups(_ columns: [[String?]], kinds: [ColumnKind]) -> [[Int]] {
    var rows: [[String]: [Int]] = [:]
    for row in columns[0].indices {
      let cells = columns.map { $0[row] }
      // Ruling 5: only a combination of nulls alone is skipped.
      if cells.allSatisfy({ $0 == nil }) { continue }
      let parts = zip(cells, kinds).map { cell, kind in cell.map { part($0, kind) } ?? "null" }
      // A part that does not parse leaves its row without a key.
      if parts.contains(where: { $0 == nil }) { continue }
      rows[parts.compactMap(\.self), default: []].append(row)
    }
    return Array(rows.values)
  }

  static func counts(groups: some Sequence<[Int]>, rowLimit: Int) -> KeyCounts {
    var counts = KeyCounts()
    for group in groups {
      counts.rows += group.count
      counts.distinct += 1
      if group.count > 1 {
        counts.duplicatedValues += 1
        counts.rowsInGroups += group.count
        counts.firstRows += group
      }
    }
    counts.firstRows = Array(counts.firstRows.sorted().prefix(rowLimit))
    return counts
  }

  /// A text that is the same for equal values of the kind; nil where the cell is none.
  private static func part(_ cell: String, _ kind: ColumnKind) -> String? {
    switch kind {
    case .text: return "text " + cell
    case .container: return nil
    case .integer:
      guard !cell.contains("e"), let value = ExactDecimal(cell), value.isIntegral else { return nil }
      return "\(value)"
    case .decimal: return ExactDecimal(cell).map { "\($0)" }
    case .number:
      guard let value = Double(cell) else { return nil }
      return value == 0 ? "0" : value.isNaN ? "nan" : "\(value.bitPattern)"
    case .boolean: return ["true", "True"].contains(cell) ? "1" : ["false", "False"].contains(cell) ? "0" : nil
    case .date: return CivilTime.days(cell).map { "\($0)" }
    case .time: return CivilTime.nanosecondsOfDay(cell).map { "\($0)" }
    case .timestamp: return CivilTime.timestamp(cell).map { "\($0.nanoseconds)" }
    }
  }
}
