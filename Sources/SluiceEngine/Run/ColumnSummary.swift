/// What the engine learned about one column of the batch.
package struct ColumnSummary: Sendable {
  package var name: String
  /// `string`, `integer`, `number`, `decimal`, `boolean`, `date`, `time`, `timestamp`, `object`, `array`, `map` or
  /// `vector`; of the last four, extrema and mean are those of the number of items or members.
  package var type: String
  /// Rows whose cell of this column was read (broken records are left out).
  package var rows: Int
  package var nulls: Int
  /// Cells that do not parse as `type`.
  package var invalid: Int
  /// Not-a-number cells; nil for types that have none.
  package var nan: Int?
  package var minimum: Value?
  package var maximum: Value?
  package var mean: Double?
  /// Exact count of distinct values; nil where no rule asked for it.
  package var distinct: Int?
  package var isMasked: Bool

  /// A value of the column's own type, ready to be printed without losing a digit.
  package enum Value: Sendable, Hashable {
    case integer(Int64)
    case number(Double)
    /// Decimals, integers beyond 64 bits, dates and times, as text.
    case text(String)
  }
}
