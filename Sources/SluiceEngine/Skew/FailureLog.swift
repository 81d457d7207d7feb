/// Every pair that fails, with the feature that it fails: what the diff is made of, for one worker.
///
/// Shape: four words each, by the training row, in stores that go to disk where they outgrow their memory.
final class FailureLog {
  let store: PartitionStore<Failure>
  private let storage = LaneStorage<UInt8>(repeating: 0)
  private let trainRows: RowNumbers

  struct Failure: BitwiseCopyable, Sendable {
    var train: Int
    var serve: Int
    var feature: UInt32
    var kind: Kind
    /// NaN where the values cannot be subtracted.
    var delta: Double
  }

  enum Kind: UInt32, Sendable {
    case value, type, trainNull, serveNull

    init(_ train: UInt8, _ serve: UInt8) {
      if train == CellStatus.null {
        self = .trainNull
      } else if serve == CellStatus.null {
        self = .serveNull
      } else {
        self = (train == CellStatus.invalid) == (serve == CellStatus.invalid) ? .value : .type
      }
    }

    var name: String {
      switch self {
      case .value: "value"
      case .type: "type"
      case .trainNull: "trainNull"
      case .serveNull: "serveNull"
      }
    }
  }

  init(_ memory: KeyMemory, _ scratch: Scratch, trainRows: RowNumbers) {
    store = PartitionStore(memory, scratch)
    self.trainRows = trainRows
  }

  /// Which partition holds a row of `rows`: they ascend together.
  static func partition(of row: Int, rows: RowNumbers) -> Int {
    let partitions = PartitionStore<Failure>.partitions
    return min(rows.number(of: row) / (rows.count / partitions + 1), partitions - 1)
  }

  /// Zeroes, for the marks of one feature.
  func lane(of count: Int) -> Lane<UInt8> {
    let lane = storage.lane(of: count)
    for index in 0..<count { lane[index] = 0 }
    return lane
  }

  func add(_ train: PackedRow, _ serve: PackedRow, feature: Int, _ state: FeatureState) throws(ScratchError) {
    let slot = state.spec.slot
    let failure = Failure(
      train: train.ordinal, serve: serve.ordinal, feature: UInt32(feature),
      kind: Kind(train.status(slot), serve.status(slot)), delta: state.delta(train, serve) ?? .nan)
    try store.append(failure, to: Self.partition(of: failure.train, rows: trainRows))
  }
}
