internal import SluiceContract
internal import SluiceEngine

/// Turns a comparison into blocks, which every report for people is made of.
struct SkewBlocks {
  private let result: SkewResult
  private let contractPath: String?
  private let diffPath: String?

  init(_ result: SkewResult, contractPath: String?, diffPath: String?) {
    self.result = result
    self.contractPath = contractPath
    self.diffPath = diffPath
  }

  /// Features that ended so, in the order of the log.
  func features(_ status: CheckResult.Status) -> [SkewFeature] { result.features.filter { $0.status == status } }

  func findings(_ status: CheckResult.Status) -> [SkewFinding] { result.findings.filter { $0.status == status } }

  func block(_ feature: SkewFeature) -> TextBlock {
    var block = TextBlock(
      label: Self.label(feature.status), subject: Self.name(feature),
      kind: feature.isPrediction ? "prediction" : "skew",
      headline: SkewWords.headline(feature))
    block.weight = feature.failing
    guard feature.failing > 0 else {
      block.remarks = [SkewWords.tolerated(feature)].compactMap(\.self)
      return block
    }
    block.evidence = samples(feature)
    block.remarks =
      [SkewWords.kinds(feature), SkewWords.tolerated(feature), SkewWords.differences(feature)].compactMap(\.self)
      + SkewWords.place(feature)
      + [SkewWords.changes(feature), SkewWords.distances(feature), feature.reason.map(ShownText.sentence)]
      .compactMap(\.self)
    if let origin = origin(feature) { block.remarks.append(origin) }
    return block
  }

  func block(_ finding: SkewFinding) -> TextBlock {
    let side = finding.side.map { $0 == .train ? result.train.title : result.serve.title }
    var block = TextBlock(
      label: Self.label(finding.status), subject: finding.column.map(ShownText.name) ?? side ?? "both logs",
      kind: finding.kind.rawValue, headline: ShownText.sentence(finding.message))
    if let count = finding.count { block.weight = count }
    return block
  }

  /// Structural findings of both logs.
  func structure(_ severity: StructuralFinding.Severity) -> [TextBlock] {
    [result.train, result.serve].flatMap { side in
      let blocks = StructureBlocks(side.structure, files: side.summaries)
      return severity == .error ? blocks.faults : blocks.warnings
    }
  }

  /// `distance_km`, or `distance_km ↔ distance` where the serving log has another name.
  static func name(_ feature: SkewFeature) -> String {
    let name = ShownText.name(feature.name)
    if feature.servingName.utf8.elementsEqual(feature.name.utf8) { return name }
    return name + " ↔ " + ShownText.name(feature.servingName)
  }

  private static func label(_ status: CheckResult.Status) -> TextBlock.Label {
    switch status {
    case .pass: .pass
    case .warn: .warn
    case .fail: .fail
    case .error: .error
    case .notRun: .notRun
    }
  }

  /// `train 1332.537 → serve 828  (id = 7)  rows 12 ↔ 4,031`, the values under each other.
  private func samples(_ feature: SkewFeature) -> [String] {
    let values = feature.samples.map { "train \(SkewWords.cell($0.train)) → serve \(SkewWords.cell($0.serve))" }
    let keys = feature.samples.map { SkewWords.key($0.key) }
    let widths = [values, keys].map { $0.lazy.map(\.unicodeScalars.count).max() ?? 0 }
    var lines = feature.samples.enumerated().map { index, sample in
      values[index] + TextBlock.padding(values[index], to: widths[0] + 2)
        + keys[index] + TextBlock.padding(keys[index], to: widths[1] + 2)
        + "rows \(place(sample.train, result.train)) ↔ \(place(sample.serve, result.serve))"
    }
    let more = feature.failing - lines.count
    if more > 0 && !lines.isEmpty {
      let all = diffPath.map { "\(ShownText.whole($0)) has all" } ?? "--diff FILE writes all"
      lines.append("… \(Quantity.count(more)) more; \(all)")
    }
    return lines
  }

  /// The row, with its file where the log has several.
  private func place(_ cell: SkewSample.Cell, _ side: SkewResult.Side) -> String {
    let row = Quantity.count(cell.row)
    return side.files.count > 1 ? "\(ShownText.whole(cell.file)):\(row)" : row
  }

  private func origin(_ feature: SkewFeature) -> String? {
    guard let id = feature.ruleID else { return nil }
    let rule = "rule " + ShownText.name(id)
    guard let mark = feature.mark, let contractPath else { return rule }
    return rule + ", \(ShownText.whole(contractPath)):\(mark.line):\(mark.column)"
  }
}
