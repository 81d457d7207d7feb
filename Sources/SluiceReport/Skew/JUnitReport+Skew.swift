internal import SluiceContract
internal import SluiceEngine

/// What `skew` writes for build servers: every feature is a test case, and so is every way in which logs may not fit.
extension JUnitReport {
  package static func render(_ outcome: SkewOutcome) -> [UInt8] {
    var suites = run(outcome.head)
    if let result = outcome.result {
      let blocks = SkewBlocks(result, contractPath: outcome.contract?.path, diffPath: outcome.diffPath)
      suites.append(features(result, outcome, blocks))
      suites.append(logs(result, blocks))
      for (name, side) in [("train", result.train), ("serve", result.serve)] {
        suites.append(
          structure("\(name).structure", side.structure, StructureBlocks(side.structure, files: side.summaries)))
      }
    } else if let contract = outcome.contract, !outcome.diagnostics.isEmpty {
      suites.append(diagnostics(outcome.diagnostics, in: contract.path))
    }
    return JUnitDocument(head: outcome.head, seconds: outcome.result?.timing.seconds, suites: suites).render()
  }

  private static func features(_ result: SkewResult, _ outcome: SkewOutcome, _ blocks: SkewBlocks) -> JUnitSuite {
    let file = outcome.contract.map { ShownText.whole($0.path) }
    var cases = result.features.map { feature in
      JUnitCase(
        name: ShownText.name(feature.name), className: "skew", file: feature.mark == nil ? nil : file,
        line: feature.mark?.line, ending: ending(feature.status, blocks.block(feature)))
    }
    cases += outcome.rulesNotRun.map { rule in
      JUnitCase(
        name: "rule " + ShownText.name(rule.id), className: "skew", file: file, line: rule.location?.line,
        ending: .skipped(reason: ShownText.sentence(rule.reason ?? "")))
    }
    return JUnitSuite(name: "skew", properties: properties(result, outcome), cases: cases)
  }

  /// A case for every kind, found or not.
  private static func logs(_ result: SkewResult, _ blocks: SkewBlocks) -> JUnitSuite {
    let cases = SkewFinding.Kind.allCases.map { kind in
      let found = result.findings.filter { $0.kind == kind }
      let lines = found.map { finding in
        let block = blocks.block(finding)
        return "\(block.subject): \(block.headline)"
      }
      let text = lines.joined(separator: "\n")
      let ending: JUnitCase.Ending =
        if found.contains(where: { $0.status == .fail }) {
          .failed(JUnitFault(message: lines.first ?? "", type: kind.rawValue, text: text))
        } else if found.isEmpty {
          .passed
        } else {
          .warned(text: text)
        }
      return JUnitCase(name: kind.rawValue, className: "logs", ending: ending)
    }
    return JUnitSuite(name: "logs", cases: cases)
  }

  private static func ending(_ status: CheckResult.Status, _ block: TextBlock) -> JUnitCase.Ending {
    let text = block.lines.joined(separator: "\n")
    return switch status {
    case .pass: .passed
    case .warn: .warned(text: text)
    case .fail: .failed(JUnitFault(message: block.headline, type: block.kind, text: text))
    case .error: .undecided(JUnitFault(message: block.headline, type: block.kind, text: text))
    case .notRun: .skipped(reason: block.headline)
    }
  }

  private static func properties(
    _ result: SkewResult, _ outcome: SkewOutcome
  ) -> [(name: String, value: String)] {
    var properties = [
      ("trainRows", String(result.train.rows)), ("serveRows", String(result.serve.rows)),
      ("pairs", String(result.pairing.matched)), ("verdict", outcome.verdict.rawValue),
      ("complete", String(outcome.isComplete)), ("exitCode", String(outcome.head.exitCode)),
    ]
    if let contract = outcome.contract { properties.append(("contract", ShownText.whole(contract.path))) }
    properties += [("sluiceVersion", outcome.head.sluiceVersion), ("runId", outcome.head.runID)]
    return properties
  }
}
