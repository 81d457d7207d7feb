internal import SluiceEngine

/// The report of `skew` that a person reads in ten seconds: how rows met, then each feature that differs, widest first.
package struct SkewText {
  private let outcome: SkewOutcome
  private let result: SkewResult
  private let style: Style
  /// Features that agree are listed too.
  private let isVerbose: Bool

  package static func render(_ outcome: SkewOutcome, style: Style = .plain, isVerbose: Bool = false) -> [UInt8] {
    guard let result = outcome.result else { return Array(TextReport.noVerdict(outcome.head, style).utf8) }
    let report = SkewText(outcome: outcome, result: result, style: style, isVerbose: isVerbose)
    return Array(report.text().utf8)
  }

  private func text() -> String {
    let blocks = SkewBlocks(result, contractPath: outcome.contract?.path, diffPath: outcome.diffPath)
    let notRun =
      blocks.features(.notRun).map(blocks.block)
      + outcome.rulesNotRun.map {
        TextBlock(
          label: .notRun, subject: $0.column.map(ShownText.name) ?? "all features", kind: $0.check,
          headline: ShownText.sentence($0.reason ?? ""))
      }
    let sections = [
      isVerbose ? blocks.features(.pass).map(blocks.block) : [],
      notRun,
      blocks.structure(.warning) + blocks.findings(.warn).map(blocks.block),
      byWeight(blocks.features(.warn).map(blocks.block)),
      byWeight(blocks.features(.fail).map(blocks.block)),
      blocks.structure(.error) + blocks.findings(.fail).map(blocks.block),
    ]
    var text = header + "\n" + pairing + "\n"
    for section in sections where !section.isEmpty { text += "\n" + TextBlock.render(section, style) }
    if let predictions = result.predictions { text += "\n" + Self.words(predictions) + "\n" }
    if let diff = result.diff, diff.failure == nil, let path = outcome.diffPath {
      text += "\ndiff: \(Quantity.count(diff.lines, "mismatch", "mismatches")), in \(ShownText.whole(path))\n"
    }
    if let error = outcome.head.error {
      text += "\n" + style.bad("incomplete:") + " " + ShownText.sentence(error.message) + "\n"
    }
    return text + "\n" + Self.verdict(outcome, style) + "\n"
  }

  /// The sort is stable: features that differ on as many rows stay in the order of the log.
  private func byWeight(_ blocks: [TextBlock]) -> [TextBlock] { blocks.sorted { $0.weight > $1.weight } }

  /// `train.csv ↔ serve.csv · 9,076 and 9,081 rows, 1.9 MB in 0.1 s (19.0 MB/s)`
  private var header: String {
    let timing = result.timing
    let rate = Quantity.rate(bytes: timing.bytes, seconds: timing.seconds)
    return style.strong("\(result.train.title) ↔ \(result.serve.title)") + " · "
      + "\(Quantity.count(result.train.rows)) and \(Quantity.count(result.serve.rows, "row")), "
      + "\(Quantity.bytes(timing.bytes)) in \(Quantity.seconds(timing.seconds)) (\(rate))"
  }

  /// `9,076 pairs by flight_date, carrier · only in train 3, only in serve 8`
  private var pairing: String {
    let pairing = result.pairing
    var parts = [
      "\(Quantity.count(pairing.matched, "pair")) by \(result.keys.map(ShownText.name).joined(separator: ", "))"
    ]
    if let asOf = pairing.asOf { parts[0] += " as of " + ShownText.name(asOf.column) }
    if let text = both("only in", pairing.train.unmatched, pairing.serve.unmatched) {
      parts.append(text)
    } else if pairing.matched > 0 {
      parts.append("every key has its pair")
    }
    if let text = both("duplicates in", pairing.train.duplicates, pairing.serve.duplicates) { parts.append(text) }
    if let text = both("null keys in", pairing.train.nullKeys, pairing.serve.nullKeys) { parts.append(text) }
    if let text = both("unreadable keys in", pairing.train.invalidKeys, pairing.serve.invalidKeys) {
      parts.append(text)
    }
    var line = parts.joined(separator: " · ")
    if let asOf = pairing.asOf { line += "\n" + Self.words(asOf) }
    return line
  }

  private func both(_ words: String, _ train: Int, _ serve: Int) -> String? {
    train + serve > 0 ? "\(words) train \(Quantity.count(train)), serve \(Quantity.count(serve))" : nil
  }

  private static func words(_ asOf: SkewPairing.AsOf) -> String {
    var parts: [String] = []
    if let ages = asOf.ages {
      let shown = [ages.median, ages.p95, ages.largest].map { Age.text($0) }
      parts.append("age of the training row: median \(shown[0]), 95 % within \(shown[1]), largest \(shown[2])")
    }
    let counts = [
      (asOf.unknownEntity, "of an unknown entity"), (asOf.tooOld, "only older than allowed"),
      (asOf.futureOnly, "only in the future"),
    ]
    parts += counts.filter { $0.0 > 0 }.map { Quantity.count($0.0) + " " + $0.1 }
    return parts.joined(separator: " · ")
  }

  private static func words(_ predictions: SkewPredictions) -> String {
    func group(_ group: SkewPredictions.Group) -> String {
      "\(Quantity.count(group.differing)) of \(Quantity.count(group.pairs, "pair"))"
    }
    return "\(ShownText.name(predictions.column)) differs on \(group(predictions.sameFeatures)) whose features agree"
      + " (model skew), on \(group(predictions.otherFeatures)) whose features do not (feature skew)"
  }

  /// `FAIL · 12 features: 6 pass, 0 warn, 6 fail, 0 notRun · 9,076 pairs`
  static func verdict(_ outcome: SkewOutcome, _ style: Style = .plain) -> String {
    guard let result = outcome.result else { return TextReport.noVerdict(outcome.head, style) }
    let counts = [CheckResult.Status.pass, .warn, .fail, .notRun].map { status in
      "\(Quantity.count(result.features.count { $0.status == status })) \(status.rawValue)"
    }
    var line = TextReport.word(outcome.verdict, style) + " · "
    line += "\(Quantity.count(result.features.count, "feature")): " + counts.joined(separator: ", ")
    line += " · " + Quantity.count(result.pairing.matched, "pair")
    let failed = result.findings.count { $0.status == .fail }
    if !result.findings.isEmpty {
      line += " · logs: \(Quantity.count(failed)) fail, \(Quantity.count(result.findings.count - failed)) warn"
    }
    let structure = result.train.structure + result.serve.structure
    if !structure.isEmpty {
      let faults = structure.count { $0.severity == .error }
      line += " · structure: \(Quantity.count(faults)) fail, \(Quantity.count(structure.count - faults)) warn"
    }
    return line
  }
}

/// A stretch of time in the largest unit of which it has one: `4.5 h`.
enum Age {
  static func text(_ nanoseconds: Int128) -> String {
    let units: [(Double, String)] = [(86_400e9, "d"), (3600e9, "h"), (60e9, "min"), (1e9, "s"), (1e6, "ms")]
    let value = Double(nanoseconds)
    let (size, word) = units.first { value.magnitude >= $0.0 } ?? (1e9, "s")
    return Figure.text(value / size) + " " + word
  }
}
