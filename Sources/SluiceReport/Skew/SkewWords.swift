internal import SluiceContract
internal import SluiceEngine

/// The words in which reports say how a feature differs; every number with what it is a share of.
enum SkewWords {
  /// `214 of 9,076 pairs (2.4 %) differ, must be at most 0.1 percent`
  static func headline(_ feature: SkewFeature) -> String {
    guard feature.pairs > 0 else { return "no pair of rows has it" }
    let pairs = "\(Quantity.count(feature.failing)) of \(Quantity.count(feature.pairs, "pair"))"
    let share = feature.failing > 0 ? " (\(Quantity.percent(feature.failing, of: feature.pairs)))" : ""
    return "\(pairs)\(share) differ\(feature.failing == 1 ? "s" : "")" + demand(feature)
  }

  private static func demand(_ feature: SkewFeature) -> String {
    if feature.status == .pass && feature.failing == 0 { return "" }
    let threshold = feature.threshold
    if threshold.comparison == "mustBeLessOrEqualTo", threshold.operands == ["0"] { return ", none may" }
    return ", must be " + ShownText.sentence(feature.expected)
  }

  /// Which of the pairs that differ are nulls on one side, or another type.
  static func kinds(_ feature: SkewFeature) -> String? {
    var parts: [String] = []
    if feature.trainNullOnly > 0 { parts.append("\(Quantity.count(feature.trainNullOnly)) null in train only") }
    if feature.serveNullOnly > 0 { parts.append("\(Quantity.count(feature.serveNullOnly)) null in serve only") }
    if feature.typeMismatches > 0 { parts.append("\(Quantity.count(feature.typeMismatches)) of another type") }
    if parts.isEmpty { return nil }
    return "of these " + parts.joined(separator: ", ")
  }

  /// Pairs that differ, but within the tolerance.
  static func tolerated(_ feature: SkewFeature) -> String? {
    let tolerated = feature.exactMismatches - feature.mismatches
    guard tolerated > 0 else { return nil }
    return "\(Quantity.count(tolerated)) more differ within the tolerance (\(tolerance(feature.tolerance)))"
  }

  static func tolerance(_ tolerance: SkewTolerance) -> String {
    var parts: [String] = []
    if !tolerance.relative.isZero { parts.append("relative \(tolerance.relative)") }
    if !tolerance.absolute.isZero { parts.append("absolute \(tolerance.absolute)") }
    if tolerance.ulp > 0 { parts.append("\(tolerance.ulp) ulp") }
    return parts.isEmpty ? "none" : parts.joined(separator: ", ")
  }

  /// `serve − train: mean -407.5, median -310.2, largest -3,000 at (id = 7)`; nothing of what must not be shown.
  static func differences(_ feature: SkewFeature) -> String? {
    guard !feature.isMasked, let differences = feature.differences, let largest = differences.largest else {
      return nil
    }
    var parts = ["mean " + Figure.text(differences.mean)]
    if let middle = SkewFeature.Differences.levels.firstIndex(of: 0.5), middle < differences.quantiles.count {
      parts.append("median \(Figure.text(differences.quantiles[middle])) where it differs")
    }
    parts.append("largest \(Figure.text(largest.delta)) at \(key(largest.pair.key))")
    return "serve − train: " + parts.joined(separator: ", ")
  }

  /// From when to when, and in which slice.
  static func place(_ feature: SkewFeature) -> [String] {
    var lines: [String] = []
    if let first = feature.firstMismatch, let last = feature.lastMismatch {
      lines.append(first == last ? "at \(first.text)" : "first \(first.text), last \(last.text)")
    }
    if let slice = feature.worstSlice {
      let value = slice.isMasked ? ShownText.masked : ShownText.value(slice.value, of: slice.valueBytes)
      lines.append(
        "worst where \(ShownText.name(slice.column)) = \(value): \(Quantity.count(slice.failing)) of "
          + "\(Quantity.count(slice.pairs, "pair")), elsewhere \(Quantity.count(slice.otherFailing)) of "
          + Quantity.count(slice.otherPairs))
    }
    return lines
  }

  /// The few most frequent changes: `10 → 6.2 (120 ×)`.
  static func changes(_ feature: SkewFeature) -> String? {
    let frequent = feature.changes.filter { $0.count > 1 && !$0.isMasked }.prefix(3)
    guard !frequent.isEmpty else { return nil }
    let shown = frequent.map { change in
      ShownText.value(change.train, of: change.trainBytes) + " → "
        + ShownText.value(change.serve, of: change.serveBytes) + " (\(Quantity.count(change.count)) ×)"
    }
    return "most often " + shown.joined(separator: ", ")
  }

  /// `psi 0.31 · ks 0.12 (p 1e-09) · js 0.2`, of matched rows beside all rows where these differ.
  static func distances(_ feature: SkewFeature) -> String? {
    guard let matched = feature.matchedDistances.flatMap(figures) else { return nil }
    guard let all = feature.allDistances.flatMap(figures), all != matched else { return matched }
    return "\(matched) of matched rows; \(all) of all rows"
  }

  private static func figures(_ distances: SkewDistances) -> String? {
    var parts: [String] = []
    if let psi = distances.psi { parts.append("psi " + Figure.text(psi)) }
    if let ks = distances.ks {
      let bound = ks.error > 0 ? " ± \(Figure.text(ks.error))" : ""
      parts.append("ks \(Figure.text(ks.statistic))\(bound) (\(probability(ks.pValue)))")
    }
    if let js = distances.js { parts.append("js " + Figure.text(js)) }
    if let chi2 = distances.chi2 {
      parts.append("chi² \(Figure.text(chi2.statistic)) (\(probability(chi2.pValue)))")
    }
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }

  /// `p 0.02`; what is too small for a double is not nothing.
  private static func probability(_ value: Double) -> String {
    value == 0 ? "p < 1e-300" : "p " + Figure.text(value)
  }

  /// `(id = 7, day = 2024-05-03)`
  static func key(_ parts: [Sample.KeyPart]) -> String {
    let shown = parts.map { part in
      ShownText.name(part.column) + " = "
        + (part.isMasked ? ShownText.masked : ShownText.value(part.value, of: part.valueBytes))
    }
    return "(" + shown.joined(separator: ", ") + ")"
  }

  static func cell(_ cell: SkewSample.Cell) -> String {
    cell.isMasked ? ShownText.masked : ShownText.value(cell.value, of: cell.valueBytes)
  }
}
