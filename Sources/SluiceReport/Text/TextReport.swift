internal import SluiceEngine

/// The report of `validate` that a person reads in ten seconds.
///
/// What went well comes first and is short, failures come last and the widest first, and the last line is the
/// verdict: the end of a log says it all. Every number stands with its denominator.
package struct TextReport {
  private let outcome: ValidateOutcome
  private let style: Style
  /// Rules that passed are listed too, and lists are never shortened.
  private let isVerbose: Bool

  private init(_ outcome: ValidateOutcome, style: Style, isVerbose: Bool) {
    self.outcome = outcome
    self.style = style
    self.isVerbose = isVerbose
  }

  package static func render(
    _ outcome: ValidateOutcome, style: Style = .plain, isVerbose: Bool = false
  ) -> [UInt8] {
    let report = TextReport(outcome, style: style, isVerbose: isVerbose)
    let text = outcome.results.isEmpty ? noVerdict(outcome.head, style) : report.text()
    return Array(text.utf8)
  }

  /// Objects under each other, the worst last; the sort is stable.
  private func text() -> String {
    let ordered = outcome.results.sorted { $0.verdict.weight < $1.verdict.weight }
    var text = ordered.map(object).joined(separator: "\n")
    if let error = outcome.head.error {
      text += "\n" + style.bad("incomplete:") + " " + ShownText.sentence(error.message) + "\n"
    }
    if let owner = OwnerWords.line(outcome.contract?.owner, outcome.verdict) { text += "\n" + owner + "\n" }
    return text + "\n" + Self.verdict(outcome.results, style) + "\n"
  }

  private func object(_ result: RunResult) -> String {
    let results = ResultBlocks(result, contractPath: outcome.contract?.path, isVerbose: isVerbose)
    let structure = StructureBlocks(result)
    let sections = [
      isVerbose ? results.passes : [],
      results.notRun,
      structure.warnings + results.warnings,
      results.errors,
      // The sort is stable: findings that concern as many rows stay in the order of the contract.
      (structure.faults + results.failures).sorted { $0.weight > $1.weight },
    ]
    var text = header(result) + "\n"
    for section in sections where !section.isEmpty {
      text += "\n" + TextBlock.render(section, style)
    }
    if let quarantine = result.quarantine {
      text += "\nquarantine: \(QuarantineWords.sentence(quarantine))\n"
      if let acceptance = QuarantineWords.acceptance(quarantine) {
        text += (quarantine.isWithinPercent ? acceptance : style.bad(acceptance)) + "\n"
      }
    }
    if let gap = coverageGap(result) { text += "\n" + style.doubtful(gap) + "\n" }
    return text
  }

  /// `orders.odcs.yaml 1.4.0 · orders · 3 files, 8,500,000 rows, 1.0 GB in 1.1 s (0.9 GB/s)`
  private func header(_ result: RunResult) -> String {
    var parts: [String] = []
    if let contract = outcome.contract {
      let version = contract.version.map { " " + ShownText.name($0) } ?? ""
      parts.append(style.strong(ShownText.whole(contract.path)) + version)
    }
    parts.append(ShownText.name(result.object))
    parts.append(Self.size(files: result.files.count, rows: result.rows, result.timing))
    return parts.joined(separator: " · ")
  }

  static func size(files: Int, rows: Int, _ timing: RunResult.Timing) -> String {
    let rate = Quantity.rate(bytes: timing.bytes, seconds: timing.seconds)
    return Quantity.count(files, "file") + ", " + Quantity.count(rows, "row") + ", "
      + Quantity.bytes(timing.bytes) + " in " + Quantity.seconds(timing.seconds) + " (\(rate))"
  }

  /// What the checks did not see, since a verdict without it would promise too much.
  private func coverageGap(_ result: RunResult) -> String? {
    let missing = result.columns.lazy.map { result.rows - $0.rows }.max() ?? 0
    guard missing > 0 else { return nil }
    return "not covered: \(Quantity.count(missing)) of \(Quantity.count(result.rows, "row"))"
      + " (\(Quantity.percent(missing, of: result.rows))), left out of the column checks"
      + " because their record or header is broken"
  }

  /// `FAIL · 41 rules: 37 pass, 1 warn, 2 fail, 0 error, 1 notRun`, with `2 objects, ` where there are several.
  static func verdict(_ runs: [RunResult], _ style: Style = .plain) -> String {
    let results = runs.flatMap(\.results)
    let structure = runs.flatMap(\.structure)
    let counts = CheckResult.Status.inReportOrder.map { status in
      Quantity.count(results.count { $0.status == status }) + " " + status.rawValue
    }
    var line = word(RunResult.Verdict.worst(runs.map(\.verdict)) ?? .error, style) + " · "
    if runs.count > 1 { line += Quantity.count(runs.count, "object") + ", " }
    line += "\(Quantity.count(results.count, "rule")): " + counts.joined(separator: ", ")
    let faults = structure.count { $0.severity == .error }
    let warnings = structure.count - faults
    if !structure.isEmpty {
      line += " · structure: \(Quantity.count(faults)) fail, \(Quantity.count(warnings)) warn"
    }
    return line
  }

  static func word(_ verdict: RunResult.Verdict, _ style: Style) -> String {
    switch verdict {
    case .pass: style.good("PASS")
    case .warn: style.doubtful("WARN")
    case .fail: style.bad("FAIL")
    case .error: style.bad("ERROR")
    }
  }

  /// For a report file of a run that ended early: it must not keep the verdict of the run before.
  static func noVerdict(_ head: ReportHead, _ style: Style = .plain) -> String {
    let why = head.error?.message ?? "the run ended early"
    return style.bad("ERROR") + " · no verdict: " + ShownText.sentence(why) + "\n"
  }
}
