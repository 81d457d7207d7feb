internal import SluiceContract

/// How one kind of check is evaluated: what it needs measured, and what the measurement means.
///
/// Kinds see metrics, never rows. Its words and parameters are the `CheckDeclaration` of the same id.
protocol CheckKind: SendableMetatype {
  static var id: String { get }
  /// What must be measured for `rule`; asked once, before the batch is read.
  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement
  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome
}

/// What a rule is about: a class, since the rules of a column share one, and a property is large.
final class CheckTarget: Sendable {
  let object: SchemaObject
  /// nil for rules about the whole object.
  let property: Property?
  /// The property's decoding; text where there is no property.
  let kind: ColumnKind
  /// Tokens that the column's `missingValues` rules list: they are missing, so not invalid.
  let missingTokens: [[UInt8]]
  /// Whether `1.0` in an integer column is how the dialect writes integers beside nulls.
  let writesIntegersAsFloats: Bool

  init(_ object: SchemaObject, _ property: Property?, kind: ColumnKind = .text, writesIntegersAsFloats: Bool) {
    self.object = object
    self.property = property
    self.kind = kind
    self.writesIntegersAsFloats = writesIntegersAsFloats
    missingTokens = property.map(Self.missingTokens) ?? []
  }

  private static func missingTokens(_ property: Property) -> [[UInt8]] {
    property.quality.flatMap { rule -> [[UInt8]] in
      guard case .library("missingValues", let arguments) = rule.kind else { return [] }
      return (arguments.missingValues ?? []).filter { $0 != .null }.map(\.bytes)
    }
  }

  /// How the property's times are written; nil for ISO 8601 in UTC.
  var reading: TimeReading? { property?.timeReading }
}

/// What a check needs measured.
enum Requirement: Sendable {
  /// Facts about the batch as a whole are enough.
  case batchFacts
  /// How many cells of the rule's column fail a test.
  case cells(CellTest)
  /// How many rows have a value inside their cell that fails a test: one step down from the rule's column or part.
  /// The kind is what the values are decoded as; nil takes any, as text.
  case inside(NestedShape.Step, ColumnKind?, CellTest)
  /// How often values of the columns (property names) repeat.
  case key(columns: [String])
  /// The same, of the rows for which the rule's `where` holds.
  case keyWhere(columns: [String], TypedExpression)
  /// Which rows have values of the columns (property names) that do not exist elsewhere.
  case reference(columns: [String], ReferenceTarget)
  /// The same, of the rows for which the rule's `where` holds.
  case referenceWhere(columns: [String], ReferenceTarget, TypedExpression)
  /// What a query in SQL gives.
  case query(String)
  /// How rows stand to a test of whole rows, or of some of them.
  case rows(RowRequirement)
  /// How many values are beyond what the column itself gives, of the rows for which `where` holds.
  case outliers(OutlierTest, TypedExpression?)
  /// How many values break the order against the one before.
  case order(OrderTest, TypedExpression?)
  /// How the batch stands to an earlier one, and what of the rule's column must be known for it.
  case change(AggregateRequirement.Need?)
  /// One figure of the rule's column.
  case aggregate(AggregateRequirement)
  /// What the times of one column, or of two, span.
  case times(TimeRequirement)
  /// The check cannot be run, and why.
  case notRun(reason: String)
}

/// What must be known of times; columns are property names.
enum TimeRequirement: Sendable {
  case extremes(column: String)
  /// From the first column to the second, row by row.
  case difference(from: String, to: String)
  /// Between consecutive distinct times; `enough`: a gap that the rule admits, in nanoseconds.
  case largestGap(column: String, enough: Int128)
}

/// What was measured.
enum Measurement: Sendable {
  case batchFacts(BatchFacts)
  case cells(FindingState, ColumnState)
  case key(KeyCounts, samples: [Sample])
  /// `rows`: of the batch, as far as their column was read.
  case reference(ReferenceStanding, samples: [Sample], rows: Int)
  case query(QueryAnswer)
  case times(TimeMeasurement, asOf: Int128)
  case rows(RowTestState)
  case aggregate(AggregateMeasurement)
  case outliers(OutlierMeasurement)
  case order(OrderCounts, ColumnState, scope: RowTestState?)
  case change(ChangeMeasurement)
}

