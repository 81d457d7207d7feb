package import SluiceContract

/// What is known of a batch, so that later ones can be compared with it: exact counts, sums, moments, deciles, and the
/// values of columns that have few.
///
/// Law: the same for any split into files, chunks and threads, so that it can be written as canonical bytes.
package struct BatchProfile: Sendable {
  /// nil where it was made without a contract.
  package var object: String?
  /// Records of all files.
  package var rows: Int
  /// Those that the batch has, in the order of the contract, else of the file.
  package var columns: [Column]
  /// What is wrong with the files.
  package var structure: [StructuralFinding]

  package struct Column: Sendable {
    package var summary: ColumnSummary
    /// Values that are neither finite nor NaN; nil for types that have none.
    package var infinite: Int?
    /// Of the finite values; nil where there are none, or they must not be shown.
    package var sum: Figure?
    /// Of a sample: the finite values, of booleans 0 and 1.
    package var standardDeviation: Double?
    /// Quantiles of type 7 at 0.1 … 0.9; empty where the type has none.
    package var deciles: [Figure] = []
    package var values: Values
  }

  /// A number, as exactly as it is known.
  package enum Figure: Sendable, Equatable {
    case exact(String)
    case number(Double)
  }

  package enum Values: Sendable, Equatable {
    /// Every value, as reports write it, with its occurrences, in the order of the column.
    case listed([Counted])
    case leftOut(Baseline.MissingValues)
  }

  package struct Counted: Sendable, Equatable {
    package var text: String
    package var count: Int
  }
}

extension BatchProfile {
  /// What rules about change are told of it.
  package var baseline: Baseline.Object {
    Baseline.Object(name: object, rows: rows, columns: columns.map(\.baseline))
  }
}

extension BatchProfile.Column {
  fileprivate var baseline: Baseline.Column {
    let categories: Baseline.Categories =
      switch values {
      case .listed(let values): .listed(values.map(\.text))
      case .leftOut(let reason): .notListed(reason)
      }
    return Baseline.Column(
      name: summary.name, type: summary.type, rows: summary.rows, nulls: summary.nulls, mean: summary.mean,
      standardDeviation: standardDeviation, categories: categories)
  }
}
