internal import SluiceContract

/// What a pass found out, as reports show it.
struct SkewReport {
  let plan: SkewPlan
  let pass: SkewPass.Outcome
  let samples: Int

  static let mostChanges = 20

  private var comparison: SkewComparison { pass.comparison }

  func pairing() -> SkewPairing {
    let counts = pass.pairs
    func side(_ counts: PairCounts.Side, rows: Int, read: Int) -> SkewPairing.Side {
      var side = SkewPairing.Side()
      (side.rows, side.unread) = (rows, rows - read)
      (side.keys, side.duplicatedKeys, side.duplicates) = (counts.keys, counts.duplicatedKeys, counts.duplicates)
      (side.leftOut, side.conflicting, side.unmatched) = (counts.leftOut, counts.conflicting, counts.unmatched)
      (side.nullKeys, side.invalidKeys) = (counts.nullKeys, counts.invalidKeys)
      return side
    }
    var pairing = SkewPairing()
    pairing.train = side(counts.train, rows: pass.train.recordCount, read: pass.readRows.train)
    pairing.serve = side(counts.serve, rows: pass.serve.recordCount, read: pass.readRows.serve)
    pairing.matched = counts.matched
    pairing.oneToOne = counts.oneToOne
    pairing.asOf = plan.spec.asOf.map { asOf in
      SkewPairing.AsOf(
        column: asOf.column, tolerance: asOf.tolerance, unknownEntity: counts.unknownEntity,
        futureOnly: counts.futureOnly, tooOld: counts.tooOld, sameTime: counts.sameTime,
        ages: comparison.ages.ages)
    }
    return pairing
  }

  func predictions() -> SkewPredictions? {
    guard let number = plan.prediction, let state = comparison.predictions else { return nil }
    let entry = plan.columns.entries[plan.features[number]]
    let isNumeric = comparison.spec.features[number].grid != nil
    var predictions = SkewPredictions(column: entry.column.name, isNumeric: isNumeric)
    predictions.sameFeatures = state.groups[0].report(isNumeric: isNumeric)
    predictions.otherFeatures = state.groups[1].report(isNumeric: isNumeric)
    return predictions
  }

  /// Everything about the features but what must be read again: samples are without their cells.
  func features(_ texts: PairTexts, threads: Int) -> [SkewFeature] {
    let features = Lock<[Int: SkewFeature]>([:])
    let box = Box(report: self, texts: texts)
    Workers.run(threads) { thread in
      for number in stride(from: thread, to: box.report.plan.features.count, by: threads) {
        let feature = box.report.feature(number, box.texts)
        features.withLock { $0[number] = feature }
      }
    }
    return features.withLock { found in plan.features.indices.compactMap { found[$0] } }
  }

  /// States are only read by then, each by one thread.
  private struct Box: @unchecked Sendable {
    let report: SkewReport
    let texts: PairTexts
  }

