/// Columns whose values together are a key.
struct KeySpec: Sendable, Hashable {
  /// Indices into the columns of the pass.
  var columns: [Int]
  /// The step of the program of `PassSpec.rowTests` that a row's `where` is; nil for all rows.
  var condition: Int?
}

/// How often key values occur.
struct KeyCounts: Sendable, Equatable {
  /// Rows that have a key: not all parts null, none unparsable.
  var rows = 0
  var distinct = 0
  /// Distinct values that occur more than once.
  var duplicatedValues = 0
  /// Rows of those values.
  var rowsInGroups = 0
  /// The first rows (of the batch, from 0) of those values, ascending.
  var firstRows: [Int] = []

  var surplusRows: Int { rows - distinct }
}
