/// A kind of check as data: what it asks, why it matters, what it takes, and examples that prove it.
///
/// From it come `sluice explain ID`, `docs/checks.md`, the words of text reports, and a test of the engine
/// that runs every example. What evaluates it lives in the engine under the same id.
package struct CheckDeclaration: Sendable {
  /// As in reports: `range`.
  package var id: String
  /// What it asks, in one sentence.
  package var summary: String
  /// Why it matters.
  package var why: String
  /// Where it is written in a contract.
  package var parameters: [Parameter]
  /// What it counts for a text report: `rows outside the range`.
  package var words: String
  /// Names of the metrics that the engine must gather.
  package var metrics: [String]
  /// Passes, then fails.
  package var examples: [Example]

  package struct Parameter: Sendable {
    package var name: String
    package var type: String
    /// nil where there is none.
    package var defaultValue: String?
    package var meaning: String
    /// What a larger value does to the promise.
    package var direction: Direction

    init(
      _ name: String, _ type: String, default value: String? = nil, _ meaning: String,
      larger direction: Direction
    ) {
      self.name = name
      self.type = type
      defaultValue = value
      self.meaning = meaning
      self.direction = direction
    }
  }

  package enum Direction: String, Sendable {
    case tightens
    case loosens
    case both
    case undetermined
    case none
  }

  package struct Example: Sendable {
    /// A whole contract with one object.
    package var contract: String
    /// The batch before it, of checks that compare; nil of all others.
    package var earlier: String?
    /// A whole batch, as bytes of UTF-8.
    package var csv: String
    /// What the check counts in the batch: failing rows, values or columns; 0 where it passes, and 1 where a value that
    /// is no count does not.
    package var failing: Int

    init(_ contract: String, earlier: String? = nil, csv: String, failing: Int) {
      self.contract = contract
      self.earlier = earlier
      self.csv = csv
      self.failing = failing
    }
  }

  /// Every check that this version runs, in the order of the documentation.
  package static let all: [CheckDeclaration] =
    [columnPresent, columnExtra, columnOrder, columnRenamed]
    + [type, required, unique, primaryKey]
    + [range, length, pattern, enumeration, format, multipleOf, timezone]
    + [items, uniqueItems, properties, requiredProperties]
    + [dimensions, elementType, normalized]
    + [reference]
    + [nullValues, missingValues, invalidValues, duplicateValues, rowCount]
    + [rowRule, nulls, invalid, validFormat, distinctAcross, duplicates]
    + [outliers, increasing, decreasing]
    + aggregates
    + volume + change
    + [sql]
    + [emptyBatch]
    + [freshness, latency, retention, frequency]
    + [waiver]

  package static func named(_ id: String) -> CheckDeclaration? { all.first { $0.id == id } }
}
