/// An earlier batch, as far as a report of `validate` or a profile tells of it: what rules about change compare with.
package struct Baseline: Sendable {
  /// The file that tells.
  package var path: String
  package var objects: [Object]

  package struct Object: Sendable {
    /// nil where the profile was made without a contract.
    package var name: String?
    package var rows: Int
    package var columns: [Column]

    package init(name: String?, rows: Int, columns: [Column]) {
      (self.name, self.rows, self.columns) = (name, rows, columns)
    }

    package func column(named name: String) -> Column? {
      columns.first { $0.name.utf8.elementsEqual(name.utf8) }
    }
  }

  package struct Column: Sendable, Equatable {
    package var name: String
    /// As reports call it: `integer`, `string`, …
    package var type: String
    /// Rows whose cell was read.
    package var rows: Int
    package var nulls: Int
    /// nil where it has none, or must not be shown.
    package var mean: Double?
    /// Of a sample; reports do not have it.
    package var standardDeviation: Double?
    package var categories: Categories

    package init(
      name: String, type: String, rows: Int, nulls: Int, mean: Double? = nil, standardDeviation: Double? = nil,
      categories: Categories
    ) {
      self.name = name
      self.type = type
      self.rows = rows
      self.nulls = nulls
      self.mean = mean
      self.standardDeviation = standardDeviation
      self.categories = categories
    }
  }

  /// The distinct values of a column.
  package enum Categories: Sendable, Equatable {
    /// All of them, as reports write values.
    case listed([String])
    /// They are not there, and why.
    case notListed(MissingValues)
  }

  /// Why a column's values are not listed; the raw value is what a profile says.
  package enum MissingValues: String, Sendable, CaseIterable {
    /// More than categories have.
    case tooMany
    /// The column is classified.
    case masked
    /// JSON, of which only a reader of JSON tells what is equal.
    case nested
    /// Reports list no values.
    case report
  }

  package init(path: String, objects: [Object]) {
    (self.path, self.objects) = (path, objects)
  }

  /// What is told of the object; what was measured without a contract is that of any.
  package func object(named name: String) -> Object? {
    if let nameless, objects.count == 1 { return nameless }
    return objects.first { $0.name?.utf8.elementsEqual(name.utf8) ?? false }
  }

  /// What does not say of which object it is.
  package var nameless: Object? { objects.first { $0.name == nil } }
}
