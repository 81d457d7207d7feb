internal import SluiceContract

/// What is to be measured of one column, of all its rows or of those for which a `where` holds: everything that rules
/// ask of it at once, so that each value is looked at once.
struct AggregateSpec: Sendable {
  /// Index into the columns of the pass.
  var column: Int
  /// The step of the program of `PassSpec.rowTests`; nil for all rows.
  var condition: Int?
  var countsZeros = false
  /// Highest power whose sum is needed; 0 for none.
  var powers = 0
  var findsText = false
  /// Columns to which the column is correlated.
  var partners: [Int] = []
  /// Whether values are counted.
  var talliesValues = false
  /// Whether they are listed, while they are categories (`ValueCounts.mostCategories`).
  var listsValues = false
  /// Shares in 0...1 of the quantiles.
  var quantiles: [ExactDecimal] = []
  var sought: [SoughtValues] = []

  init(column: Int, condition: Int?) {
    self.column = column
    self.condition = condition
  }

  /// Columns that must stay decoded until all of a batch are.
  var lateColumns: [Int] { condition == nil && partners.isEmpty ? [] : [column] + partners }

  var keepsValues: Bool { talliesValues || !quantiles.isEmpty }
}

/// Values of a contract that a column is searched for, as its cells are compared.
struct SoughtValues: Sendable, Hashable {
  /// By the word that only equal values have (`KeyValue.exact`).
  var words: [UInt64: Int] = [:]
  var texts: [[UInt8]: Int] = [:]
  /// Values beyond 64 bits, in the finest unit of the kind.
  var wide: [Int128: Int] = [:]
  var huge: [ExactDecimal: Int] = [:]
  /// How many values are sought, equal ones once.
  var count: Int { words.count + texts.count + wide.count + huge.count }
}

/// What was measured for one spec, of the whole batch.
struct AggregateResult: Sendable {
  /// Counts, extrema and sums.
  var basics: ColumnState
  var zeros = 0
  var powers: PowerSums?
  var text = TextExtremes()
  /// One for each partner.
  var products: [ProductSums] = []
  var counts: ValueCounts?
  /// By share.
  var quantiles: [ExactDecimal: QuantilePair] = [:]
  /// For each list of the spec, the indices of the values that occur.
  var found: [Set<Int>] = []
}