/// What is known of the batch as a whole.
struct BatchFacts: Sendable {
  /// Records of all files, broken ones too.
  var rows: Int
  var files: Int
  /// Of the files as they lie there.
  var bytes: Int
  /// Columns of the files, as headers name them or first records have them; of several files the most, nil of none.
  var fileColumns: Int?
  /// Rows without blank lines at the ends of files, which are no data.
  var filledRows: Int
  /// For the rule's column: whether any file has it (parts that differ are a structural fault).
  var isPresent: Bool
  /// Header names that no property claims, ready to be shown.
  var extraColumns: [String]
  /// Header names in the order of the file, as far as properties claim them.
  var order: [String]
  /// For the rule's column, where it is missing: what it is probably called now.
  var rename: Rename?

  struct Rename: Sendable {
    var newName: String
    var evidence: [String]
    /// The policy for extra columns: the worse of the two decides.
    var extraPolicy: ColumnPolicy
  }
}

/// How a check ended, before it is put into words for a report.
struct CheckOutcome: Sendable {
  var status: CheckResult.Status
  var reason: String?
  var observed: String?
  var unit: String?
  var failing: Int?
  var population: Int?
  var expected: String?
  var findings: [RowFinding] = []
  /// Rows of the batch, from 0, that are to be found again as samples.
  var rows: [Int] = []
  var samples: [Sample] = []
  var details: [CheckResult.Detail] = []
  /// Set where another check's name tells better what was found.
  var check: String?
  /// Of rules whose threshold is not the rule's own.
  var threshold: CheckResult.ThresholdSummary?

  init(_ status: CheckResult.Status, reason: String? = nil) {
    self.status = status
    self.reason = reason
  }
}

/// All kinds, by the id that rules carry.
enum CheckKinds {
  static let all: [any CheckKind.Type] = [
    ColumnPresentCheck.self, ColumnExtraCheck.self, ColumnOrderCheck.self, TypeCheck.self, RequiredCheck.self,
    UniqueCheck.self, PrimaryKeyCheck.self, RangeCheck.self, LengthCheck.self, PatternCheck.self,
    EnumCheck.self, FormatCheck.self, MultipleOfCheck.self, TimezoneCheck.self,
    ReferenceCheck.self, NullValuesCheck.self, MissingValuesCheck.self, InvalidValuesCheck.self,
    DuplicateValuesCheck.self,
    RowCountCheck.self, EmptyBatchCheck.self,
    ItemsCheck.self, UniqueItemsCheck.self, PropertiesCheck.self, RequiredPropertiesCheck.self,
    DimensionsCheck.self, ElementTypeCheck.self, NormalizedCheck.self,
    RowRuleCheck.self, NullsCheck.self, InvalidCheck.self, ValidFormatCheck.self, DistinctAcrossCheck.self,
    DuplicatesCheck.self, SQLCheck.self,
    OutliersCheck.self, IncreasingCheck.self, DecreasingCheck.self,
    RowCountDeltaCheck.self, NullRateDeltaCheck.self, MeanShiftCheck.self, NewCategoriesCheck.self,
    MissingCategoriesCheck.self, ColumnCountCheck.self, FileCountCheck.self, ByteCountCheck.self,
    MinCheck.self, MaxCheck.self, SumCheck.self, MeanCheck.self, MedianCheck.self, QuantileCheck.self,
    StandardDeviationCheck.self, VarianceCheck.self, SkewnessCheck.self, KurtosisCheck.self, CorrelationCheck.self,
    DistinctCountCheck.self, DistinctRatioCheck.self, UniqueRatioCheck.self, EntropyCheck.self, ZeroRateCheck.self,
    NaNRateCheck.self, MostCommonCheck.self, ContainsValuesCheck.self,
    FreshnessCheck.self, LatencyCheck.self, RetentionCheck.self, FrequencyCheck.self,
  ]

  static func kind(of id: String) -> (any CheckKind.Type)? { all.first { $0.id == id } }
}

extension Severity {
  /// What a broken rule of this severity is.
  var status: CheckResult.Status { self == .error ? .fail : .warn }
}

extension ColumnPolicy {
  var status: CheckResult.Status {
    switch self {
    case .ignore: .pass
    case .warn: .warn
    case .fail: .fail
    }
  }
}
