/// Every pair that fails, with the feature that it fails: what the diff is made of, for one worker.
///
/// Shape: entries of three words, by the serving row, in stores that go to disk where they outgrow their memory.
final class FailureLog {
  /// Rows of the serving log, over which partitions are spread evenly and in order.
  let store: PartitionStore<Failure>
  private let storage = LaneStorage<UInt8>(repeating: 0)
  private let partitionRows: Int

  struct Failure: BitwiseCopyable, Sendable {
    var serve: Int
    var train: Int
    var feature: Int
  }

  /// `rows`: more than the serving log has.
  init(_ memory: KeyMemory, _ scratch: Scratch, rows: Int) {
    store = PartitionStore(memory, scratch)
    partitionRows = Self.partitionRows(rows)
  }

  static func partitionRows(_ rows: Int) -> Int { max(1, rows / PartitionStore<Failure>.partitions + 1) }

  /// Zeroes, for the marks of one feature.
  func lane(of count: Int) -> Lane<UInt8> {
    let lane = storage.lane(of: count)
    for index in 0..<count { lane[index] = 0 }
    return lane
  }

  func add(_ train: PackedRow, _ serve: PackedRow, feature: Int) throws(ScratchError) {
    let row = serve.ordinal
    try store.append(
      Failure(serve: row, train: train.ordinal, feature: feature),
      to: min(row / partitionRows, PartitionStore<Failure>.partitions - 1))
  }
}
