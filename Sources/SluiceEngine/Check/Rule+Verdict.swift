internal import SluiceContract

/// How a figure stands to a rule's operator, and what a report says of it.
struct FigureVerdict {
  var isAdmitted: Bool
  var observed: String
  var details: [CheckResult.Detail] = []
}

extension Rule {
  /// nil where it cannot be told.
  func verdict(on figure: AggregateFigure, _ test: AggregateTest, _ target: CheckTarget) -> FigureVerdict? {
    if let values = test.values { return values.verdict(on: figure, target) }
    guard let threshold else { return nil }
    let comparison = threshold.comparison
    switch figure {
    case .exact(let value):
      return FigureVerdict(isAdmitted: comparison.admits(value), observed: value.description)
    case .quotient(let sum, let count):
      let isAdmitted = comparison.mapOperands { $0.multiplied(by: count) }.admits(sum)
      return FigureVerdict(
        isAdmitted: isAdmitted, observed: AggregateFigure.text(sum.doubleValue / Double(count)))
    case .share(let count, let whole):
      let isPercent = threshold.unit == .percent
      let isAdmitted =
        isPercent
        ? threshold.admits(count, of: whole)
        : comparison.mapOperands { $0.multiplied(by: whole) }.admits(ExactDecimal(count))
      let share = isPercent ? Percent.text(count, of: whole) : AggregateFigure.text(Double(count) / Double(whole))
      return FigureVerdict(
        isAdmitted: isAdmitted, observed: share, details: [CheckResult.Detail(name: "count", value: .integer(count))])
    case .number(let value):
      return FigureVerdict(isAdmitted: comparison.admits(value), observed: AggregateFigure.text(value))
    default: return nil
    }
  }
}

extension Threshold.Comparison {
  /// Whether a number is admitted, both sides as doubles; NaN never is.
  func admits(_ value: Double) -> Bool {
    guard !value.isNaN, let operation = ValueComparison(rawValue: name) else { return false }
    return operation.admits(value, operands.map(\.doubleValue))
  }
}

extension ValueThreshold {
  fileprivate func verdict(on figure: AggregateFigure, _ target: CheckTarget) -> FigureVerdict? {
    let scalars = operands.map(\.value)
    switch figure {
    case .units(let value):
      let units = scalars.compactMap { $0.units(target.kind, target.reading)?.floor }
      guard units.count == scalars.count else { return nil }
      return FigureVerdict(
        isAdmitted: comparison.admits(value, units),
        observed: AggregateFigure.text(value, target.kind) ?? "\(value)")
    case .text(let text):
      return FigureVerdict(
        isAdmitted: comparison.admits(CodePoints(text), scalars.map { CodePoints($0.bytes) }),
        observed: String(decoding: text.prefix(SampledText.longest), as: UTF8.self))
    case .mostCommon(let top, let tied, let count): return verdict(top, tied, count, scalars, target)
    default: return nil
    }
  }

  private func verdict(
    _ top: [CountedValue], _ tied: Int, _ count: Int, _ scalars: [Scalar], _ target: CheckTarget
  ) -> FigureVerdict? {
    let sought = SoughtValues(scalars, target.kind, target.reading)
    let isListed = top.contains { sought.has($0, target.kind) }
    if comparison == .mustNotBe && tied > top.count && !isListed { return nil }
    let shown = top.prefix(8).map { AggregateFigure.text($0, target.kind) }
    let observed = tied == 1 ? shown[0] : "a tie of \(tied) values"
    var details = [CheckResult.Detail(name: "occurrences", value: .integer(count))]
    if tied > 1 {
      details.append(CheckResult.Detail(name: "tiedValues", value: .integer(tied)))
      details.append(CheckResult.Detail(name: "tied", value: .list(shown)))
    }
    let isAdmitted = comparison == .mustNotBe ? !isListed : tied == 1 && isListed
    return FigureVerdict(isAdmitted: isAdmitted, observed: observed, details: details)
  }
}

/// Text in the order of its code points, which is that of its UTF-8.
private struct CodePoints: Comparable {
  let bytes: [UInt8]
  init(_ bytes: [UInt8]) { self.bytes = bytes }
  static func < (left: Self, right: Self) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}

extension SoughtValues {
  fileprivate func has(_ value: CountedValue, _ kind: ColumnKind) -> Bool {
    switch value {
    case .integer(let value): words[UInt64(bitPattern: value)] != nil
    case .number(let value): words[value == 0 ? 0 : value.isNaN ? Double.nan.bitPattern : value.bitPattern] != nil
    case .bytes(let bytes) where kind == .text: texts[bytes] != nil
    case .bytes(let bytes):
      ExactDecimal(KeyValue.wideText(bytes) { "\($0)" }).map { text in
        huge[text] != nil || wide.keys.contains { ExactDecimal("\($0)") == text }
      } ?? false
    }
  }
}
