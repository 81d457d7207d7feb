internal import SluiceContract

/// Finds what best separates pairs that fail from those that do not: a category of another column, or a stretch of
/// time.
///
/// How it works: of each slice the 2 × 2 table is known; its phi is 1 where the slice holds all pairs that fail and no
/// other. Of equally good slices the first counts: columns in their order, then times, the shortest first.
struct WorstSlice {
  let plan: SkewPlan
  let comparison: SkewComparison

  func find(_ number: Int) -> SkewSlice? {
    let state = comparison.features[number]
    let total = state.counts.pairs
    let failing = state.counts.mismatches + state.counts.trainNullOnly + state.counts.serveNullOnly
    guard failing > 0, failing < total else { return nil }
    var best: SkewSlice?
    func judge(_ pairs: Int, _ bad: Int, _ slice: (Double) -> SkewSlice) {
      let phi = Self.phi(pairs, bad, total, failing)
      if phi > best?.separation ?? 0 { best = slice(phi) }
    }
    for (index, column) in comparison.spec.slices.columns.enumerated() where column.feature != number {
      let entry = plan.columns.entries[plan.features[column.feature]]
      for category in 0..<column.categories where category != 1 {
        let (pairs, bad) = (comparison.slicePairs[index][category], state.slices[index][category])
        judge(pairs, bad) { phi in
          let text = category == 0 || entry.isMasked ? nil : column.texts[category - SliceSpec.firstCategory]
          return SkewSlice(
            column: entry.column.name, value: text?.bytes, valueBytes: text?.cutFrom, isMasked: entry.isMasked,
            pairs: pairs, failing: bad, otherPairs: total - pairs, otherFailing: failing - bad, separation: phi)
        }
      }
    }
    guard let slot = plan.timeSlot else { return best }
    var (pairs, bad) = (comparison.stretches, state.times.stretches)
    for level in max(pairs.level, bad.level)..<TimeStretches.hours.count {
      pairs.coarsen(to: level)
      bad.coarsen(to: level)
      for (stretch, count) in bad.counts.sorted(by: { $0.key < $1.key }) {
        let all = pairs.counts[stretch] ?? count
        judge(all, count) { phi in
          SkewSlice(
            column: plan.columns.entries[slot].column.name, value: Self.text(stretch, level), isMasked: false,
            pairs: all, failing: count, otherPairs: total - all, otherFailing: failing - count, separation: phi)
        }
      }
    }
    return best
  }

  private static func phi(_ pairs: Int, _ bad: Int, _ total: Int, _ failing: Int) -> Double {
    guard pairs > 0, pairs < total else { return 0 }
    let product = Double(pairs) * Double(total - pairs) * Double(failing) * Double(total - failing)
    return (Double(bad) * Double(total) - Double(pairs) * Double(failing)) / product.squareRoot()
  }

  /// `2024-05-03T14`, `2024-05-03`, or the first day and how many: `2024-05-02/P7D`.
  private static func text(_ stretch: Int64, _ level: Int) -> [UInt8]? {
    let hour = stretch * TimeStretches.hours[level]
    let days = Int64(Int128(hour).dividedRoundingDown(by: 24))
    guard let day = CivilTime.format(days: days) else { return nil }
    let text =
      switch level {
      case 0: day + "T" + (hour - days * 24 < 10 ? "0" : "") + "\(hour - days * 24)"
      case 1: day
      default: day + "/P\(TimeStretches.hours[level] / 24)D"
      }
    return Array(text.utf8)
  }
}
