/// Whether predictions differ, apart for pairs whose features agree and for others: a mergeable state.
struct PredictionState: MetricState, Sendable {
  private let spec: FeatureState.Spec
  /// Pairs whose features agree, then the others.
  private(set) var groups = [Group(), Group()]

  struct Group: Sendable {
    var pairs = 0
    var differing = 0
    /// Pairs of finite numbers, their differences and the magnitude of these.
    var finite = 0
    var sum = ExactSum()
    var magnitude = ExactSum()

    mutating func merge(_ other: Group) {
      pairs += other.pairs
      differing += other.differing
      finite += other.finite
      sum.merge(other.sum)
      magnitude.merge(other.magnitude)
    }

    func report(isNumeric: Bool) -> SkewPredictions.Group {
      var group = SkewPredictions.Group()
      group.pairs = pairs
      group.differing = differing
      if isNumeric && finite > 0 {
        group.meanDelta = sum.quotient(by: finite)
        group.meanAbsoluteDelta = magnitude.quotient(by: finite)
      }
      return group
    }
  }

  init(_ spec: FeatureState.Spec) { self.spec = spec }

  /// `features`: 1 for pairs in which some other feature fails.
  mutating func add(_ block: ComparedBlock, features: Lane<UInt8>) {
    for position in 0..<block.count {
      let group = Int(features[position])
      groups[group].pairs += 1
      groups[group].differing += Int(block.failing[position])
      guard spec.grid != nil else { continue }
      let (a, b) = (block.train[position], block.serve[position])
      guard let x = PairedValue.number(a, spec.slot, spec.index, spec.kind, spec.divisor),
        let y = PairedValue.number(b, spec.slot, spec.index, spec.kind, spec.divisor)
      else { continue }
      groups[group].finite += 1
      let delta = y - x
      if delta != 0 && delta.isFinite {
        groups[group].sum.add(delta)
        groups[group].magnitude.add(delta.magnitude)
      }
    }
  }

  mutating func merge(_ other: PredictionState) {
    for index in groups.indices { groups[index].merge(other.groups[index]) }
  }
}
