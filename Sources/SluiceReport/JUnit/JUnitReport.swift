internal import SluiceContract
internal import SluiceEngine

/// The reports that build servers read: rules, kinds of structural findings and diagnostics as test cases.
///
/// The cases of a contract are the same whatever the batch holds, so that a server can follow each over its runs.
package enum JUnitReport {
  package static func render(_ outcome: ValidateOutcome) -> [UInt8] {
    let contract = outcome.contract
    var suites = run(outcome.head)
    for result in outcome.results {
      suites.append(rules(result, outcome))
      suites.append(
        structure(
          "\(ShownText.name(result.object)).structure", result.structure, StructureBlocks(result)))
    }
    if let contract, outcome.results.isEmpty, !outcome.diagnostics.isEmpty {
      suites.append(diagnostics(outcome.diagnostics, in: contract.path))
    }
    let seconds = RunResult.Timing(of: outcome.results)?.seconds
    return JUnitDocument(head: outcome.head, seconds: seconds, suites: suites).render()
  }

  package static func render(_ outcome: InspectOutcome) -> [UInt8] {
    var suites = run(outcome.head)
    if let inspection = outcome.inspection {
      let blocks = StructureBlocks(inspection.structure, files: inspection.files)
      var suite = structure("structure", inspection.structure, blocks)
      suite.properties = batch(rows: inspection.rows, files: inspection.files)
      suite.properties.append(("verdict", outcome.verdict.rawValue))
      suites.append(suite)
    }
    return JUnitDocument(head: outcome.head, seconds: outcome.inspection?.timing.seconds, suites: suites)
      .render()
  }

  package static func render(_ outcome: LintOutcome) -> [UInt8] {
    let suites = outcome.contracts.map { diagnostics($0.diagnostics, in: $0.path) }
    return JUnitDocument(head: outcome.head, suites: run(outcome.head) + suites).render()
  }

  /// What went wrong with the run itself: there only where something did.
  static func run(_ head: ReportHead) -> [JUnitSuite] {
    guard let error = head.error else { return [] }
    let message = ShownText.sentence(error.message)
    let testCase = JUnitCase(
      name: "run", className: "sluice.\(head.command)", file: error.path.map(ShownText.whole),
      ending: .undecided(JUnitFault(message: message, type: error.code, text: message)))
    return [
      JUnitSuite(
        name: "sluice", properties: [("runId", head.runID), ("exitCode", String(head.exitCode))],
        cases: [testCase])
    ]
  }

  private static func rules(_ result: RunResult, _ outcome: ValidateOutcome) -> JUnitSuite {
    let blocks = ResultBlocks(result, contractPath: outcome.contract?.path, isVerbose: false)
    let file = outcome.contract.map { ShownText.whole($0.path) }
    let cases = result.results.map { check in
      JUnitCase(
        name: name(check, in: result), className: className(check, in: result), file: file,
        line: check.location?.line, ending: ending(check, blocks))
    }
    return JUnitSuite(name: ShownText.name(result.object), properties: properties(result, outcome), cases: cases)
  }

  /// `orders.amount`, or `orders` for a rule of the whole object.
  private static func className(_ check: CheckResult, in result: RunResult) -> String {
    ([result.object] + (check.column.map { [$0] } ?? [])).map(ShownText.name).joined(separator: ".")
  }

  /// `range`, `range.2` for the second of a column, `range [amount-range]` where the rule has an id of its own.
  private static func name(_ check: CheckResult, in result: RunResult) -> String {
    if let ruleID = check.ruleID { return check.check + " [" + ShownText.name(ruleID) + "]" }
    let prefix = ([result.object] + (check.column.map { [$0] } ?? [])).joined(separator: ".") + "."
    guard check.id.utf8.starts(with: prefix.utf8) else { return ShownText.name(check.id) }
    return ShownText.name(String(decoding: check.id.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
  }

  private static func ending(_ check: CheckResult, _ blocks: ResultBlocks) -> JUnitCase.Ending {
    switch check.status {
    case .pass: .passed
    case .warn: .warned(text: blocks.finding(.warn, check).lines.joined(separator: "\n"))
    case .fail: .failed(fault(blocks.finding(.fail, check)))
    case .error: .undecided(fault(blocks.finding(.error, check)))
    case .notRun: .skipped(reason: ShownText.sentence(check.reason ?? "no reason given"))
    }
  }

  private static func fault(_ block: TextBlock) -> JUnitFault {
    JUnitFault(message: block.headline, type: block.kind, text: block.lines.joined(separator: "\n"))
  }

  private static func properties(
    _ result: RunResult, _ outcome: ValidateOutcome
  ) -> [(name: String, value: String)] {
    var properties = batch(rows: result.rows, files: result.files)
    properties += [
      ("verdict", result.verdict.rawValue),
      ("complete", String(outcome.head.error == nil && result.isComplete)),
      ("exitCode", String(outcome.head.exitCode)),
    ]
    if let contract = outcome.contract {
      properties.append(("contract", ShownText.whole(contract.path)))
      if let version = contract.version { properties.append(("contractVersion", ShownText.name(version))) }
      if let sha256 = contract.sha256 { properties.append(("contractSHA256", sha256)) }
    }
    if let quarantine = result.quarantine {
      properties += [
        ("acceptedRows", String(quarantine.accepted)), ("rejectedRows", String(quarantine.rejected)),
      ]
      if let path = quarantine.path { properties.append(("quarantine", ShownText.whole(path))) }
    }
    properties.append(("sluiceVersion", outcome.head.sluiceVersion))
    properties.append(("runId", outcome.head.runID))
    return properties
  }

  private static func batch(
    rows: Int, files: [RunResult.FileSummary]
  ) -> [(name: String, value: String)] {
    [
      ("rows", String(rows)), ("files", String(files.count)),
      ("bytes", String(files.reduce(0) { $0 + $1.bytes })),
    ]
  }
}
