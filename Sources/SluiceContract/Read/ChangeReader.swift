/// Reads the thresholds of rules about volume, and about change against an earlier batch.
struct ChangeReader {
  let findings: Findings

  static let checks = ChangeTest.allCases.map(\.rawValue) + VolumeTest.allCases.map(\.rawValue)

  /// nil where the threshold is too broken to have a meaning.
  func read(_ node: YAMLNode, check: String, path: String) -> Threshold? {
    let change = ChangeTest(rawValue: check)
    if let pair = node.pair("where") {
      findings.add(
        .badArgument, "the check \"\(check)\" is about the whole batch", at: pair.keyMark, path: path,
        help: change == nil
          ? "remove `where`" : "remove `where`: what is known of the earlier batch is known of all its rows")
    }
    if let pair = node.pair("against"), pair.value.text != "previous" && pair.value.text != "baseline" {
      findings.add(
        .badArgument, "`against` takes `baseline` or `previous`, found \(pair.value.kindWords)", at: pair.value.mark,
        path: path, help: "which batch that is, the run says: --baseline FILE")
    }
    let unit = unit(node, check: check, change: change, path: path)
    if change?.countsCategories ?? false, ThresholdReader.operators(in: node).isEmpty {
      return Threshold(comparison: .mustBe(.zero), unit: unit)
    }
    return ThresholdReader(findings: findings, words: "on check \"\(check)\"")
      .threshold(node, unit: unit, allowsText: false, isShare: false, path: path)
  }

  /// A difference may be meant in percent; a number of rows is one, and nothing else here has a unit.
  private func unit(_ node: YAMLNode, check: String, change: ChangeTest?, path: String) -> Threshold.Unit {
    let standard: Threshold.Unit = change == .rowCountDelta ? .rows : .value
    guard let unit = node.markedText("unit") else { return standard }
    let takesPercent = change?.takesPercent ?? false
    if takesPercent && unit.value == Threshold.Unit.percent.rawValue { return .percent }
    if standard == .rows && unit.value == standard.rawValue { return standard }
    findings.add(
      .unknownUnit,
      takesPercent
        ? "the check \"\(check)\" takes the unit `percent`, found \(Words.quoted(unit.value))"
        : "the check \"\(check)\" has no unit", at: unit.mark, path: DocumentPath.join(path, "unit"),
      help: takesPercent ? nil : "remove `unit`")
    return standard
  }
}
