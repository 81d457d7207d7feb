internal import SluiceContract
internal import SluiceEngine

/// What `skew` says about each feature. Of a masked one counts stand, and no figure that could be a value.
extension JSONReport {
  static func feature(_ feature: SkewFeature) -> JSON {
    var members: [JSON.Member] = [
      .init("name", .string(feature.name)),
      .init("servingName", .string(feature.servingName)),
      .init("status", .string(feature.status.rawValue)),
      .init("severity", .string(feature.isBlocking ? "error" : "warning")),
      .init("reason", .text(feature.reason)),
      .init("ruleId", .text(feature.ruleID)),
      .init("location", feature.mark.map(location) ?? .null),
      .init("prediction", .bool(feature.isPrediction)),
      .init("type", .string(feature.type)),
      .init("trainType", .string(feature.trainType)),
      .init("serveType", .string(feature.serveType)),
      .init("masked", .bool(feature.isMasked)),
      .init(
        "tolerance",
        .object([
          .init("relative", .exact(feature.tolerance.relative.description)),
          .init("absolute", .exact(feature.tolerance.absolute.description)),
          .init("ulp", .number(feature.tolerance.ulp)),
        ])),
      .init("threshold", threshold(feature.threshold)),
      .init("pairs", .number(feature.pairs)),
      .init("bothNull", .number(feature.bothNull)),
      .init("trainNullOnly", .number(feature.trainNullOnly)),
      .init("serveNullOnly", .number(feature.serveNullOnly)),
      .init("compared", .number(feature.compared)),
      .init("mismatches", .number(feature.mismatches)),
      .init("typeMismatches", .number(feature.typeMismatches)),
      .init("exactMismatches", .number(feature.exactMismatches)),
      .init("absoluteMismatches", .number(feature.absoluteMismatches)),
      .init("relativeMismatches", .number(feature.relativeMismatches)),
      .init("ulpMismatches", .number(feature.ulpMismatches)),
      .init("failing", .number(feature.failing)),
      .init("mismatchRate", feature.mismatchRate.map(JSON.number) ?? .null),
      .init("interval", feature.interval.map { .array([.number($0.low), .number($0.high)]) } ?? .null),
    ]
    members += differences(feature) + places(feature)
    members += [
      .init("matchedDistances", feature.matchedDistances.map { distances($0, of: feature) } ?? .null),
      .init("allDistances", feature.allDistances.map { distances($0, of: feature) } ?? .null),
      .init("causes", .array(feature.causes.map(cause))),
      .init("samples", .array(feature.samples.map(pair))),
    ]
    return .object(members)
  }

  private static func differences(_ feature: SkewFeature) -> [JSON.Member] {
    let differences = feature.isMasked ? nil : feature.differences
    let pearson = feature.isMasked ? nil : feature.pearson
    return [
      .init("maxAbsDelta", differences?.largest.map { .number($0.delta.magnitude) } ?? .null),
      .init("meanDelta", differences.map { .number($0.mean) } ?? .null),
      .init(
        "deltaQuantiles",
        differences.flatMap { differences in
          differences.quantiles.isEmpty ? nil : quantiles(differences)
        } ?? .null),
      .init("largest", differences?.largest.map(largest) ?? .null),
      .init("pearson", pearson.map(JSON.number) ?? .null),
    ]
  }

  /// Of the pairs that differ; `method` says whether all of them were sorted.
  private static func quantiles(_ differences: SkewFeature.Differences) -> JSON {
    .object([
      .init("levels", .array(SkewFeature.Differences.levels.map(JSON.number))),
      .init("values", .array(differences.quantiles.map(JSON.number))),
      .init("of", .number(differences.sampled)),
      .init("method", .string(differences.rankError == 0 ? "exact" : "sketch")),
      .init("rankError", .number(differences.rankError)),
    ])
  }

  private static func largest(_ largest: SkewFeature.Largest) -> JSON {
    guard case .object(let members) = pair(largest.pair) else { return .null }
    return .object([.init("delta", .number(largest.delta))] + members)
  }

  private static func places(_ feature: SkewFeature) -> [JSON.Member] {
    [
      .init("firstMismatch", .text(feature.firstMismatch?.text)),
      .init("lastMismatch", .text(feature.lastMismatch?.text)),
      .init("worstSlice", feature.worstSlice.map(slice) ?? .null),
      .init("changes", .array(feature.changes.map(change))),
      .init("changesCounted", .number(feature.changesCounted)),
    ]
  }

