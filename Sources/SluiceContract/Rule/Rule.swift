/// One rule of a contract: what was promised about one column or one object, in exactly one entry.
///
/// `Contract.rules(for:)` lists every rule that a contract holds, structural ones and quality rules alike, so
/// that none can be silent: each ends as `pass`, `warn`, `fail`, `error` or `notRun` with its reason.
package struct Rule: Sendable {
  /// The rule's own `id`, else `object.column.check[.n]`; unique within a contract.
  package var id: String
  /// The `id` that the author wrote, if any.
  package var authoredID: String?
  /// Id of the check kind: `range`, `nullValues`, …
  package var check: String
  package var object: String
  /// The property's `name`; nil for rules about the whole object.
  package var column: String?
  package var test: RuleTest
  package var severity: Severity
  /// Threshold on what the test counts; nil where the check has none but "no row fails".
  package var threshold: Threshold?
  /// Where in the contract the rule is written.
  package var mark: Mark
  package var description: String?
  /// Set for rules about the insides of cells; `column` is then its dotted name.
  package var part: PropertyPart?
  /// `where`: rows for which it does not hold are outside the population.
  package var condition: RowCondition?

  package init(
    id: String, authoredID: String? = nil, check: String, object: String, column: String? = nil,
    test: RuleTest,
    severity: Severity = .error, threshold: Threshold? = nil, mark: Mark = .start, description: String? = nil
  ) {
    self.id = id
    self.authoredID = authoredID
    self.check = check
    self.object = object
    self.column = column
    self.test = test
    self.severity = severity
    self.threshold = threshold
    self.mark = mark
    self.description = description
  }
}

/// What a rule asks of the data.
package enum RuleTest: Sendable {
  /// The column exists in the batch.
  case columnPresent(ifAbsent: ColumnPolicy)
  /// Columns that the contract does not list.
  case columnExtra(ColumnPolicy)
  case columnOrder(ColumnPolicy)
  /// Every non-null cell parses as the property's type.
  case type
  case required
  case unique
  /// Columns in `primaryKeyPosition` order.
  case primaryKey(columns: [String])
  case range(Bounds)
  /// Length in Unicode scalars.
  case length(minimum: Int?, maximum: Int?)
  /// ECMA-262 syntax, unanchored.
  case pattern(String)
  case enumeration([Marked<Scalar>])
  /// One of the standard's words for the form of a string.
  case textForm(TextForm)
  /// How many bits a number may take; the word as written.
  case numberForm(NumberForm, word: String)
  /// Dates or times are written in the property's `format`.
  case timeForm(TimePattern)
  case multipleOf(ExactDecimal)
  /// Whether times must carry an offset, or must not.
  case timezone(carriesOffset: Bool)
  case nullValues
  case missingValues(tokens: [Scalar])
  case invalidValues(validValues: [Scalar]?, pattern: String?)
  /// One column, or several at object level.
  case duplicateValues(columns: [String])
  case rowCount
  case emptyBatch(ColumnPolicy)
  /// How many items or members a container has.
  case size(minimum: Int?, maximum: Int?)
  case uniqueItems
  /// Names that an object must have, null or not.
  case requiredProperties([String])
  /// Every element of a vector is a number, of that type where one is given.
  case elementType(String?)
  /// A vector has length 1, as exactly as its elements allow.
  case normalized(elementType: String?)
  /// Every row satisfies the condition.
  case rowRule(RowCondition)
  /// As `nullValues`, but of an `engine: sluice` rule.
  case nulls
  case invalid(validValues: [Scalar]?, pattern: String?)
  case validFormat(ValueFormat)
  /// No combination of the columns occurs twice.
  case duplicates(columns: [String])
  /// No two of the columns are equal within a row, which the condition says.
  case distinctAcross(RowCondition, columns: [String])
  /// Values of the columns together exist elsewhere.
  case reference(columns: [String], ReferenceTarget)
  /// Values that stand in another file; of `invalidValues` and `invalid`.
  case listedElsewhere(ReferenceTarget)
  /// One value that a query gives.
  case sql(query: String)
  /// No value is strictly beyond bounds that the column itself gives.
  case outliers(OutlierTest)
  /// No value breaks the order against the one before it.
  case order(OrderTest)
  /// One number, or one value, about a whole column.
  case aggregate(AggregateTest)
  /// How the batch stands to an earlier one.
  case change(ChangeTest)
  case volume(VolumeTest)
  case serviceLevel(ServiceLevelTest)
  /// Compares two feature logs: a rule of `sluice skew`.
  case skew(SkewRule)
  /// A rule that this version or this command does not run, and why.
  case notRun(reason: String)

  /// Where values are looked up; nil for rules that look at the batch alone.
  package var referenceTarget: ReferenceTarget? {
    switch self {
    case .reference(_, let target), .listedElsewhere(let target): target
    default: nil
    }
  }

  /// Why `validate` does not run the rule; nil where it does.
  package var reasonNotToRun: String? {
    switch self {
    case .notRun(let reason): reason
    case .skew: "belongs to `sluice skew`"
    default: nil
    }
  }
}

/// An expression that is true, false or unknown for each row.
package struct RowCondition: Sendable {
  package var expression: TypedExpression
  /// As reports show it.
  package var text: String

  package init(_ expression: TypedExpression, text: String) {
    self.expression = expression
    self.text = text
  }
}

/// What happens when something about the columns (or the emptiness) of a batch is not as listed.
package enum ColumnPolicy: String, Sendable {
  /// Not a finding at all; the rule passes.
  case ignore
  case warn
  case fail
}

/// Lower and upper bound, each inclusive or exclusive, as written.
package struct Bounds: Sendable {
  package var minimum: Bound?
  package var maximum: Bound?

  package struct Bound: Sendable {
    package var value: Scalar
    package var isExclusive: Bool
    package var mark: Mark

    package init(value: Scalar, isExclusive: Bool, mark: Mark) {
      self.value = value
      self.isExclusive = isExclusive
      self.mark = mark
    }
  }

  package init(minimum: Bound?, maximum: Bound?) {
    self.minimum = minimum
    self.maximum = maximum
  }
}

/// Whether a broken rule halts the pipeline.
package enum Severity: String, Sendable {
  case error
  case warning
}

/// One of the eight operators of the standard and its operands, with the unit they are in.
package struct Threshold: Sendable {
  package var comparison: Comparison
  package var unit: Unit

  package enum Unit: String, Sendable {
    case rows
    case percent
    /// What an aggregate measures; no contract can write it.
    case value
  }

  package enum Comparison: Sendable, Hashable {
    case mustBe(ExactDecimal)
    case mustNotBe(ExactDecimal)
    case mustBeGreaterThan(ExactDecimal)
    case mustBeGreaterOrEqualTo(ExactDecimal)
    case mustBeLessThan(ExactDecimal)
    case mustBeLessOrEqualTo(ExactDecimal)
    /// Inclusive on both sides.
    case mustBeBetween(ExactDecimal, ExactDecimal)
    /// Inclusive on both sides.
    case mustNotBeBetween(ExactDecimal, ExactDecimal)
  }

  package init(comparison: Comparison, unit: Unit) {
    self.comparison = comparison
    self.unit = unit
  }
}
