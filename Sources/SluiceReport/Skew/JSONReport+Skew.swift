internal import SluiceContract
internal import SluiceEngine

/// What `skew` writes for machines.
extension JSONReport {
  package static func render(_ outcome: SkewOutcome) -> [UInt8] {
    let result = outcome.result
    var members = envelope(outcome.head, verdict: outcome.verdict, isComplete: outcome.isComplete)
    members += [
      .init("contract", outcome.contract.map(contract) ?? .null),
      .init("train", result.map { log($0.train) } ?? .null),
      .init("serve", result.map { log($0.serve) } ?? .null),
      .init("pairing", result.map(pairing) ?? .null),
      .init("summary", result.map { summary($0.features.map { $0.checkResult(object: "") }) } ?? .null),
      .init("features", .array(result?.features.map(feature) ?? [])),
      .init("predictions", result?.predictions.map(predictions) ?? .null),
      .init("findings", .array(result?.findings.map(finding) ?? [])),
      .init("rulesNotRun", .array(outcome.rulesNotRun.map(ruleNotRun))),
      .init("structure", .array(result.map(structure) ?? [])),
      .init("diff", result?.diff.map { diff($0, path: outcome.diffPath) } ?? .null),
      .init("diagnostics", .array(diagnostics(outcome.diagnostics, in: outcome.contract?.path))),
      .init("timing", result.map { timing($0.timing) } ?? .null),
    ]
    return JSONWriter.write(.object(members))
  }

  private static func log(_ side: SkewResult.Side) -> JSON {
    guard case .object(let members) = batch(schema: nil, rows: side.rows, files: side.summaries) else { return .null }
    return .object(
      members.filter { $0.name != "schema" } + [
        .init("flags", .string(side.dialect.map(\.flag).joined(separator: " ")))
      ])
  }

  /// `train…` and `serve…` side by side: rows of a log, keys of a log, or what the name says.
  private static func pairing(_ result: SkewResult) -> JSON {
    let pairing = result.pairing
    let (train, serve) = (pairing.train, pairing.serve)
    return .object([
      .init("keys", .array(result.keys.map(JSON.string))),
      .init("duplicates", .string(result.policy.rawValue)),
      .init("trainRows", .number(train.rows)), .init("serveRows", .number(serve.rows)),
      .init("trainKeys", .number(train.keys)), .init("serveKeys", .number(serve.keys)),
      .init("matched", .number(pairing.matched)), .init("oneToOne", .number(pairing.oneToOne)),
      .init("onlyTrain", .number(train.unmatched)), .init("onlyServe", .number(serve.unmatched)),
      .init("duplicateTrain", .number(train.duplicates)), .init("duplicateServe", .number(serve.duplicates)),
      .init("duplicatedKeysTrain", .number(train.duplicatedKeys)),
      .init("duplicatedKeysServe", .number(serve.duplicatedKeys)),
      .init("leftOutTrain", .number(train.leftOut)), .init("leftOutServe", .number(serve.leftOut)),
      .init("nullKeyTrain", .number(train.nullKeys)), .init("nullKeyServe", .number(serve.nullKeys)),
      .init("invalidKeyTrain", .number(train.invalidKeys)), .init("invalidKeyServe", .number(serve.invalidKeys)),
      .init("unreadTrain", .number(train.unread)), .init("unreadServe", .number(serve.unread)),
      .init("asOf", pairing.asOf.map(asOf) ?? .null),
    ])
  }

  private static func asOf(_ asOf: SkewPairing.AsOf) -> JSON {
    .object([
      .init("column", .string(asOf.column)),
      .init("toleranceSeconds", asOf.tolerance.map(seconds) ?? .null),
      .init("unknownEntity", .number(asOf.unknownEntity)),
      .init("futureOnly", .number(asOf.futureOnly)),
      .init("tooOld", .number(asOf.tooOld)),
      .init("sameTime", .number(asOf.sameTime)),
      .init(
        "ageSeconds",
        asOf.ages.map {
          .object([
            .init("p50", seconds($0.median)), .init("p95", seconds($0.p95)), .init("max", seconds($0.largest)),
          ])
        } ?? .null),
    ])
  }

  private static func seconds(_ nanoseconds: Int128) -> JSON { .number(Double(nanoseconds) / 1e9) }

  private static func predictions(_ predictions: SkewPredictions) -> JSON {
    func group(_ group: SkewPredictions.Group) -> JSON {
      .object([
        .init("pairs", .number(group.pairs)),
        .init("differing", .number(group.differing)),
        .init("meanDelta", group.meanDelta.map(JSON.number) ?? .null),
        .init("meanAbsDelta", group.meanAbsoluteDelta.map(JSON.number) ?? .null),
      ])
    }
    return .object([
      .init("column", .string(predictions.column)),
      .init("kind", .string(predictions.isNumeric ? "numeric" : "class")),
      .init("modelSkew", group(predictions.sameFeatures)),
      .init("featureSkew", group(predictions.otherFeatures)),
    ])
  }

  private static func finding(_ finding: SkewFinding) -> JSON {
    .object([
      .init("kind", .string(finding.kind.rawValue)),
      .init("status", .string(finding.status.rawValue)),
      .init("side", .text(finding.side?.rawValue)),
      .init("column", .text(finding.column)),
      .init("count", .number(finding.count)),
      .init("message", .string(finding.message)),
    ])
  }

  private static func ruleNotRun(_ result: CheckResult) -> JSON {
    .object([
      .init("id", .string(result.id)),
      .init("column", .text(result.column)),
      .init("reason", .text(result.reason)),
      .init("location", result.location.map(location) ?? .null),
    ])
  }

  /// Of each finding the log that has it stands where other reports have the object.
  private static func structure(_ result: SkewResult) -> [JSON] {
    result.train.structure.map { finding($0, of: "train") } + result.serve.structure.map { finding($0, of: "serve") }
  }

  private static func diff(_ diff: SkewResult.Diff, path: String?) -> JSON {
    .object([
      .init("path", diff.failure == nil ? .path(path) : .null),
      .init("mismatches", .number(diff.lines)),
    ])
  }

  private static func timing(_ timing: SkewResult.Timing) -> JSON {
    self.timing(RunResult.Timing(seconds: timing.seconds, bytes: timing.bytes, threads: timing.threads))
  }
}
