internal import SluiceEngine

/// What a run learned of one column.
public struct ColumnProfile: Sendable {
  private let column: ColumnSummary

  init(_ column: ColumnSummary) { self.column = column }

  /// As the contract writes it.
  public var name: String { column.name }
  /// `string`, `integer`, `number`, `decimal`, `boolean`, `date`, `time`, `timestamp`, …
  public var type: String { column.type }
  /// Rows whose cell was read; those of broken records are left out.
  public var rows: Int { column.rows }
  /// Null cells.
  public var nulls: Int { column.nulls }
  /// Cells that do not parse as `type`.
  public var invalid: Int { column.invalid }
  /// Arithmetic mean; nil where the type has none, and where it must not be shown.
  public var mean: Double? { column.isMasked ? nil : column.mean }
  /// Least value as text that loses no digit.
  public var minimum: String? { column.isMasked ? nil : column.minimum.map(Self.text) }
  /// Greatest value, likewise.
  public var maximum: String? { column.isMasked ? nil : column.maximum.map(Self.text) }
  /// Exact; nil where no rule asked for it.
  public var distinct: Int? { column.distinct }

  private static func text(_ value: ColumnSummary.Value) -> String {
    switch value {
    case .integer(let integer): String(integer)
    case .number(let number): String(describing: number)
    case .text(let text): text
    }
  }
}