  private func feature(_ number: Int, _ texts: PairTexts) -> SkewFeature {
    let slot = plan.features[number]
    let (entry, state) = (plan.columns.entries[slot], comparison.features[number])
    let (kind, counts) = (plan.layout.kinds[slot], state.counts)
    let threshold = entry.column.threshold ?? plan.spec.threshold
    var feature = SkewFeature(
      name: entry.column.name, servingName: String(decoding: entry.servingName, as: UTF8.self), type: kind.name,
      trainType: plan.types.trainKinds[slot].name, serveType: plan.types.serveKinds[slot].name,
      isMasked: entry.isMasked, isPrediction: number == plan.prediction,
      tolerance: entry.column.tolerance ?? plan.spec.tolerance, status: .notRun, isBlocking: entry.column.isBlocking,
      ruleID: entry.column.ruleID, threshold: threshold.summary, expected: threshold.words)
    feature.pairs = counts.pairs
    feature.bothNull = counts.bothNull
    feature.trainNullOnly = counts.trainNullOnly
    feature.serveNullOnly = counts.serveNullOnly
    feature.mismatches = counts.mismatches
    feature.typeMismatches = counts.typeMismatches
    feature.exactMismatches = counts.exactMismatches
    if state.spec.grid != nil {
      feature.absoluteMismatches = counts.absoluteMismatches
      feature.relativeMismatches = counts.relativeMismatches
      if kind == .number { feature.ulpMismatches = counts.ulpMismatches }
      feature.differences = differences(state, slot, entry, texts)
      feature.pearson = state.moments?.pearson
    }
    if counts.pairs > 0 {
      let isAdmitted = threshold.admits(feature.failing, of: counts.pairs)
      feature.status = isAdmitted ? .pass : feature.isBlocking ? .fail : .warn
      feature.interval = Proportion(feature.failing, of: counts.pairs).map { proportion in
        let interval = proportion.interval()
        return (interval.lowerBound, interval.upperBound)
      }
    }
    feature.firstMismatch = state.times.first.flatMap(instant)
    feature.lastMismatch = state.times.last.flatMap(instant)
    feature.worstSlice = WorstSlice(plan: plan, comparison: comparison).find(number)
    addChanges(&feature, state, slot, entry, texts)
    feature.samples = state.offenders.entries.prefix(samples).map { texts.sample($0.item, slot, entry) }
    (feature.matchedDistances, feature.allDistances) = FeatureDistances(state: state).distances()
    return feature
  }

  private func instant(_ time: Int128) -> SkewInstant? {
    CivilTime.format(nanoseconds: time).map { SkewInstant(nanoseconds: time, text: $0) }
  }

  private func differences(
    _ state: FeatureState, _ slot: Int, _ entry: SkewColumns.Entry, _ texts: PairTexts
  ) -> SkewFeature.Differences? {
    let deltas = state.deltas
    guard deltas.finite > 0 else { return nil }
    let sorted = deltas.sample.entries.map(\.item).sorted()
    var differences = SkewFeature.Differences(
      pairs: deltas.finite, mean: deltas.mean, quantiles: [], sampled: sorted.count, rankError: 0)
    if !sorted.isEmpty {
      differences.quantiles = SkewFeature.Differences.levels.map { Quantile.linear(sorted, $0) }
      // The ends are known, however small the sample is.
      if deltas.sample.offered > sorted.count {
        // Dvoretzky, Kiefer, Wolfowitz and Massart: √(ln(2 / 0.01) / 2n).
        differences.rankError = (5.298_317_366_548_036 / (2 * Double(sorted.count))).squareRoot()
      }
    }
    differences.largest = deltas.largest.map {
      SkewFeature.Largest(delta: $0.delta, pair: texts.sample($0.place, slot, entry))
    }
    return differences
  }

  private func addChanges(
    _ feature: inout SkewFeature, _ state: FeatureState, _ slot: Int, _ entry: SkewColumns.Entry, _ texts: PairTexts
  ) {
    func shown(_ change: ChangeCounts.Count) -> SkewChange {
      let (train, serve) = entry.isMasked ? (nil, nil) : (change.train, change.serve)
      return SkewChange(
        train: train?.bytes, trainBytes: train?.cutFrom, serve: serve?.bytes, serveBytes: serve?.cutFrom,
        isMasked: entry.isMasked, count: change.count)
    }
    if !state.changes.isOver {
      feature.changesCounted = feature.failing
      feature.changes = state.changes.most(Self.mostChanges).map(shown)
      return
    }
    // Too many to be counted: those of the sample that it has twice.
    let places = PairTexts.changeSample(state.offenders.entries.map(\.item))
    feature.changesCounted = places.count
    feature.changes = texts.changes(places, slot).prefix(Self.mostChanges).map(shown)
  }
}

extension BatchReader.Outcome {
  /// Records of all files.
  var recordCount: Int { files.reduce(0) { $0 + $1.rows } }
}

extension SkewColumns.Entry {
  /// Whether its values must not be shown.
  var isMasked: Bool { column.isMasked || (column.property?.isMasked ?? false) }
}
