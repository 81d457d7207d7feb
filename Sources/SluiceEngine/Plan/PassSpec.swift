/// Everything that one pass over the batch is to compute; made by the plan.
struct PassSpec: Sendable {
  var scan: ScanSpec
  var columns: [ColumnSpec]
  var keys: [KeySpec]
  /// Findings kept per test and key.
  var samples: Int
  var times: [TimeSpec] = []
  var rowTests = RowTests()
  var aggregates: [AggregateSpec] = []
  var orders: [OrderSpec] = []
  var outliers: [OutlierSpec] = []
  /// All ones but in tests, which weaken the hash of keys to make collisions.
  var hashMask = UInt64.max
  var keyBudget = KeyBudget.unlimited
  /// Rows of duplicated keys that are wanted, all of them; nil where a few samples do.
  var duplicateRows: DuplicateRows?
}
