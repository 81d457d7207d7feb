internal import SluiceContract

/// Column states as reports show them.
enum ColumnReport {
  /// Columns of the contract that the batch has, in contract order.
  static func summaries(_ plan: Plan, _ pass: ColumnPass.Result) -> [ColumnSummary] {
    let layouts = pass.reading.files.compactMap(\.layout)
    return plan.pass.columns.indices.filter { column in layouts.contains { $0.fields[column] != nil } }.map {
      column in
      let property = plan.object.properties[column]
      var summary = summary(
        name: property.name, kind: plan.pass.columns[column].kind, state: pass.columns[column],
        isMasked: property.isMasked)
      if let key = plan.pass.keys.firstIndex(of: KeySpec(columns: [column])) {
        summary.distinct = pass.keys[key].distinct
      } else {
        summary.distinct =
          zip(plan.pass.aggregates, pass.aggregates).lazy
          .filter { $0.0.column == column && $0.0.condition == nil }.compactMap { $0.1.counts?.distinct }.first
      }
      return summary
    }
  }

  static func summary(
    name: String, kind: ColumnKind, state: ColumnState, isMasked: Bool
  ) -> ColumnSummary {
    var summary = ColumnSummary(
      name: name, type: kind.name, rows: state.rows, nulls: state.nulls, invalid: state.invalid, nan: nil,
      minimum: nil, maximum: nil, mean: nil, distinct: nil, isMasked: isMasked)
    if let numbers = state.numbers {
      summary.nan = numbers.nan
      if numbers.finite > 0 && !isMasked {
        summary.minimum = .number(numbers.minimum)
        summary.maximum = .number(numbers.maximum)
        summary.mean = numbers.sum.quotient(by: numbers.finite)
      }
    }
    if let integers = state.integers, !isMasked { fill(&summary, kind, integers) }
    return summary
  }

  private static func fill(
    _ summary: inout ColumnSummary, _ kind: ColumnKind, _ statistics: IntegerStatistics
  ) {
    summary.mean = statistics.mean(kind)
    if kind == .boolean { return }
    summary.minimum = statistics.shown(kind, isMinimum: true)
    summary.maximum = statistics.shown(kind, isMinimum: false)
  }
}

extension IntegerStatistics {
  /// The mean of integers, decimals and booleans (the share of true); nil for times, and where a sum is too wide.
  fileprivate func mean(_ kind: ColumnKind) -> Double? {
    let scale: Int
    switch kind {
    case .integer, .boolean, .container: scale = 0
    case .decimal(_, let places): scale = places
    default: return nil
    }
    let count = laneCount + wideCount
    guard count > 0, let wideSum else { return nil }
    let (total, overflow) = sum.addingReportingOverflow(wideSum)
    if overflow { return nil }
    // Both operands rounded once: within an ulp of the true quotient.
    return ExactDecimal("\(total)e-\(scale)").map { $0.doubleValue / Double(count) }
  }

  fileprivate func shown(_ kind: ColumnKind, isMinimum: Bool) -> ColumnSummary.Value? {
    if let huge = hugeExtreme(isMinimum: isMinimum) { return .text(huge.description) }
    guard let value: Int128 = extreme(kind, isMinimum: isMinimum) else { return nil }
    switch kind {
    case .integer: return Int64(exactly: value).map(ColumnSummary.Value.integer) ?? .text("\(value)")
    case .decimal(_, let scale): return .text(Self.plain(value, scale))
    case .date: return CivilTime.format(days: Int64(value)).map(ColumnSummary.Value.text)
    case .time: return CivilTime.format(nanosecondsOfDay: Int64(value)).map(ColumnSummary.Value.text)
    case .timestamp: return CivilTime.format(nanoseconds: value).map(ColumnSummary.Value.text)
    case .container: return Int64(exactly: value).map(ColumnSummary.Value.integer)
    case .text, .number, .boolean: return nil
    }
  }

  /// `value` / 10^scale with exactly `scale` fraction digits.
  private static func plain(_ value: Int128, _ scale: Int) -> String {
    if scale == 0 { return "\(value)" }
    var digits = "\(value.magnitude)"
    while digits.utf8.count <= scale { digits = "0" + digits }
    let whole = digits.dropLast(scale)
    return (value < 0 ? "-" : "") + whole + "." + digits.suffix(scale)
  }
}
