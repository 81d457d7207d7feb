/// Pairs as they are written: what samples show, read again from both logs.
struct PairTexts: Sendable {
  private let plan: SkewPlan
  private var train: [Int: RowTexts.Row] = [:]
  private var serve: [Int: RowTexts.Row] = [:]

  /// Reads what a report of `comparison` will show.
  static func read(
    _ plan: SkewPlan, _ pass: SkewPass, _ outcome: SkewPass.Outcome, samples: Int
  ) throws(SourceError) -> PairTexts {
    var texts = PairTexts(plan: plan)
    var wanted: (train: [Int: Set<Int>], serve: [Int: Set<Int>]) = ([:], [:])
    let keys = Set(0..<plan.layout.keys)
    func want(_ place: PairPlace, _ slot: Int) {
      wanted.train[place.train, default: []].insert(slot)
      wanted.serve[place.serve, default: keys].insert(slot)
    }
    for (number, state) in outcome.comparison.features.enumerated() {
      let slot = plan.features[number]
      let offenders = state.offenders.entries.map(\.item)
      for place in offenders.prefix(samples) { want(place, slot) }
      if let largest = state.deltas.largest { want(largest.place, slot) }
      // A sample is only looked through for changes that are frequent, so that a part of it does.
      if state.changes.isOver {
        for place in changeSample(offenders) { want(place, slot) }
      }
    }
    let scan = (
      plan.scan(pass.logs.train, isServe: false, places: 1), plan.scan(pass.logs.serve, isServe: true, places: 1)
    )
    texts.train = try RowTexts(scan: scan.0, reading: outcome.train).read(wanted.train, threads: pass.threads)
    texts.serve = try RowTexts(scan: scan.1, reading: outcome.serve).read(wanted.serve, threads: pass.threads)
    return texts
  }

  /// Pairs of a sample whose changes are counted, where there are too many to count them all.
  static let changesRead = 256

  static func changeSample(_ offenders: [PairPlace]) -> ArraySlice<PairPlace> { offenders.prefix(changesRead) }

  private init(plan: SkewPlan) { self.plan = plan }

  func sample(_ place: PairPlace, _ slot: Int, _ entry: SkewColumns.Entry) -> SkewSample {
    let row = serve[place.serve]
    let key = (0..<plan.layout.keys).map { part in
      let column = plan.columns.entries[part]
      let shown = column.isMasked ? nil : row?.cells[part]
      return Sample.KeyPart(
        column: column.column.name, value: shown?.bytes, valueBytes: shown?.cutFrom, isMasked: column.isMasked)
    }
    return SkewSample(
      key: key, train: cell(train[place.train], slot, entry), serve: cell(row, slot, entry))
  }

  private func cell(_ row: RowTexts.Row?, _ slot: Int, _ entry: SkewColumns.Entry) -> SkewSample.Cell {
    let shown = entry.isMasked ? nil : row?.cells[slot]
    return SkewSample.Cell(
      file: row?.file ?? "", row: row?.row ?? 0, line: row?.line ?? 0, byteOffset: row?.byteOffset ?? 0,
      value: shown?.bytes, valueBytes: shown?.cutFrom, isMasked: entry.isMasked)
  }

  /// Changes that occur more than once in a sample of pairs, the most frequent first.
  func changes(_ places: ArraySlice<PairPlace>, _ slot: Int) -> [ChangeCounts.Count] {
    struct Change: Hashable {
      var train: SampledText?
      var serve: SampledText?
    }
    var counts: [Change: Int] = [:]
    for place in places {
      let change = Change(train: train[place.train]?.cells[slot], serve: serve[place.serve]?.cells[slot])
      counts[change, default: 0] += 1
    }
    return ChangeCounts.sorted(
      counts.filter { $0.value > 1 }.map {
        ChangeCounts.Count(count: $0.value, train: $0.key.train, serve: $0.key.serve)
      })
  }
}
