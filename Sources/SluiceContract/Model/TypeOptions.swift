/// `logicalTypeOptions` of a property: only the options of its own type are ever set.
package struct TypeOptions: Sendable {
  package var minLength: Marked<Int>?
  package var maxLength: Marked<Int>?
  package var pattern: Marked<String>?
  package var format: Marked<String>?

  package var minimum: Marked<Scalar>?
  package var maximum: Marked<Scalar>?
  package var exclusiveMinimum: Marked<Scalar>?
  package var exclusiveMaximum: Marked<Scalar>?
  package var multipleOf: Marked<ExactDecimal>?

  /// `format` of dates and times, compiled; nil where there is none or it is no format.
  package var timePattern: TimePattern?
  /// Whether times carry an offset: all of them, or none.
  package var timezone: Marked<Bool>?
  package var defaultTimezone: Marked<String>?
  /// The zone of `defaultTimezone`; nil where it is UTC or unknown, and for times of day, which have no date in it.
  package var zone: ZoneRules?

  package var minItems: Marked<Int>?
  package var maxItems: Marked<Int>?
  package var uniqueItems: Marked<Bool>?
  package var minProperties: Marked<Int>?
  package var maxProperties: Marked<Int>?
  /// Names that an `object` must hold.
  package var requiredProperties: Marked<[String]>?

  package var dimensions: Marked<Int>?
  package var elementType: Marked<String>?
  package var distanceMetric: String?
  package var embeddingModel: String?
  package var embeddingModelVersion: String?
  package var isNormalized: Marked<Bool>?

  package init() {}
}
