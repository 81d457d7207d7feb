/// How often one value became another: exact while there are few changes.
///
/// Shape: at most `most` different changes; beyond that nothing is known, and a sample of pairs has to do.
/// Law: whether there are too many depends on all pairs alone.
final class ChangeCounts {
  static let most = 4096

  struct Change: Hashable {
    /// `PairedValue.category`, and the status that tells null and cells that do not parse from values.
    var train: UInt64
    var serve: UInt64
    var trainStatus: UInt8
    var serveStatus: UInt8
  }

  struct Count {
    var count: Int
    var train: SampledText?
    var serve: SampledText?
  }

  private(set) var counts: [Change: Count] = [:]
  private(set) var isOver = false

  func add(_ train: PackedRow, _ serve: PackedRow, _ spec: FeatureState.Spec) {
    if isOver { return }
    let change = Self.change(train, serve, spec)
    if let place = counts.index(forKey: change) {
      counts.values[place].count += 1
      return
    }
    if counts.count == Self.most {
      giveUp()
      return
    }
    counts[change] = Count(
      count: 1, train: PairedValue.text(train, spec.slot, spec.index, spec.kind),
      serve: PairedValue.text(serve, spec.slot, spec.index, spec.kind))
  }

  static func change(_ train: PackedRow, _ serve: PackedRow, _ spec: FeatureState.Spec) -> Change {
    Change(
      train: category(train, spec), serve: category(serve, spec), trainStatus: train.status(spec.slot),
      serveStatus: serve.status(spec.slot))
  }

  private static func category(_ row: PackedRow, _ spec: FeatureState.Spec) -> UInt64 {
    let (status, word) = (row.status(spec.slot), row[spec.index])
    if status == CellStatus.null { return 0 }
    return PairedValue.category(row, word, isText: spec.kind == .text || status != CellStatus.valid)
  }

  private func giveUp() {
    isOver = true
    counts = [:]
  }

  func merge(_ other: ChangeCounts) {
    if isOver || other.isOver { return giveUp() }
    for (change, count) in other.counts {
      if counts[change] != nil {
        counts[change]?.count += count.count
      } else if counts.count == Self.most {
        return giveUp()
      } else {
        counts[change] = count
      }
    }
  }

  /// The most frequent ones; of equally frequent ones those whose texts come first.
  func most(_ limit: Int) -> [Count] {
    // Texts are only put in order where they may matter.
    let least = counts.values.map(\.count).sorted(by: >).prefix(limit).last ?? 0
    return Array(Self.sorted(counts.values.filter { $0.count >= least }).prefix(limit))
  }

  static func sorted(_ counts: [Count]) -> [Count] {
    counts.map { ($0, order($0)) }.sorted { left, right in
      if left.0.count != right.0.count { return left.0.count > right.0.count }
      return left.1.lexicographicallyPrecedes(right.1)
    }.map(\.0)
  }

  private static func order(_ count: Count) -> [UInt8] {
    func part(_ text: SampledText?) -> [UInt8] { text.map { [1] + $0.bytes + [0] } ?? [0] }
    return part(count.train) + part(count.serve)
  }
}
