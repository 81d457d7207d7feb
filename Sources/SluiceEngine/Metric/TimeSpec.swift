/// What is to be known of the times of one column, or of two; indices into the columns of the pass.
enum TimeSpec: Sendable, Hashable {
  case extremes(column: Int)
  /// second − first, row by row
  case difference(from: Int, to: Int)
  /// Between consecutive distinct times; what is at most `enough` nanoseconds need not be told apart.
  case largestGap(column: Int, enough: Int128)

  /// The columns whose cells are read, in the order in which a difference takes them.
  var columns: [Int] {
    switch self {
    case .extremes(let column), .largestGap(let column, _): [column]
    case .difference(let from, let to): [from, to]
    }
  }
}

/// Cells of a date or timestamp column as instants.
enum Instants {
  /// Nanoseconds that a unit of the lane stands for.
  static func nanosecondsPerUnit(_ kind: ColumnKind) -> Int128 {
    kind == .date ? 86_400 * 1_000_000_000 : 1000
  }
}
