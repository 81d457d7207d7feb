internal import SluiceContract
internal import SluiceEngine

/// Turns the results of rules into blocks of the text report.
struct ResultBlocks {
  private let run: RunResult
  private let contractPath: String?
  private let isVerbose: Bool

  /// Rules of one reason that are listed before the rest of them is only counted.
  private static let listedPerReason = 5

  /// Entries of a list that a figure shows: a batch may have thousands of extra columns.
  private static let listedEntries = 10

  init(_ run: RunResult, contractPath: String?, isVerbose: Bool) {
    self.run = run
    self.contractPath = contractPath
    self.isVerbose = isVerbose
  }

  var passes: [TextBlock] { results(.pass).map { block(.pass, $0, headline: CheckWords.passed($0)) } }
  var warnings: [TextBlock] { results(.warn).map { finding(.warn, $0) } }
  var errors: [TextBlock] { results(.error).map { finding(.error, $0) } }
  var failures: [TextBlock] { results(.fail).map { finding(.fail, $0) } }

  /// One line each; many of one reason are counted after the first few.
  var notRun: [TextBlock] {
    var seen: [String: Int] = [:]
    var blocks: [TextBlock] = []
    for result in results(.notRun) {
      let reason = result.reason ?? "no reason given"
      seen[reason, default: 0] += 1
      if isVerbose || seen[reason, default: 0] <= Self.listedPerReason {
        blocks.append(block(.notRun, result, headline: ShownText.sentence(reason)))
      }
    }
    guard !isVerbose else { return blocks }
    for (reason, count) in seen.sorted(by: { $0.key < $1.key }) where count > Self.listedPerReason {
      let more = Quantity.count(count - Self.listedPerReason, "more rule")
      blocks.append(
        TextBlock(
          label: .notRun, subject: more, kind: "", headline: ShownText.sentence(reason)))
    }
    return blocks
  }

  private func results(_ status: CheckResult.Status) -> [CheckResult] {
    run.results.filter { $0.status == status }
  }

  private func block(_ label: TextBlock.Label, _ result: CheckResult, headline: String) -> TextBlock {
    let object = ShownText.name(run.object)
    let subject = result.column.map { object + "." + ShownText.name($0) } ?? object
    return TextBlock(label: label, subject: subject, kind: result.check, headline: headline)
  }

  func finding(_ label: TextBlock.Label, _ result: CheckResult) -> TextBlock {
    var block = block(label, result, headline: CheckWords.broken(result))
    block.evidence = SampleLines.render(result.samples)
    if let failing = result.failing, result.population != nil {
      let more = failing - result.samples.count
      if more > 0 && !result.samples.isEmpty {
        let isKept = result.isBlocking && run.quarantine?.path != nil
        block.evidence.append(
          "… \(Quantity.count(more)) more; --samples shows more of them"
            + (isKept ? ", the quarantine has all" : ""))
      }
      block.weight = failing
    }
    block.remarks = [figures(result), origin(result), CheckWords.wayOut(result).map { "→ " + $0 }]
      .compactMap { $0 }
    return block
  }

  /// `duplicatedValues 3 · surplusRows 5`
  private func figures(_ result: CheckResult) -> String? {
    guard !result.details.isEmpty else { return nil }
    let parts = result.details.map { detail in
      let value =
        switch detail.value {
        case .integer(let value): Quantity.count(value)
        case .text(let text): ShownText.sentence(text)
        case .list(let texts): listed(texts)
        }
      return detail.name + " " + value
    }
    return parts.joined(separator: " · ")
  }

  /// The first few entries of a list, and how many more there are.
  private func listed(_ texts: [String]) -> String {
    let shown = isVerbose ? texts.count : min(texts.count, Self.listedEntries)
    let more = texts.count > shown ? "; … \(Quantity.count(texts.count - shown)) more" : ""
    return texts[..<shown].map(ShownText.whole).joined(separator: "; ") + more
  }

  /// Where the promise stands that was broken: `rule amount-range, orders.odcs.yaml:21:11`
  private func origin(_ result: CheckResult) -> String? {
    let rule = "rule " + ShownText.name(result.ruleID ?? result.id)
    guard let location = result.location, let contractPath else { return rule }
    return rule + ", \(ShownText.whole(contractPath)):\(location.line):\(location.column)"
  }
}
