/// What one thread makes of pairs: the states of all features, of predictions, of slices.
final class SkewComparison: PairVisitor {
  /// What is to be compared; the same for all threads.
  struct Spec: Sendable {
    var layout: RowLayout
    var features: [FeatureState.Spec]
    /// Which of the features is the prediction.
    var prediction: Int?
    /// The slot of the time of serving rows.
    var timeSlot: Int?
    var slices: SliceSpec
    var keepsFailures: Bool
  }

  let spec: Spec
  let features: [FeatureState]
  private(set) var predictions: PredictionState?
  /// By slice column, then category: all pairs.
  private(set) var slicePairs: [[Int]]
  private(set) var stretches = TimeStretches()
  private(set) var ages = AgeCounts()
  private let failing = LaneStorage<UInt8>(repeating: 0)
  private let predictionFailing = LaneStorage<UInt8>(repeating: 0)
  private let times = LaneStorage<Int128>(repeating: 0)
  private let statuses = LaneStorage<UInt64>(repeating: 0)
  private let categories: [LaneStorage<UInt8>]
  let failures: FailureLog?

  /// `failures`: gets every pair that fails; nil where nobody asks for them.
  init(_ spec: Spec, failures: FailureLog? = nil) {
    self.spec = spec
    self.failures = failures
    features = spec.features.map { FeatureState($0) }
    predictions = spec.prediction.map { PredictionState(spec.features[$0]) }
    slicePairs = spec.slices.columns.map { Array(repeating: 0, count: $0.categories) }
    categories = spec.slices.columns.map { _ in LaneStorage(repeating: 0) }
  }

  /// Features are merged by whoever has them.
  func mergeAllButFeatures(_ other: SkewComparison) {
    if let theirs = other.predictions { predictions?.merge(theirs) }
    for column in slicePairs.indices {
      for category in slicePairs[column].indices { slicePairs[column][category] += other.slicePairs[column][category] }
    }
    stretches.merge(other.stretches)
    ages.merge(other.ages)
  }

  func visit(pairs count: Int, train: Lane<PackedRow>, serve: Lane<PackedRow>) throws(ScratchError) {
    var block = ComparedBlock(
      count: count, train: train, serve: serve, failing: failing.lane(of: count),
      times: spec.timeSlot.map { readTimes($0, count, serve) }, statuses: readStatuses(count, train, serve),
      categories: [])
    block.categories = spec.slices.columns.indices.map { readCategories($0, count, serve) }
    let all = block.failing
    for position in 0..<count { all[position] = 0 }
    for (number, feature) in features.enumerated() where number != spec.prediction {
      try add(block, to: feature, number)
    }
    guard let number = spec.prediction else { return }
    // Whether the other features agree must not be forgotten meanwhile.
    var own = block
    own.failing = predictionFailing.lane(of: count)
    for position in 0..<count { own.failing[position] = 0 }
    try add(own, to: features[number], number)
    predictions?.add(own, features: block.failing)
  }

  private func add(_ block: ComparedBlock, to feature: FeatureState, _ number: Int) throws(ScratchError) {
    guard let failures else {
      feature.add(block)
      return
    }
    var own = block
    own.failing = failures.lane(of: block.count)
    feature.add(own)
    let all = block.failing
    for position in 0..<block.count where own.failing[position] == 1 {
      all[position] = 1
      try failures.add(block.train[position], block.serve[position], feature: number, feature)
    }
  }

  func visit(others count: Int, _ rows: Lane<PackedRow>, isServe: Bool) {
    for feature in features { feature.add(others: count, rows, isServe: isServe) }
  }

  func visit(age: Int128) { ages.add(age) }

  func dropValues() {
    for feature in features { feature.numbers?.dropValues() }
  }

  private func readStatuses(_ count: Int, _ train: Lane<PackedRow>, _ serve: Lane<PackedRow>) -> Lane<UInt64> {
    let lane = statuses.lane(of: spec.layout.statusWords)
    for word in 0..<spec.layout.statusWords {
      let index = KeyRecord.headWords &+ word
      var all: UInt64 = 0
      for position in 0..<count { all |= train[position][index] | serve[position][index] }
      lane[word] = all
    }
    return lane
  }

  private func readTimes(_ slot: Int, _ count: Int, _ serve: Lane<PackedRow>) -> Lane<Int128> {
    let lane = times.lane(of: count)
    for position in 0..<count {
      let time = serve[position].nanoseconds(slot, spec.layout) ?? .min
      lane[position] = time
      if time != .min { stretches.add(time) }
    }
    return lane
  }

  private func readCategories(_ column: Int, _ count: Int, _ serve: Lane<PackedRow>) -> Lane<UInt8> {
    let (lane, slice) = (categories[column].lane(of: count), spec.slices.columns[column])
    // Out of their array, so that not every pair asks whether somebody else holds them.
    var pairs: [Int] = []
    swap(&pairs, &slicePairs[column])
    for position in 0..<count {
      let category = slice.category(of: serve[position])
      lane[position] = category
      pairs[Int(category)] &+= 1
    }
    swap(&pairs, &slicePairs[column])
    return lane
  }
}
