/// What one column can be, judged by all of its cells: a mergeable state.
///
/// Kinds that some cell contradicts drop out. Law: the kinds left after a merge are those left on both sides, so
/// any split gives the same.
struct InferenceState: MetricState, Sendable {
  /// From narrow to wide; text always fits.
  static let candidates: [ColumnKind] = [
    .boolean, .integer, .number, .date, .time, .timestamp, .container(.array), .container(.object),
  ]

  private(set) var rows = 0
  private(set) var nulls = 0
  /// Surviving candidates, each with the statistics of all cells so far.
  private(set) var alive: [ColumnKind: ColumnState]

  init() {
    alive = [:]
    for kind in Self.candidates {
      alive[kind] = ColumnState(ColumnSpec(name: [], kind: kind, tests: []), samples: 0)
    }
  }

  /// Adds the cells of a gathered column.
  mutating func add(_ column: ColumnBatch, dialect: Dialect) {
    rows += column.rows
    nulls += column.nulls
    if column.rows == column.nulls {
      for kind in alive.keys { alive[kind]?.add(nulls: column.rows) }
      return
    }
    for kind in Self.candidates where alive[kind] != nil {
      column.resetForDecoding()
      Decoder.decode(column, as: kind, nil, dialect: dialect)
      if column.invalid > 0 {
        alive[kind] = nil
      } else {
        alive[kind]?.add(column)
      }
    }
  }

  mutating func merge(_ other: InferenceState) {
    rows += other.rows
    nulls += other.nulls
    for kind in Self.candidates {
      if let theirs = other.alive[kind] { alive[kind]?.merge(theirs) } else { alive[kind] = nil }
    }
  }

  /// The narrowest kind that fits; text where no cell says anything.
  var kind: ColumnKind {
    if rows == nulls { return .text }
    // Integers written as 1.0 are numbers to a reader who has no contract.
    return Self.candidates.first { alive[$0] != nil && !($0 == .integer && looksLikeIntegersAsFloats) }
      ?? .text
  }

  var looksLikeIntegersAsFloats: Bool { (alive[.integer]?.integralFloats ?? 0) > 0 }
}