  private static func slice(_ slice: SkewSlice) -> JSON {
    .object(
      [.init("column", .string(slice.column))]
        + value("value", slice.value, of: slice.valueBytes, isMasked: slice.isMasked) + [
          .init("masked", .bool(slice.isMasked)),
          .init("pairs", .number(slice.pairs)),
          .init("failing", .number(slice.failing)),
          .init("otherPairs", .number(slice.otherPairs)),
          .init("otherFailing", .number(slice.otherFailing)),
          .init("separation", .number(slice.separation)),
        ])
  }

  private static func change(_ change: SkewChange) -> JSON {
    .object(
      value("train", change.train, of: change.trainBytes, isMasked: change.isMasked)
        + value("serve", change.serve, of: change.serveBytes, isMasked: change.isMasked)
        + [.init("masked", .bool(change.isMasked)), .init("count", .number(change.count))])
  }

  private static func pair(_ sample: SkewSample) -> JSON {
    .object(key(sample.key) + [.init("train", cell(sample.train)), .init("serve", cell(sample.serve))])
  }

  private static func cell(_ cell: SkewSample.Cell) -> JSON {
    .object(
      [
        .init("file", .path(cell.file)), .init("row", .number(cell.row)), .init("line", .number(cell.line)),
        .init("byteOffset", .number(cell.byteOffset)),
      ] + value("value", cell.value, of: cell.valueBytes, isMasked: cell.isMasked) + [
        .init("masked", .bool(cell.isMasked))
      ])
  }

  /// The value's text; beside it its bytes where the text cannot say them, and how many they are where it is cut.
  private static func value(_ name: String, _ bytes: [UInt8]?, of whole: Int?, isMasked: Bool) -> [JSON.Member] {
    let cell = isMasked ? nil : bytes.map(CellText.init)
    var members = [JSON.Member(name, .text(cell?.text))]
    if let hex = cell?.hex { members.append(.init(name + "Hex", .string(hex))) }
    if let whole, cell != nil { members.append(.init(name + "Bytes", .number(whole))) }
    return members
  }

  private static func distances(_ distances: SkewDistances, of feature: SkewFeature) -> JSON {
    .object([
      .init("trainValues", .number(distances.trainValues)), .init("serveValues", .number(distances.serveValues)),
      .init("trainNulls", .number(distances.trainNulls)), .init("serveNulls", .number(distances.serveNulls)),
      .init("bins", bins(distances.bins, isMasked: feature.isMasked)),
      .init("psi", distances.psi.map(JSON.number) ?? .null),
      .init("js", distances.js.map(JSON.number) ?? .null),
      .init(
        "ks",
        distances.ks.map { ks in
          .object([
            .init("statistic", .number(ks.statistic)), .init("pValue", .number(ks.pValue)),
            .init("method", .string(ks.isExact ? "exact" : "sketch")), .init("error", .number(ks.error)),
          ])
        } ?? .null),
      .init(
        "chi2",
        distances.chi2.map { chi2 in
          .object([
            .init("statistic", .number(chi2.statistic)), .init("degrees", .number(chi2.degrees)),
            .init("pValue", .number(chi2.pValue)), .init("cramersV", .number(chi2.cramersV)),
          ])
        } ?? .null),
      .init("reason", .text(distances.reason)),
    ])
  }

  /// Everything that the figures can be computed from again: names of variants stand in docs/skew.md.
  private static func bins(_ bins: SkewDistances.Bins, isMasked: Bool) -> JSON {
    switch bins {
    case .none: return .null
    case .categories(let count): return .object([.init("kind", "categories"), .init("count", .number(count))])
    case .deciles(let edges, let train, let serve, let rankError):
      let shown: JSON = isMasked ? .null : .array(edges.map { JSON.number($0) })
      return .object([
        .init("kind", "deciles"), .init("edges", shown),
        .init("train", .array(train.map { JSON.number($0) })), .init("serve", .array(serve.map { JSON.number($0) })),
        .init("method", .string(rankError == 0 ? "exact" : "sketch")), .init("rankError", .number(rankError)),
      ])
    }
  }

  private static func cause(_ cause: SkewCause) -> JSON {
    .object([
      .init("cause", .string(cause.cause)),
      .init("confidence", .number(cause.confidence)),
      .init("tier", .string(cause.tier.rawValue)),
      .init("explained", .number(cause.explained)),
      .init("of", .number(cause.of)),
      .init("parameters", .object(cause.parameters.map { .init($0.name, parameter($0.value)) })),
    ])
  }

  private static func parameter(_ value: SkewCause.Parameter.Value) -> JSON {
    switch value {
    case .number(let number): .number(number)
    case .text(let text): .string(text)
    case .list(let numbers): .array(numbers.map(JSON.number))
    }
  }
}
