/// A rule of `engine: sluice`: what `implementation` says.
package struct EngineRule: Sendable {
  /// `rowRule`, `nulls`, …
  package var check: String
  /// The mapping, unwrapped where it was written as text.
  package var implementation: YAMLNode
  /// `expr` of a `rowRule`.
  package var expression: ExpressionText?
  /// `where`: rows for which it does not hold are outside the population.
  package var condition: ExpressionText?
  /// Of checks that count rows: `mustBe: 0` where no operator is given.
  package var threshold: Threshold?
  /// Columns that the rule names.
  package var properties: [Marked<String>]?
  package var validValues: [Marked<Scalar>]?
  /// In place of `validValues`: the file that lists them.
  package var validReference: ReferenceTarget?
  package var pattern: Marked<String>?
  package var format: ValueFormat?
  /// Of an aggregate: what it measures, and its operands where they are values of the column.
  package var aggregate: AggregateTest?
  package var outliers: OutlierTest?
  /// Of `increasing` and `decreasing`.
  package var order: OrderTest?
  /// The other column of a `correlation`.
  package var partner: Marked<String>?
  /// Values that must occur.
  package var listed: [Marked<Scalar>] = []

  init(check: String, implementation: YAMLNode) {
    self.check = check
    self.implementation = implementation
  }
}
