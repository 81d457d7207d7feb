internal import SluiceContract

enum RowCountDeltaCheck: ChangeCheck {
  static let id = "rowCountDelta"
  static let need: AggregateRequirement.Need? = nil

  static func change(_ comparison: BatchComparison) -> ChangeFigure {
    let (then, now) = (comparison.then.rows, comparison.now.rows)
    if comparison.isPercent && then == 0 {
      return .notRun("the earlier batch has 0 rows: there is nothing to be a percentage of")
    }
    return .quotient(
      Int128(now) - Int128(then), by: comparison.isPercent ? [then] : [],
      [.count("rowsThen", then), .count("rowsNow", now)])
  }
}

enum NullRateDeltaCheck: ChangeCheck {
  static let id = "nullRateDelta"
  static let need: AggregateRequirement.Need? = .basics

  static func change(_ comparison: BatchComparison) -> ChangeFigure {
    guard let then = comparison.column, let now = comparison.now.column?.result.basics else { return .unmeasured }
    if then.rows == 0 { return .notRun("the earlier batch has 0 rows") }
    if now.rows == 0 { return .notRun("0 rows") }
    let difference = Int128(now.nulls) * Int128(then.rows) - Int128(then.nulls) * Int128(now.rows)
    return .quotient(
      difference, by: [now.rows, then.rows],
      [
        .count("nullsThen", then.nulls), .count("rowsThen", then.rows), .count("nullsNow", now.nulls),
        .count("rowsNow", now.rows),
      ])
  }
}

enum MeanShiftCheck: ChangeCheck {
  static let id = "meanShift"
  static let need: AggregateRequirement.Need? = .basics

  static func change(_ comparison: BatchComparison) -> ChangeFigure {
    guard let then = comparison.column else { return .unmeasured }
    guard let mean = then.mean else {
      return .notRun(
        "the baseline has no mean of the column: all of it was null, or it is classified, and its values are not kept")
    }
    let current: Double
    switch comparison.now.column?.figure(.mean, comparison.target.kind, comparison.target.reading) {
    case .quotient(let sum, let count): current = sum.doubleValue / Double(count)
    case .number(let value): current = value
    case .notRun(let reason): return .notRun(reason)
    case .error(let reason): return .error(reason)
    default: return .unmeasured
    }
    var details = [CheckResult.Detail.figure("meanThen", mean), .figure("meanNow", current)]
    if comparison.isPercent {
      if mean == 0 { return .notRun("the mean of the earlier batch is 0: there is nothing to be a percentage of") }
      return .number((current - mean) / mean.magnitude * 100, details)
    }
    guard let deviation = then.standardDeviation else {
      return .notRun(
        "the baseline has no standard deviation of the column; sluice profile writes it, reports do not, and one value "
          + "has none")
    }
    if deviation == 0 { return .notRun("the values of the earlier batch do not vary") }
    details.append(.figure("stddevThen", deviation))
    return .number((current - mean) / deviation, details)
  }
}

/// Values of one batch that the other does not have.
protocol CategoryCheck: ChangeCheck {
  static func difference(_ then: [String], _ now: [CountedCategory]) -> ChangeFigure
}

/// A value, as reports write it, and how often it occurs.
struct CountedCategory {
  var text: String
  var count: Int
}

extension CategoryCheck {
  static var need: AggregateRequirement.Need? { .categories }

  static func change(_ comparison: BatchComparison) -> ChangeFigure {
    guard let column = comparison.column, let counts = comparison.now.column?.result.counts else { return .unmeasured }
    let then: [String]
    switch column.categories {
    case .listed(let values): then = values
    case .notListed(let reason): return .notRun(reason.words)
    }
    if then.isEmpty { return .notRun("the column had no value in the earlier batch") }
    guard let kept = counts.kept else {
      return .notRun("the column has \(counts.distinct) distinct values now: \(ValueCounts.categoryWords)")
    }
    let kind = comparison.target.kind
    return difference(
      then, kept.map { CountedCategory(text: AggregateFigure.text($0.key, kind, longest: .max), count: $0.value) })
  }
}

enum NewCategoriesCheck: CategoryCheck {
  static let id = "newCategories"

  static func difference(_ then: [String], _ now: [CountedCategory]) -> ChangeFigure {
    if now.isEmpty { return .notRun("0 rows with a value") }
    let known = Set(then.map { Array($0.utf8) })
    let new = now.filter { !known.contains(Array($0.text.utf8)) }.sorted { left, right in
      // The most frequent first.
      left.count == right.count
        ? left.text.utf8.lexicographicallyPrecedes(right.text.utf8) : left.count > right.count
    }
    return .values(
      new.map(\.text), named: "newValues",
      [
        .count("valuesThen", then.count), .count("valuesNow", now.count),
        .count("rowsWithNewValues", new.reduce(0) { $0 + $1.count }),
      ])
  }
}

enum MissingCategoriesCheck: CategoryCheck {
  static let id = "missingCategories"

  /// A column that has lost all of its values has lost every category.
  static func difference(_ then: [String], _ now: [CountedCategory]) -> ChangeFigure {
    let current = Set(now.map { Array($0.text.utf8) })
    let missing = then.filter { !current.contains(Array($0.utf8)) }
    return .values(
      missing, named: "missingValues", [.count("valuesThen", then.count), .count("valuesNow", now.count)])
  }
}

extension ChangeFigure {
  fileprivate static let unmeasured = ChangeFigure.error("the column was not measured")
}

extension CheckResult.Detail {
  fileprivate static func count(_ name: String, _ value: Int) -> Self { Self(name: name, value: .integer(value)) }
  fileprivate static func figure(_ name: String, _ value: Double) -> Self {
    Self(name: name, value: .text(AggregateFigure.text(value)))
  }
}

extension Baseline.MissingValues {
  fileprivate var words: String {
    switch self {
    case .tooMany: "the baseline lists no values of the column: \(ValueCounts.categoryWords)"
    case .masked: "the baseline lists no values of the column: it is classified"
    case .nested: CheckTarget.spelledReason
    case .report: "a report lists no values; sluice profile --contract CONTRACT BATCH --output FILE does"
    }
  }
}
